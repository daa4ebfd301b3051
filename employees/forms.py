"""Forms of people and accounts."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """NIP and password."""

"""The way back for somebody who lost telephone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from employees import accounts
from employees.models import User


class Command(BaseCommand):
    help = "Remove an account's second factor, after the person was identified face to face."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="NIP or name of the account")
        parser.add_argument(
            "--by", required=True, metavar="NIP", help="who identified the person; is told to them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user, by = self._account(options["username"]), self._account(options["by"])
        if user == by:
            raise CommandError("Nobody removes their own second factor: --by names somebody else.")
        if not by.has_perm("employees.administer_agency"):
            raise CommandError(f"{by} does not administer this agency.")
        if not accounts.remove_second_factor(user, by=by.employee):
            raise CommandError(f"{user} has no second factor.")
        self.stdout.write(f"The second factor of {user} is removed; every session has ended.")

    def _account(self, username: str) -> User:
        user = User.objects.filter(username=username.replace(" ", "").lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no open account {username}.")
        return user

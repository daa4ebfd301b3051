"""Forms of people and accounts."""

from __future__ import annotations

import re
from typing import Any, ClassVar, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm as BaseChangePasswordForm,
)
from allauth.account.forms import (
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from employees import accounts, activation, sign_ins, unit_choices
from employees.models import Employee, SignIn, Unit, User

NIP_LABEL = "NIP"
RULES = "Paling sedikit 12 karakter dan bukan kata sandi yang umum. Kalimat pendek mudah diingat dan kuat."


class Worded(forms.Form):
    """Gives the fields of somebody else's form our words, and takes its placeholders away."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, LoginForm):
    """NIP, or the name that stands on the slip of somebody without NIP; spaces do not matter."""

    words: ClassVar = {"login": (NIP_LABEL, ""), "password": ("Kata sandi", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self) -> str:
        return re.sub(r"\s", "", self.cleaned_data["login"]).lower()


class ChangePasswordForm(Worded, BaseChangePasswordForm):
    words: ClassVar = {
        "oldpassword": ("Kata sandi sekarang", ""),
        "password1": ("Kata sandi baru", RULES),
        "password2": ("Ulangi kata sandi baru", ""),
    }


class NewPasswordForm(Worded, ResetPasswordKeyForm):
    words: ClassVar = {
        "password1": ("Kata sandi baru", RULES),
        "password2": ("Ulangi kata sandi baru", ""),
    }


class ConfirmForm(Worded, ReauthenticateForm):
    words: ClassVar = {"password": ("Kata sandi", "")}


class SecondFactorForm(Worded, AuthenticateForm):
    words: ClassVar = {"code": ("Kode", "Enam angka dari aplikasi autentikator, atau satu kode pemulihan.")}

    def clean_code(self) -> str:
        """A wrong code is put on record: the password before it was right."""
        try:
            code: str = super().clean_code()
        except forms.ValidationError:
            address = get_adapter().get_client_ip(context.request)
            sign_ins.record(SignIn.Outcome.WRONG_CODE, self.user.employee, address)
            raise
        return code


class SecondFactorConfirmForm(Worded, MFAReauthenticateForm):
    words: ClassVar = SecondFactorForm.words


class EnrolForm(Worded, ActivateTOTPForm):
    words: ClassVar = {"code": ("Kode dari aplikasi", "Enam angka yang sekarang tampil di aplikasi.")}


class ForgottenPasswordForm(forms.Form):
    """NIP or address; the answer is the same whether or not somebody is found (`email`: allauth's name)."""

    email = forms.CharField(
        label="NIP atau surel",
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_email(self) -> str:
        return re.sub(r"\s", "", self.cleaned_data["email"]).lower()

    def save(self, _request: HttpRequest) -> None:
        """Ask for a link for every open account with that name or address."""
        typed = self.cleaned_data["email"]
        found = User.objects.filter(Q(username=typed) | Q(employee__email__iexact=typed), is_active=True)
        for user in found.exclude(employee__email="")[:10]:
            accounts.ask_for_reset(user)


def password_field(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, help_text=help_text, strip=False, max_length=200, widget=widget)


class ActivationForm(forms.Form):
    """The first password, or a new one, of whoever holds a link."""

    password1 = password_field("Kata sandi", RULES)
    password2 = password_field("Ulangi kata sandi")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean_password2(self) -> str:
        again: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1", again) != again:
            raise forms.ValidationError("Kedua kata sandi tidak sama. Ketik ulang yang kedua.")
        return again


class ActivationCodeForm(forms.Form):
    """What is typed from a slip."""

    username = forms.CharField(
        label=NIP_LABEL,
        max_length=60,
        help_text="Seperti tertulis di slip.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label="Kode aktivasi",
        max_length=60,
        help_text="Lima kelompok berisi empat huruf atau angka. Huruf besar atau kecil sama saja.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_username(self) -> str:
        return re.sub(r"\s", "", self.cleaned_data["username"]).lower()

    def clean_code(self) -> str:
        return activation.normalise(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            link = activation.find_link(data["code"])
            if link is None or link.user.username != data["username"]:
                raise forms.ValidationError(
                    "NIP dan kode tidak cocok, atau slip sudah dipakai atau lewat 72 jam. Periksa lagi, atau minta"
                    " slip baru kepada pengelola kepegawaian unit Anda."
                )
        return data


class SlipFilterForm(forms.Form):
    """Which people to show on the page of activation slips."""

    unit = forms.ModelChoiceField(
        label="Unit kerja",
        queryset=Unit.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label="Semua unit",
    )
    q = forms.CharField(label="Nama atau NIP", max_length=100, required=False)
    account = forms.ChoiceField(label="Akun", choices=[("", "Belum aktif"), ("all", "Semua")], required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        units.queryset = by.administered_units().filter(active=True)
        units.choices = unit_choices.choices(units.queryset, self.data.get("unit", ""), empty="Semua unit")


MOST_CHOSEN = 200  # people at once, so that a page of slips comes within a second


class ChosenPeopleForm(forms.Form):
    """The people ticked on that page; anybody else's number is refused."""

    people = forms.ModelMultipleChoiceField(
        label="Pegawai",
        queryset=Employee.objects.none(),
        to_field_name="uuid",
        error_messages={"required": "Pilih paling sedikit satu pegawai."},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cast("forms.ModelMultipleChoiceField[Employee]", self.fields["people"])
        people.queryset = activation.issuable(by).select_related("user").distinct()

    def clean_people(self) -> QuerySet[Employee]:
        people: QuerySet[Employee] = self.cleaned_data["people"]
        if people.count() > MOST_CHOSEN:
            raise forms.ValidationError(f"Pilih paling banyak {MOST_CHOSEN} pegawai sekaligus.")
        return people

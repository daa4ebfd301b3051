"""What somebody adds to a step: a note, the signed file, the day on which it was done."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any, TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from appraisal import evidence, workflow
from appraisal.evidence import Checked
from appraisal.workflow import Refused, Step, Subject
from employees.http import Request
from employees.models import Employee

MOST_NOTE = 4000  # signs, as the fields in components/_actions.html and appraisal/confirm_step.html say
SCANS = (".pdf", ".jpg", ".jpeg", ".png")
SCAN_HELP = "PDF, JPEG, atau PNG; paling besar 10 MB."
AGAIN = "Pilih lagi berkasnya; isian lain tetap ada di formulir."


class Added(TypedDict):
    """What goes with a step to `workflow.perform`."""

    note: str
    scan: Checked | None
    on_day: date | None


class ScanField(forms.FileField):
    """One signed file, checked by its content."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.FileInput(attrs={"accept": ",".join(SCANS)}),
            error_messages={"required": "Lampirkan berkas yang sudah ditandatangani."},
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> Checked:
        """The file, fit to be kept.

        Raises:
            ValidationError: missing, of another kind, or unfit; with the sentence that says so.
        """
        file: UploadedFile[Any] = super().clean(data, initial)
        if PurePath(evidence.clean_name(file.name or "")).suffix.lower() not in SCANS:
            raise forms.ValidationError(["Kirim pindaiannya sebagai PDF, JPEG, atau PNG.", AGAIN])
        try:
            return evidence.checked(file)
        except evidence.Unfit as unfit:
            raise forms.ValidationError([str(unfit), AGAIN]) from unfit


class StepForm(forms.Form):
    """What somebody writes beside a step; `label` says what was asked for. `sent`: the page of the step was sent."""

    note = forms.CharField(max_length=MOST_NOTE, required=False)

    def __init__(
        self,
        posted: MultiValueDict[str, str],
        files: Any = None,
        *,
        label: str,
        scan: bool = False,
        day_label: str = "",
    ) -> None:
        self.sent = bool(posted.get("confirmed") or posted.get("password"))
        # A browser counts a line break as one sign and sends two.
        typed = {
            "note": posted.get("note", "").replace("\r\n", "\n"),
            "on_day": posted.get("on_day", "") if self.sent else timezone.localdate(),
        }
        if self.sent or not (scan or day_label):
            super().__init__(typed, files)
        else:
            super().__init__(initial=typed)
        self.fields["note"].label = label or "Catatan"
        if scan:
            self.fields["scan"] = ScanField(
                label="Berkas yang sudah ditandatangani",
                help_text=SCAN_HELP,
            )
        if day_label:
            today = f"{timezone.localdate():%Y-%m-%d}"
            self.fields["on_day"] = forms.DateField(
                label=day_label,
                help_text="Tanggal yang tertulis pada dokumennya: hari ini atau sebelumnya.",
                widget=forms.DateInput(attrs={"type": "date", "max": today}, format="%Y-%m-%d"),
                error_messages={"required": "Isi tanggal yang tertulis pada dokumennya."},
            )

    @classmethod
    def of(cls, request: Request, subject: Subject, step: Step, behind: Employee | None) -> StepForm:
        """The form of this step for this person."""
        return cls(
            request.POST,
            request.FILES,
            label=step.note_label,
            scan=workflow.asks_for_scan(subject, step, behind),
            day_label=step.day_label,
        )

    def clean_on_day(self) -> date:
        day: date = self.cleaned_data["on_day"]
        if day > timezone.localdate():
            raise forms.ValidationError("Tanggalnya sesudah hari ini. Isi tanggal hari ini atau sebelumnya.")
        return day

    def words(self) -> str:
        """The note.

        Raises:
            Refused: too long, or no text.
        """
        if not self.is_bound:
            return str(self.initial["note"])
        if "note" in self.errors:
            raise Refused(str(self.errors["note"][0]))
        note: str = self.cleaned_data["note"]
        return note

    def added(self) -> Added:
        """All of it, for the door.

        Raises:
            Refused: the note is too long, or no text.
        """
        return {"note": self.words(), "scan": self.scan, "on_day": self.day}

    @property
    def scan(self) -> Checked | None:
        """The signed file, when one was asked for and is fit."""
        found: Checked | None = self._cleaned("scan")
        return found

    @property
    def day(self) -> date | None:
        """The day that was told, when one was asked for."""
        found: date | None = self._cleaned("on_day")
        return found

    def _cleaned(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound and not self.errors else None

from django import forms
from django.apps import AppConfig

# Django's Indonesian calls a field 'bidang', which is a unit of the agency here, and does not say how to mend a figure.
EMPTY = "Isian ini tidak boleh kosong."
NO_FIGURE = "Tulis angkanya saja, tanpa satuan. Contoh: 7,5."


class EmployeesConfig(AppConfig):
    name = "employees"
    verbose_name = "Pegawai"

    def ready(self) -> None:
        # Importing registers the handlers of outbox rows and jobs.
        from employees import accounts, activation, announcements, import_jobs, jobs, notifications

        forms.Field.default_error_messages["required"] = EMPTY
        forms.DecimalField.default_error_messages["invalid"] = NO_FIGURE

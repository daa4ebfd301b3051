from django.apps import AppConfig


class EmployeesConfig(AppConfig):
    name = "employees"
    verbose_name = "Pegawai"

    def ready(self) -> None:
        # Importing registers the handlers of outbox rows and jobs.
        from employees import accounts, activation, import_jobs, jobs, notifications

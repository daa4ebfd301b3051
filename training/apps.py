from importlib import import_module

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Pelatihan"

    def ready(self) -> None:
        import_module("training.promoting")  # registers what the rule of promotion asks of training
        import_module("training.hours_exports")  # registers the report of hours
        import_module("training.list_exports")
        import_module("training.reminders")  # registers what goes into the mail of the day

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "config.desk"
    label = "desk"
    verbose_name = "Meja kerja"

    def ready(self) -> None:
        import_module("config.desk.works")  # registers what a worker does for the desk
        import_module("config.desk.list_exports")
        import_module("config.desk.nudging")
        import_module("config.desk.person")
        import_module("config.desk.sides")  # and what the development plan learns from feedback

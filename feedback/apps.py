from importlib import import_module

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = "Umpan balik"

    def ready(self) -> None:
        import_module("feedback.works")  # registers what a worker does for the desk
        import_module("feedback.citizens")  # registers citizens among the voices beside each other
        import_module("feedback.peer_voice")  # and peers among what a pattern of ratings is compared with
        import_module("feedback.coaching_papers").register()
        import_module("feedback.behaviour_papers")  # registers the printing of B.1.10
        import_module("feedback.case_part")  # registers signed notes among what an auditor takes along
        import_module("feedback.list_exports")  # registers its lists of the desk as files
        import_module("feedback.reminders")  # registers what goes into the mail of the day

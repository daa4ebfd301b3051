from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "appraisal"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        # Importing registers the handlers of outbox rows and jobs, and the conditions of promotion.
        from appraisal import (
            bulk_job,
            case_job,
            certificates,
            digests,
            documents,
            export_job,
            form_prints,
            pattern_job,
            promotion_conditions,
            signed_batch,
            signed_import,
            signing_prints,
        )

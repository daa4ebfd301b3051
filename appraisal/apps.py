from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "appraisal"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        # Importing registers the handlers of outbox rows and jobs, and the conditions of promotion.
        from appraisal import (
            allowance_exports,
            bulk_job,
            case_job,
            certificates,
            closing_job,
            digests,
            documents,
            export_job,
            follow_up_exports,
            follow_up_lists,
            form_prints,
            list_exports,
            party_lists,
            pattern_job,
            promotion_conditions,
            result_lists,
            signed_batch,
            signed_import,
            signing_prints,
            unit_exports,
            year_exports,
        )

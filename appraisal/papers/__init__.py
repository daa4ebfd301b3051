"""What the official forms print, gathered from the data: one builder per form of PermenPANRB 6/2022."""

from appraisal.papers import evaluation_document, evaluation_result, work_targets
from appraisal.papers.paper import Paper

__all__ = ["Paper", "evaluation_document", "evaluation_result", "work_targets"]

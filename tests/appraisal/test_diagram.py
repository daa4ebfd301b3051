"""docs/workflow.md says what the tables say, and a stale one is found."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from appraisal import diagram
from appraisal.workflow import APPRAISAL_STEPS, EVALUATION_STEPS, PARTS, Step


@pytest.mark.parametrize("step", [*APPRAISAL_STEPS.values(), *EVALUATION_STEPS.values()])
def test_every_step_is_drawn_and_listed(step: Step) -> None:
    text = diagram.document()

    assert f"| `{step.action}` | {step.label} |" in text
    for source in step.sources if step.target else ():
        assert f"{source} --> {step.target}: {step.action} ({step.party.value.lower()})" in text


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_listed(part: str) -> None:
    assert f"| `{part}` |" in diagram.document()


def test_every_guard_says_in_words_when_it_allows() -> None:
    for step in (*APPRAISAL_STEPS.values(), *EVALUATION_STEPS.values()):
        assert step.guard.__doc__ or step.guard.__name__ == "allow", step.action


def test_a_stale_document_is_found_and_mended(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="stale"):
        call_command("workflow_diagram", "--check")

    call_command("workflow_diagram")
    call_command("workflow_diagram", "--check")

    written = tmp_path / "docs" / "workflow.md"
    written.write_text(written.read_text().replace("deliver", "send"))
    with pytest.raises(CommandError, match="stale"):
        call_command("workflow_diagram", "--check")

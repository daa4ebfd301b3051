"""The form of somebody who is asked. It is not autosaved and bears no form number: neither draft nor log of sent
forms may hold who answered what. The answer itself can be changed until the round closes."""

from __future__ import annotations

import uuid as uuid_module

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.views.shared import answers_refusals, keep_typed, posted_version
from employees.http import Request, page
from feedback import answers
from feedback.models import FeedbackRequest
from feedback.round_forms import AnswerForm
from feedback.sealing import State


def _request_or_404(request: Request, uuid: uuid_module.UUID) -> FeedbackRequest:
    """My own request, while its round is open."""
    rows = FeedbackRequest.objects.visible_to(request.user)
    parts = ("round__appraisal__employee", "round__appraisal__unit", "round__appraisal__period")
    return get_object_or_404(rows.select_related(*parts), uuid=uuid)


@require_http_methods(["GET", "POST"])
@answers_refusals
def round_request(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Answer, or change what I said."""
    row, posted = _request_or_404(request, uuid), request.method == "POST"
    answer = answers.said_by(row)
    form = AnswerForm(request.POST if posted else None, answer=answer)
    keep_typed(request, form)
    if posted and form.is_valid():
        sentence = form.cleaned_data["sentence"]
        answers.give(row, ratings=form.ratings(), sentence=sentence, version=posted_version(request))
        messages.success(request, "Jawaban Anda disimpan. Anda dapat mengubahnya sampai putaran ditutup.")
        return redirect("feedback")
    context = {"row": row, "form": form, "answer": answer, "answered": answer.state == State.DONE}
    context["declined"] = answer.state == State.DECLINED
    return page(request, "feedback/round_request.html", context, invalid=posted)


@require_POST
@answers_refusals
def round_request_decline(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """I do not want to answer."""
    answers.decline(_request_or_404(request, uuid))
    messages.success(request, "Anda menolak menjawab. Tidak ada yang diberi tahu siapa yang menolak.")
    return redirect("feedback")


@require_POST
@answers_refusals
def round_request_take_back(request: Request, uuid: uuid_module.UUID) -> HttpResponse:
    """Take the answer back."""
    answers.take_back(_request_or_404(request, uuid))
    messages.success(request, "Jawaban Anda ditarik.")
    return redirect("feedback")

"""`/api/v1/`: final results for other applications of the agency, by token, read-only, in JSON. docs/api.md, ADR 0029.

No session and no cookie counts here. A refusal says what is wrong with the call and nothing of what is there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from appraisal import api_results, api_tokens
from appraisal.api_forms import ResultsForm
from appraisal.models import ApiToken, Period
from employees.limits import over_limit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, ApiToken, P], JsonResponse]
WINDOW = 60  # seconds
CALLS_A_TOKEN = 120
CALLS_AN_ADDRESS = 600
REFUSALS_AN_ADDRESS = 30
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What a refused call is told, as JSON."""

    status: int
    code: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    def response(self) -> JsonResponse:
        body = {"galat": {"kode": self.code, "pesan": self.message} | self.details}
        return JsonResponse(body, status=self.status, headers=self.headers)


class Problem(Exception):
    """A call that is not answered; `answer` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


ASK = {"WWW-Authenticate": "Bearer"}
TOO_MANY = Answer(
    429, "terlalu_sering", "Terlalu banyak panggilan. Coba lagi semenit lagi.", {"Retry-After": str(WINDOW)}
)
UNKNOWN = Answer(401, "token_tidak_dikenal", "Kirim token yang berlaku: Authorization: Bearer …", ASK)
NOT_THERE = Answer(404, "tidak_ditemukan", "Alamat atau periode ini tidak ada.")
READ_ONLY = Answer(405, "hanya_baca", "API ini hanya membaca: pakai GET.", {"Allow": "GET, HEAD"})


def by_token(view: View[P]) -> Callable[Concatenate[HttpRequest, P], JsonResponse]:
    """Open a view to whoever shows a token: limited by address and by token, counted, refused in JSON."""

    @login_not_required
    @wraps(view)
    def answering(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> JsonResponse:
        try:
            return view(request, _admitted(request), *args, **kwargs)
        except Problem as problem:
            return problem.answer.response()

    return answering


def _admitted(request: HttpRequest) -> ApiToken:
    """The token of this call. Raises Problem for a call that is not answered."""
    if request.method not in {"GET", "HEAD"}:
        raise Problem(READ_ONLY)
    if over_limit(request, "api", most=CALLS_AN_ADDRESS, seconds=WINDOW):
        raise Problem(TOO_MANY)
    token = api_tokens.find(request.headers.get("Authorization", ""))
    if token is None:
        logger.warning("a call of the API without a token that is known")
        often = over_limit(request, "api-refused", most=REFUSALS_AN_ADDRESS, seconds=WINDOW)
        raise Problem(TOO_MANY if often else UNKNOWN)
    api_tokens.count(token)
    if over_limit(None, f"api-token:{token.pk}", most=CALLS_A_TOKEN, seconds=WINDOW):
        raise Problem(TOO_MANY)
    if reason := token.refusal(timezone.localdate()):
        api_tokens.log(token, f"Ditolak: {reason}")
        raise Problem(Answer(401, "token_tidak_berlaku", f"Panggilan ditolak: {reason}.", ASK))
    return token


@by_token
def api_periods(_request: HttpRequest, token: ApiToken) -> JsonResponse:
    """The years and their windows."""
    found = api_results.periods()
    api_tokens.log(token, "Mengambil daftar periode")
    return JsonResponse({"data": found})


@by_token
def api_results_of(request: HttpRequest, token: ApiToken, year: int) -> JsonResponse:
    """A page of a year's final results."""
    period = Period.objects.filter(year=year).first()
    if period is None:
        raise Problem(NOT_THERE)
    form = ResultsForm(request.GET)
    if not form.is_valid():
        details = {"rincian": {name: [str(one) for one in found] for name, found in form.errors.items()}}
        message = "Ada parameter yang tidak dapat dibaca."
        raise Problem(Answer(400, "permintaan_keliru", message, details=details))
    wanted = form.wanted(period)
    found = api_results.page(wanted, token)
    shown, more = found[: wanted.most], len(found) > wanted.most
    which = f"{year}, {wanted.window}" if wanted.window else str(year)
    api_tokens.log(token, f"Mengambil hasil final {which}: {len(shown)} baris")
    return JsonResponse({"data": shown, "berikutnya": _next(request, shown[-1]["id"]) if more else None})


def _next(request: HttpRequest, last: str) -> str:
    """Path and parameters of the page that follows."""
    asked = request.GET.copy()
    asked["sesudah"] = last
    return f"{request.path}?{asked.urlencode()}"


@by_token
def api_unknown(_request: HttpRequest, _token: ApiToken, _rest: str) -> JsonResponse:
    """Any other address below /api/, as JSON."""
    raise Problem(NOT_THERE)

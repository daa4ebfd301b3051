"""Pages for citizens: the form behind the poster's address, the counter's tablet, and the reply by receipt code.

No account, no cookie, no script. A form proves itself by a signed number (feedback/citizens.py); one address sends
only so many, and what it typed stays in the form when it must wait.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appraisal.verification import code_printed, typed
from employees.http import page
from employees.limits import over_limit
from feedback import citizens, service_points
from feedback.citizen_forms import CitizenForm, TabletForm
from feedback.models import CitizenFeedback, ServicePoint
from feedback.public import without_cookies

ASKS_A_MINUTE = 60  # an office and a mobile network share an address
SENDS, WITHIN = 30, 600  # so many forms from one address in ten minutes
FROM_ALL = 120  # and so many about one point from everywhere: what nobody could read any more
THANKS_LAST, IDLE_LASTS, FRESH_EVERY = 20, 300, 1800  # seconds on a counter's tablet
BUSY = "Terlalu banyak kiriman dalam beberapa menit ini. Tunggu sebentar, lalu kirim lagi."
OUTDATED = "Formulir ini sudah terlalu lama terbuka. Isinya masih ada: kirim sekali lagi."
SENT = "Formulir ini sudah pernah dikirim. Bila ini penilaian lain, kirim sekali lagi."


@without_cookies("service-form", most=ASKS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def service_form(request: HttpRequest, code: str) -> HttpResponse:
    """Score, text and badge. `loket`: opened from the tablet, to which it goes back by itself."""
    point, posted = service_points.find(code), request.method == "POST"
    if point is None:
        return _closed(request)
    form = CitizenForm(request.POST if posted else None, point=point)
    if posted and (sent := _sent(request, point, form)):
        return _to_receipt(request, sent)
    context = {"form": form, "point": point, "token": _token(request, point)}
    answer = page(request, "feedback/service_form.html", context, invalid=posted)
    if "loket" in request.GET:
        _goes_to(answer, service_points.tablet_path(point), IDLE_LASTS)
    return _unlisted(answer)


@without_cookies("service-tablet", most=ASKS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def service_tablet(request: HttpRequest, code: str) -> HttpResponse:
    """Five large buttons for a tablet at the counter; it loads itself anew, so that its form is never outdated."""
    point, posted = service_points.find(code), request.method == "POST"
    if point is None:
        return _closed(request)
    form = TabletForm(request.POST if posted else None)
    if posted and (sent := _sent(request, point, form)):
        return _to_receipt(request, sent, tablet=True)
    context = {
        "form": form,
        "point": point,
        "token": _token(request, point),
        "form_url": f"{service_points.path(point)}?loket=1",
    }
    answer = page(request, "feedback/service_tablet.html", context, invalid=posted)
    return _unlisted(_goes_to(answer, request.path, FRESH_EVERY))


def _sent(request: HttpRequest, point: ServicePoint, form: TabletForm) -> CitizenFeedback | None:
    """What was taken down; None, with the reason in the form, when it cannot be."""
    number = citizens.opened(request.POST.get("tanda", ""), point)
    if form.is_valid() and number is None:
        form.add_error(None, OUTDATED)
    if not form.is_valid() or number is None:
        return None
    many = over_limit(request, "service-send", most=SENDS, seconds=WITHIN)
    if many or over_limit(None, f"service-point-{point.pk}", most=FROM_ALL, seconds=WITHIN):
        form.add_error(None, BUSY)
        return None
    clean = form.cleaned_data
    text, official = clean.get("text", ""), clean.get("badge")
    row = citizens.take_down(point, number, score=clean["score"], text=text, official=official)
    if (row.score, row.text, row.official) != (clean["score"], text, official):
        form.add_error(None, SENT)  # gone back to with the browser, and filled in anew
        return None
    return row


def _token(request: HttpRequest, point: ServicePoint) -> str:
    """The form's own as long as it is good and was not used, so that a form sent twice stays one."""
    given = request.POST.get("tanda", "")
    number = citizens.opened(given, point)
    used = number is None or CitizenFeedback.objects.filter(uuid=number).exists()
    return citizens.new_token(point) if used else given


def _to_receipt(request: HttpRequest, sent: CitizenFeedback, *, tablet: bool = False) -> HttpResponse:
    at_counter = tablet or "loket" in request.GET
    query = "?baru=1&loket=1" if at_counter else "?baru=1"
    return redirect(f"{reverse('receipt_of', args=[sent.receipt_printed])}{query}")


@without_cookies("receipt", most=ASKS_A_MINUTE)
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Type the code of a receipt."""
    code = typed(request.GET.get("kode", ""))
    if code:
        return redirect("receipt_of", code=code_printed(code))
    return _unlisted(page(request, "feedback/receipt.html"))


@without_cookies("receipt-of", most=ASKS_A_MINUTE // 2)
@require_safe
def receipt_of(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands, and the reply. Never the text: nobody can make this site show his words to others."""
    plain = typed(code)
    row = CitizenFeedback.objects.filter(receipt=plain).select_related("point__unit").first()
    context = {
        "code": code_printed(plain),
        "row": row,
        "asked": True,
        "new": row is not None and "baru" in request.GET,
        "back": service_points.tablet_path(row.point) if row and "loket" in request.GET else "",
        "seconds": THANKS_LAST,
    }
    answer = render(request, "feedback/receipt.html", context, status=200 if row else 404)
    if context["back"]:
        _goes_to(answer, str(context["back"]), THANKS_LAST)
    return _unlisted(answer)


def _closed(request: HttpRequest) -> HttpResponse:
    return _unlisted(render(request, "feedback/service_closed.html", status=404))


def _goes_to(answer: HttpResponse, path: str, seconds: int) -> HttpResponse:
    """The tablet returns to its start without a script."""
    answer.headers["Refresh"] = f"{seconds}; url={path}"
    return answer


def _unlisted(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer

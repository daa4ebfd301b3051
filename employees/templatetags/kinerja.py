"""Words that every template may use: settings make this library a builtin, so no template loads it."""

import datetime as dt
import re
import uuid
from decimal import Decimal

from django import template
from django.template import Context, RequestContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from employees import drafts
from employees.dates import dated
from employees.hints import hint_for
from employees.models import User
from employees.terms import TERMS

register = template.Library()


@register.filter
def date_id(value: dt.date | dt.datetime | None) -> str:
    """'31 Januari 2026'; a moment is read in the agency's time zone. Nothing becomes ''."""
    return dated(_local(value)) if value else ""


@register.filter
def moment_id(value: dt.datetime | None) -> str:
    """'31 Januari 2026 pukul 10.42'. Nothing becomes ''."""
    return f"{date_id(value)} pukul {date_format(_local(value), 'H.i')}" if value else ""


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def nip_spaced(value: str) -> str:
    """'199001012015031001' becomes '19900101 201503 1 001', as on paper; any other text stays as it is."""
    return re.sub(r"^(\d{8})(\d{6})(\d)(\d{3})$", r"\1 \2 \3 \4", str(value or ""), flags=re.ASCII)


@register.filter
def number_id(value: Decimal | int | None, places: int | None = None) -> str:
    """'1.234,5': decimal comma, no trailing zeros unless `places` asks for them. None becomes ''."""
    if value is None or value == "":
        return ""
    number = Decimal(value)
    if places is None:
        number = (
            Decimal(format(number, "f").rstrip("0").rstrip(".")) if number % 1 else number.to_integral_value()
        )
    return number_format(number, decimal_pos=places, force_grouping=True)


@register.simple_tag(takes_context=True)
def submission_uuid(context: Context) -> SafeString:
    """The hidden field by which a form sent twice is known again, and whose it is (`drafts.owner`)."""
    number = format_html('<input type="hidden" name="_submission" value="{}">', uuid.uuid4())
    user = context.get("user")
    if not isinstance(user, User):
        return number
    mine = format_html('<input type="hidden" name="{}" value="{}">', drafts.OWNER, drafts.owner_token(user))
    return number + mine


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of static/img/icons.svg. Without a label it is decoration and hidden from screen readers."""
    href = static("img/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, href, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', href, name)


@register.simple_tag
def status_icon(tone: str) -> SafeString:
    """The shape that goes with a status' tone, so that colour is never the only sign."""
    return icon(f"status-{tone}")


@register.inclusion_tag("components/_term.html")
def term(slug: str) -> dict[str, object]:
    """What an official term means, beside it."""
    return {"term": TERMS[slug]}


@register.inclusion_tag("components/_terms.html")
def terms(*slugs: str) -> dict[str, object]:
    """The official terms of a page in one line."""
    return {"terms": [TERMS[slug] for slug in slugs]}


@register.inclusion_tag("components/_hint.html", takes_context=True)
def hint(context: RequestContext, code: str) -> dict[str, object]:
    """What a page is for, until its reader puts it away."""
    request = context["request"]
    found = hint_for(request.user, code)
    return {
        "hint": found,
        "code": code,
        "back": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def query(context: RequestContext, name: str, value: object) -> str:
    """This page's '?a=b' with one parameter changed; None drops it. A new order starts at page 1."""
    parameters = context["request"].GET.copy()
    if name != "page":
        parameters.pop("page", None)
    if value is None:
        parameters.pop(name, None)
    else:
        parameters[name] = str(value)
    return f"?{parameters.urlencode()}"

"""The menu of the desk."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from config.desk import menu

register = template.Library()


@register.inclusion_tag("desk/_menu.html", takes_context=True)
def desk_menu(context: RequestContext) -> dict[str, Any]:
    """Needs the request."""
    request = context["request"]
    groups, pages = menu.entries(request.user, request.path)
    return {"groups": groups, "pages": pages}

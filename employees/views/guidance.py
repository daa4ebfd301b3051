"""The glossary, the guides, and hints that were read."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from employees import hints
from employees.guide import SLUGS, guide, guides
from employees.http import Request, page
from employees.terms import grouped


@require_safe
def terms(request: Request) -> HttpResponse:
    """All official terms with the sentence of the rule."""
    return page(request, "employees/terms.html", {"groups": grouped()})


@require_POST
def hint_put_away(request: Request, code: str) -> HttpResponse:
    """Back to the page where the hint stood, without it."""
    hints.put_away(request.user, code)
    back = request.POST.get("kembali", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if ours else "home")


@require_safe
def guides_list(request: Request) -> HttpResponse:
    """The guides by role."""
    return page(request, "employees/guides.html", {"guides": guides()})


@require_safe
def guide_page(request: Request, slug: str) -> HttpResponse:
    """One guide, with its pictures."""
    if slug not in SLUGS:
        raise Http404
    return page(request, "employees/guide.html", {"guide": guide(slug)})


@require_safe
def guide_file(_request: Request, slug: str) -> FileResponse:
    """The same guide as a PDF that was drawn beforehand."""
    if slug not in SLUGS:
        raise Http404
    printed = guide(slug).printed
    return FileResponse(printed.open("rb"), as_attachment=True, filename=f"panduan-{slug}.pdf")

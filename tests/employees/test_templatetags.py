"""The words that templates use, and the components that are made of them."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory


def render(source: str, path: str = "/", **context: object) -> str:
    return Template(source).render(Context(context | {"request": RequestFactory().get(path)}))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.date(2026, 1, 31), "31 Januari 2026"),
        (dt.datetime(2026, 1, 31, 18, 0, tzinfo=dt.UTC), "1 Februari 2026"),  # one in the morning in Jakarta
        (None, ""),
        ("", ""),
    ],
)
def test_a_day_is_written_in_indonesian(value: object, text: str) -> None:
    assert render("{{ value|date_id }}", value=value) == text


def test_a_moment_is_told_in_the_agencys_time() -> None:
    value = dt.datetime(2026, 1, 31, 3, 42, tzinfo=dt.UTC)
    assert (
        render("{{ value|moment_id }}|{{ none|moment_id }}", value=value, none=None)
        == "31 Januari 2026 pukul 10.42|"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("199001012015031001", "19900101 201503 1 001"),
        ("bupati", "bupati"),
        ("1990010120150310011", "1990010120150310011"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_nip_is_spaced_as_on_paper(value: object, text: str) -> None:
    assert render("{{ value|nip_spaced }}", value=value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (Decimal(100), None, "100"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-0.250"), None, "-0,25"),
        (7, None, "7"),
        (0, None, "0"),
        (None, None, ""),
    ],
)
def test_a_figure_has_a_decimal_comma(value: object, places: int | None, text: str) -> None:
    source = "{{ value|number_id }}" if places is None else "{{ value|number_id:places }}"
    assert render(source, value=value, places=places) == text


def test_every_drawn_form_has_its_own_submission() -> None:
    pattern = r'<input type="hidden" name="_submission" value="([^"]+)">'
    found = re.findall(pattern, render("{% submission_uuid %}{% submission_uuid %}"))
    assert len({uuid.UUID(text) for text in found}) == 2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("{% query 'page' 3 %}", "?q=a%20b&page=3&sort=name"),
        ("{% query 'sort' '-name' %}", "?q=a%20b&sort=-name"),
        ("{% query 'sort' None %}", "?q=a%20b"),
        ("{% query 'q' '\"><script>' %}", "?q=%22%3E%3Cscript%3E&sort=name"),
    ],
)
def test_one_parameter_changes_and_the_others_stay(call: str, text: str) -> None:
    shown = render(call, path="/?q=a+b&page=2&sort=name")
    assert shown.replace("+", "%20").replace("&amp;", "&") == text


def test_an_icon_is_silent_without_a_label_and_escapes_one() -> None:
    assert 'aria-hidden="true"' in render('{% icon "bell" %}')
    assert 'aria-label="&lt;b&gt;"' in render('{% icon "bell" label %}', label="<b>")


@pytest.mark.parametrize(
    ("days", "text", "mark"),
    [
        (5, "sisa 5 hari kerja", ""),
        (3, "sisa 3 hari kerja", "due-soon"),
        (0, "hari ini", "due-soon"),
        (-4, "terlambat 4 hari kerja", "due-late"),
    ],
)
def test_a_deadline_says_how_long(days: int, text: str, mark: str) -> None:
    shown = render_to_string("components/_due.html", {"date": dt.date(2026, 1, 31), "days_left": days})
    assert text in shown
    assert "Tenggat 31 Januari 2026" in shown
    assert re.findall(r"due-(?:soon|late)", shown) == ([mark] if mark else [])


class NoteForm(forms.Form):
    note = forms.CharField(label="Catatan", help_text="Satu kalimat.")
    tone = forms.ChoiceField(label="Nada", choices=[("A", "Apresiasi")], widget=forms.RadioSelect)


def test_a_field_is_tied_to_its_help_and_its_error() -> None:
    form = NoteForm({})
    shown = render_to_string("components/_field.html", {"field": form["note"]})
    described = re.search(r'aria-describedby="([^"]+)"', shown)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in shown
    assert len(described[1].split()) == 2
    assert '<label for="id_note">' in shown


def test_a_choice_is_a_group_with_a_legend() -> None:
    shown = render_to_string("components/_field.html", {"field": NoteForm({})["tone"]})
    assert "<fieldset" in shown
    assert "<legend>" in shown
    assert shown.count('id="id_tone"') == 1


def test_the_summary_of_errors_links_to_fields_that_are_there() -> None:
    form = NoteForm({})
    summary = render_to_string("components/_errors.html", {"form": form})
    fields = "".join(render_to_string("components/_field.html", {"field": field}) for field in form)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 2
    for target in targets:
        assert f'id="{target}"' in fields
    assert (
        render_to_string("components/_errors.html", {"form": NoteForm({"note": "x", "tone": "A"})}).strip()
        == ""
    )


def test_the_summary_of_a_formset_names_the_row() -> None:
    formset = forms.formset_factory(NoteForm)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-note": "x",
            "form-0-tone": "A",
            "form-1-tone": "A",
        }
    )
    assert not formset.is_valid()
    summary = render_to_string("components/_errors.html", {"forms": formset})
    assert re.findall(r'href="#([^"]+)">([^<]+)<', summary) == [("id_form-1-note", "Baris 2, Catatan")]


def test_a_refused_action_is_no_form_and_shows_its_reason() -> None:
    actions = [
        {"label": "Sampaikan", "url": "/a/", "refusal": "Dialog belum dicatat."},
        {"label": "Kembalikan", "url": "/b/", "refusal": "", "note": "required", "hidden": {"version": 3}},
    ]
    request = RequestFactory().get("/")
    shown = render_to_string("components/_actions.html", {"actions": actions}, request)
    assert re.findall(r'action="([^"]+)"', shown) == ["/b/"]
    assert "Dialog belum dicatat." in shown
    assert re.search(r"<button[^>]*disabled[^>]*>Sampaikan", shown)
    assert 'name="_submission"' in shown
    assert 'name="csrfmiddlewaretoken"' in shown
    assert '<input type="hidden" name="version" value="3">' in shown
    assert re.search(r'<textarea[^>]*name="note"[^>]*required', shown)


def test_the_pager_keeps_the_filter() -> None:
    page = Paginator(range(60), 25).page(2)
    shown = render('{% include "components/_pager.html" %}', path="/?q=ani&page=2", page=page)
    assert re.findall(r'<a[^>]+href="([^"]+)"', shown.replace("&amp;", "&")) == [
        "?q=ani&page=1",
        "?q=ani&page=3",
    ]

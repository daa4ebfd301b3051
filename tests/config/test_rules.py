"""Every rule of tools/rules.py finds the bad example, and lets the good one beside it pass."""

import pytest

from tools import floors
from tools.budgets import Source, suppressions, table
from tools.rules import RULES, TEMPLATE_RULES, check_code, check_suppressions, check_template

LONG_VIEW = "def page(request):\n" + "    x = 1\n" * 25
LONG_FUNCTION = "def build():\n" + "    x = 1\n" * 40

CODE = [
    ("safe-html", "employees/x.py", "mark_safe(text)", "format_html('{}', text)"),
    ("safe-html", "employees/x.py", "SafeString(text)", "def icon() -> SafeString: ..."),
    ("csrf", "employees/x.py", "@csrf_exempt\ndef page(): ...", "@require_POST\ndef page(): ..."),
    ("visible-to", "appraisal/views/a.py", "Appraisal.objects.get(pk=1)", "rows.get(pk=1)"),
    ("visible-to", "feedback/views.py", "Note.objects.filter(a=1).get()", "Note.objects.visible_to(u).get()"),
    (
        "visible-to",
        "training/views.py",
        "get_object_or_404(Course, pk=1)",
        "get_object_or_404(courses, pk=1)",
    ),
    (
        "visible-to",
        "config/desk/home.py",
        "get_object_or_404(Unit.objects.all(), pk=1)",
        "get_object_or_404(Unit.objects.visible_to(user), pk=1)",
    ),
    (
        "open-fields",
        "employees/forms.py",
        "class Meta:\n    fields = '__all__'",
        "class Meta:\n    fields = ['a']",
    ),
    ("open-fields", "employees/forms.py", "class Meta:\n    exclude = ['a']", "rows.exclude(a=1)"),
    (
        "open-fields",
        "employees/forms.py",
        "modelform_factory(A, exclude=['b'])",
        "modelform_factory(A, fields=['b'])",
    ),
    (
        "spread-input",
        "employees/x.py",
        "rows.create(**form.cleaned_data)",
        "rows.create(a=form.cleaned_data['a'])",
    ),
    ("spread-input", "employees/x.py", "rows.filter(**request.GET.dict())", "rows.filter(**kept)"),
    ("raw-sql", "appraisal/x.py", "rows.raw('select 1')", "cell.raw('nip')"),
    ("raw-sql", "appraisal/x.py", "Unit.objects.raw(query)", "Unit.objects.all()"),
    ("raw-sql", "appraisal/x.py", "connection.cursor()", "connection.close()"),
    ("raw-sql", "appraisal/x.py", "rows.extra(where=['1=1'])", "rows.filter(a=1)"),
    ("open-redirect", "appraisal/x.py", "redirect(request.GET['next'])", "redirect('home')"),
    (
        "open-redirect",
        "appraisal/x.py",
        "HttpResponseRedirect(request.path)",
        "HttpResponseRedirect(reverse('home'))",
    ),
    ("composed-response", "appraisal/x.py", "HttpResponse(f'Hai {name}')", "HttpResponse('OK')"),
    ("composed-response", "appraisal/x.py", "HttpResponse('Hai ' + name)", "HttpResponse(data)"),
    ("run-code", "appraisal/x.py", "eval(text)", "literal_eval(text)"),
    ("run-code", "tools/x.py", "import pickle", "import json"),
    ("run-code", "appraisal/x.py", "subprocess.run(command, shell=True)", "subprocess.run(command)"),
    ("pdf-door", "appraisal/views/a.py", "from weasyprint import HTML", "from appraisal.pdf import render"),
    ("broker", "appraisal/views/a.py", "render_document.delay(1)", "Outbox.objects.create(kind='x')"),
    ("broker", "appraisal/workflow.py", "app.send_task('x')", "app.tasks"),
    ("due-time", "employees/tasks.py", "self.retry(countdown=3600)", "self.retry(countdown=30)"),
    ("due-time", "employees/outbox.py", "work.apply_async(eta=later)", "work.apply_async([1])"),
    ("local-clock", "appraisal/x.py", "datetime.datetime.now()", "timezone.now()"),
    ("local-clock", "appraisal/x.py", "date.today()", "timezone.localdate()"),
    ("spreadsheet", "appraisal/views/a.py", "import csv", "import json"),
    (
        "spreadsheet",
        "appraisal/views/a.py",
        "from openpyxl import Workbook",
        "from appraisal.exports import stream",
    ),
    ("markup", "appraisal/x.py", "label = '<b>Penting</b>'", '"""Draws `<b>` where the template asks."""'),
    (
        "signals",
        "employees/apps.py",
        "from django.dispatch import receiver",
        "from django.apps import AppConfig",
    ),
    (
        "save-override",
        "employees/models/a.py",
        "class A:\n    def save(self): ...",
        "class A:\n    def sign(self): ...",
    ),
    ("class-view", "appraisal/views/a.py", "class Page(ListView): ...", "class PageForm(Form): ..."),
    ("long-view", "appraisal/views/a.py", LONG_VIEW, LONG_VIEW.replace("request", "rows")),
    ("long-function", "appraisal/x.py", LONG_FUNCTION, LONG_FUNCTION.replace("    x = 1\n", "", 1)),
    ("long-file", "appraisal/x.py", "x = 1\n" * 401, "x = 1\n" * 400),
    ("module-name", "appraisal/utils.py", "x = 1", ""),
]

TEMPLATES = [
    ("safe-html", "templates/a.html", "{{ text|safe }}", "{{ text }} safe"),
    ("safe-html", "templates/a.html", "{% autoescape off %}", "{% autoescape on %}"),
    ("inline", "templates/a.html", "<p style='color: red'>", "<p class='text-danger'>"),
    ("inline", "templates/a.html", "<style>p {}</style>", "<link rel='stylesheet' href='a.css'>"),
    ("inline", "templates/a.html", "<script>go()</script>", "<script src='a.js' defer></script>"),
    ("inline", "templates/a.html", "<a onclick='go()'>", "<a data-once='go'>"),
    ("inline", "templates/a.html", "<a href='javascript:go()'>", "<a href='/go/'>"),
    ("inline", "templates/a.html", "<p hx-on:click='go()'>", "<p hx-get='/go/'>"),
    ("long-file", "templates/a.html", "<p>\n" * 151, "<p>\n" * 150),
]


def rules_broken(path: str, text: str) -> set[str]:
    check = check_code if path.endswith(".py") else check_template
    return {finding.rule for finding in check(Source(path, text))}


@pytest.mark.parametrize(("rule", "path", "bad", "good"), CODE + TEMPLATES)
def test_the_bad_example_is_found_and_the_good_one_passes(rule: str, path: str, bad: str, good: str) -> None:
    assert rule in rules_broken(path, bad)
    assert good == "" or rule not in rules_broken(path, good)


def test_every_rule_has_an_example() -> None:
    shown = {example[0] for example in CODE + TEMPLATES}
    assert {rule.name for rule in RULES} | {rule[0] for rule in TEMPLATE_RULES} <= shown


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("broker", "employees/outbox.py", "work.delay(1)"),
        ("markup", "employees/templatetags/kinerja.py", "format_html('<br>')"),
        ("spreadsheet", "appraisal/exports.py", "import csv"),
        ("inline", "templates/pdf/d11.html", "<style>p {}</style>"),
        ("safe-html", "templates/emails/slip.txt", "{% autoescape off %}"),
    ],
)
def test_the_one_place_that_may_is_let_through(rule: str, path: str, text: str) -> None:
    assert rule not in rules_broken(path, text)


def test_a_suppression_needs_a_code_and_there_are_five_at_most() -> None:
    coded = ("a.py", 1, "# noqa: F403")
    assert not list(check_suppressions([coded] * 5))
    assert [one.rule for one in check_suppressions([coded] * 6)] == ["suppression"]
    bare = [("a.py", 1, "# noqa"), ("a.py", 2, "# type: ignore")]
    assert [one.line for one in check_suppressions(bare)] == [1, 2]


def test_suppressions_are_found_in_comments_only() -> None:
    code = Source("a.py", 'import b  # noqa: F401\nwords = "# noqa"\nc = d  # type: ignore[misc]\n')
    page = Source("a.html", "<p>\n{# djlint:off H006 #}\n")
    assert [(path, line) for path, line, _ in suppressions([code, page])] == [
        ("a.py", 1),
        ("a.py", 3),
        ("a.html", 2),
    ]


def test_the_table_measures_every_budget() -> None:
    lines = table().splitlines()
    assert len(lines) == 9
    assert not any("none" in line for line in lines)


def test_a_version_below_its_floor_is_named() -> None:
    assert floors.broken(["Django>=5.2.19"]) == []
    assert floors.broken(["Django>=99"])[0].endswith("is not >=99")
    assert floors.broken(["no-such-package>=1"]) == ["no-such-package is not installed"]

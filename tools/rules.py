"""The project's own rules of code, read off syntax trees and templates; ruff and djlint know the common ones.

`python -m tools.rules` prints what breaks a rule, every suppression, and the table of budgets. Each rule has
an example that must be found in tests/config/test_rules.py.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tools.budgets import ROOT, Source, code, sources, suppressions, table, templates

MAX_SUPPRESSIONS = 5
MARKUP = re.compile(r"</?(a|b|br|div|h[1-6]|i|li|p|script|span|strong|style|svg|table|td|tr|ul)\b[^<]*>")


@dataclass(frozen=True)
class Finding:
    """One broken rule: where, which, and what to do instead."""

    path: str
    line: int
    rule: str
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


@dataclass(frozen=True)
class Rule:
    """Holds in the paths matching `within`, except those matching `but` (`*` crosses folders)."""

    name: str
    advice: str
    breaks: Callable[[ast.AST], bool]
    within: tuple[str, ...] = ("*",)
    but: tuple[str, ...] = ()

    def concerns(self, path: str) -> bool:
        return any(fnmatch(path, one) for one in self.within) and not any(
            fnmatch(path, one) for one in self.but
        )


def names(node: ast.AST) -> set[str]:
    """The identifiers that a node mentions or imports, without what stands before their dots."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Import(names=aliases):
            return {alias.name.split(".")[0] for alias in aliases}
        case ast.ImportFrom(module=module, names=aliases):
            return {(module or "").split(".")[0], *(alias.name for alias in aliases)}
    return set()


def callee(node: ast.AST) -> str:
    """What a call calls, as written: `Appraisal.objects.get`. Empty for anything but a call."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def last(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def first_argument(node: ast.AST) -> str:
    return ast.unparse(node.args[0]) if isinstance(node, ast.Call) and node.args else ""


def keywords(node: ast.AST) -> dict[str | None, ast.expr]:
    """A call's keyword arguments; `**mapping` stands under None."""
    return {one.arg: one.value for one in node.keywords} if isinstance(node, ast.Call) else {}


def mentions(*wanted: str) -> Callable[[ast.AST], bool]:
    return lambda node: bool(names(node) & set(wanted))


def calls(*wanted: str) -> Callable[[ast.AST], bool]:
    return lambda node: last(callee(node)) in wanted


def imports(*packages: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Import | ast.ImportFrom) and bool(names(node) & set(packages))


def makes_safe(node: ast.AST) -> bool:
    """Text declared to be HTML. Naming the type that format_html returns is harmless."""
    return mentions("mark_safe")(node) or calls("SafeString", "SafeText")(node)


def fetches_past_visibility(node: ast.AST) -> bool:
    """`Model.objects.get(…)`, or a 404 shortcut over a model instead of what the user may see."""
    if re.search(r"(objects|_default_manager)(\.\w+\(.*\))*\.a?get$", callee(node)):
        return "visible_to" not in callee(node)
    if last(callee(node)) not in {"get_object_or_404", "get_list_or_404"}:
        return False
    subject = first_argument(node)
    return "visible_to" not in subject and (subject[:1].isupper() or ".objects" in subject)


def leaves_fields_open(node: ast.AST) -> bool:
    """A form that takes whatever fields the model has or will have."""
    if isinstance(node, ast.ClassDef) and node.name == "Meta":
        settings = {
            ast.unparse(one.targets[0]): one.value for one in node.body if isinstance(one, ast.Assign)
        }
    elif last(callee(node)).endswith(("form_factory", "formset_factory")):
        settings = {name: value for name, value in keywords(node).items() if name}
    else:
        return False
    everything = settings.get("fields")
    return "exclude" in settings or (isinstance(everything, ast.Constant) and everything.value == "__all__")


def spreads_user_input(node: ast.AST) -> bool:
    spread = keywords(node).get(None)
    return spread is not None and bool(
        re.search(r"\brequest\.|\bcleaned_data\b|\.data\b", ast.unparse(spread))
    )


def writes_sql(node: ast.AST) -> bool:
    """SQL of our own; a `raw` or `extra` that belongs to something else than a queryset is no matter."""
    called = last(callee(node))
    if called not in {"raw", "extra"}:
        return called in {"cursor", "RawSQL"}
    clauses = {"where", "select", "tables", "order_by"} & set(map(str, keywords(node)))
    return bool(clauses) or " " in first_argument(node) or ".objects" in callee(node)


def redirects_to_input(node: ast.AST) -> bool:
    redirect = re.fullmatch(r"redirect|HttpResponse\w*Redirect", last(callee(node)))
    return bool(redirect) and bool(re.search(r"\brequest\.|\bcleaned_data\b", first_argument(node)))


def composes_a_response(node: ast.AST) -> bool:
    if last(callee(node)) != "HttpResponse" or not isinstance(node, ast.Call) or not node.args:
        return False
    return isinstance(node.args[0], ast.JoinedStr | ast.BinOp) or ".format(" in first_argument(node)


def runs_code(node: ast.AST) -> bool:
    """A way for text to become code or a shell's command."""
    shell = keywords(node).get("shell")
    return (
        callee(node) in {"eval", "exec", "os.system", "os.popen", "yaml.load"}
        or (isinstance(shell, ast.Constant) and shell.value is True)
        or imports("pickle", "marshal", "shelve", "dill")(node)
    )


def schedules_by_broker(node: ast.AST) -> bool:
    given = keywords(node)
    wait = given.get("countdown")
    return last(callee(node)) in {"apply_async", "retry", "signature"} and (
        "eta" in given or (isinstance(wait, ast.Constant) and isinstance(wait.value, int) and wait.value > 60)
    )


def reads_local_clock(node: ast.AST) -> bool:
    return bool(re.search(r"\b(datetime\.(now|utcnow|today)|date\.today)$", callee(node)))


def writes_markup(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(MARKUP.search(node.value))


def is_class_view(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("View") for base in node.bases)


def length(node: ast.AST) -> int:
    """Lines of a function, its signature and docstring included; 0 for anything else."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
        return node.end_lineno - node.lineno + 1
    return 0


def is_long_view(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and [one.arg for one in node.args.args][:1] == ["request"]
        and length(node) > 25
    )


def overrides_save(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}


VIEWS = ("*views.py", "*views/*.py", "config/desk/*.py")
MODELS = ("*models.py", "*models/*.py")
TABULAR = ("appraisal/exports.py", "employees/imports.py", "*/tabular.py")
APPS = ("config/*", "employees/*", "appraisal/*", "feedback/*", "training/*")
RULES = [
    Rule(
        "safe-html",
        "let the template escape it",
        makes_safe,
        APPS,
    ),
    Rule("csrf", "every POST carries the token", mentions("csrf_exempt"), APPS, ("feedback/public.py",)),
    Rule(
        "visible-to",
        "start from `visible_to(user)`; nothing found is 404",
        fetches_past_visibility,
        VIEWS,
        ("*/commands/*",),
    ),
    Rule("open-fields", "name the fields", leaves_fields_open, APPS),
    Rule("spread-input", "name the values that go in", spreads_user_input, APPS),
    Rule(
        "raw-sql",
        "say it with the ORM",
        writes_sql,
        APPS,
        (
            "config/desk/health.py",  # a ping
            "config/desk/demo/loading.py",  # ANALYZE
            "config/desk/demo/growing.py",  # rows that are repeated where they lie: docs/adr/0024
            "config/desk/demo/repeated.py",
            "config/desk/demo/unindexed.py",
            "config/desk/consistency.py",  # the database's own catalogue
            "config/desk/management/commands/consistency.py",
        ),  # what the ORM does not have
    ),
    Rule(
        "open-redirect",
        "redirect to a named URL, or through `url_has_allowed_host_and_scheme`",
        redirects_to_input,
        APPS,
    ),
    Rule("composed-response", "render a template", composes_a_response, APPS),
    Rule("run-code", "there is no safe way to run text", runs_code, (*APPS, "tools/*")),
    Rule(
        "pdf-door",
        "render through the PDF module, whose fetcher is closed",
        imports("weasyprint"),
        APPS,
        ("*/pdf.py",),
    ),
    Rule(
        "broker",
        "write an Outbox row",
        calls("delay", "apply_async", "send_task"),
        APPS,
        ("employees/outbox.py", "*/tasks.py"),
    ),
    Rule("due-time", "a due time is a column that beat looks at", schedules_by_broker, APPS),
    Rule("local-clock", "use timezone.now() or timezone.localdate()", reads_local_clock, APPS),
    Rule("spreadsheet", "go through the export or import module", imports("csv", "openpyxl"), APPS, TABULAR),
    Rule("markup", "HTML belongs in a template", writes_markup, APPS, ("*/templatetags/*",)),
    Rule(
        "signals", "call it where it happens", imports("receiver", "pre_save", "post_save", "signals"), APPS
    ),
    Rule("save-override", "a constraint or a door, not save()", overrides_save, MODELS),
    Rule("class-view", "views are functions", is_class_view, VIEWS),
    Rule("long-view", "a view has at most 25 lines", is_long_view, VIEWS),
    Rule("long-function", "a function has at most 40 lines", lambda node: length(node) > 40),
]

INLINE = r"""<style\b|<script\b(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=\s*["'{]|\bhx-on\b|javascript:"""
TEMPLATE_RULES = [
    ("safe-html", "let the template escape it", r"\|\s*safe(seq)?\b", ()),
    ("safe-html", "let the template escape it", r"autoescape\s+off", ("*.txt",)),
    (
        "inline",
        "styles in static/css, behaviour in static/js: the CSP refuses inline",
        INLINE,
        ("*/pdf/*", "*/emails/*", "*.txt"),
    ),
]
BAD_NAMES = {"utils", "helpers", "common", "services", "selectors", "managers", "mixins", "misc"}


def check_code(source: Source) -> Iterator[Finding]:
    """Findings of one Python file."""
    rules = [rule for rule in RULES if rule.concerns(source.path)]
    nodes = list(ast.walk(source.tree))
    statements = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and id(node) in statements:
            continue  # a docstring may speak of anything
        for rule in rules:
            if rule.breaks(node):
                yield Finding(source.path, getattr(node, "lineno", 1), rule.name, rule.advice)
    if set(Path(source.path).with_suffix("").parts) & BAD_NAMES:
        yield Finding(source.path, 1, "module-name", "name the module after the domain")
    yield from too_long(source, 400)


def check_template(source: Source) -> Iterator[Finding]:
    """Findings of one template."""
    for rule, advice, pattern, but in TEMPLATE_RULES:
        if any(fnmatch(source.path, one) for one in but):
            continue
        for found in re.finditer(pattern, source.text):
            yield Finding(source.path, source.text.count("\n", 0, found.start()) + 1, rule, advice)
    yield from too_long(source, 150)


def too_long(source: Source, limit: int) -> Iterator[Finding]:
    if source.lines > limit:
        yield Finding(source.path, limit + 1, "long-file", f"{source.lines} lines; at most {limit}")


def check_suppressions(found: list[tuple[str, int, str]]) -> Iterator[Finding]:
    """Every suppression names what it suppresses, and there are few."""
    for path, line, comment in found:
        if not re.search(r"noqa: ?[A-Z]+\d|type: ignore\[[a-z-]+|djlint:off [A-Z]", comment):
            yield Finding(path, line, "suppression", f"needs a code: {comment}")
    if len(found) > MAX_SUPPRESSIONS:
        yield Finding(
            found[-1][0], found[-1][1], "suppression", f"{len(found)} in all; at most {MAX_SUPPRESSIONS}"
        )


def main() -> int:
    """Check the work tree; 1 if a rule is broken."""
    found = [one for source in sources() for one in check_code(source)]
    found += [one for source in templates() for one in check_template(source)]
    allowed = list(suppressions())
    found += check_suppressions(allowed)
    for path, line, comment in allowed:
        print(f"suppressed: {path}:{line}: {comment}")
    print(table())
    for one in sorted(found, key=lambda one: (one.path, one.line)):
        print(one)
    print(f"{len(found)} broken rules in {len(code())} files under {ROOT.name}/")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

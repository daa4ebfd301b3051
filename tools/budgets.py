"""The files that the rules look at, and the budgets of docs/design.md as a table."""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
CODE = ("config", "employees", "appraisal", "feedback", "training")
BESIDE = ("tools", "tests", "benchmarks")
SUPPRESSION = re.compile(r"#.*\b(noqa|type: ignore)\b.*")


@dataclass(frozen=True)
class Source:
    """A file by its path inside the project, with forward slashes."""

    path: str
    text: str

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [
            node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]


def read(pattern: str, *folders: str) -> list[Source]:
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text()) for path in paths if path.is_file()]


def code() -> list[Source]:
    """The product's Python, without generated migrations."""
    return [source for source in read("*.py", *CODE) if "/migrations/" not in source.path]


def sources() -> list[Source]:
    """All Python that people write here."""
    return code() + read("*.py", *BESIDE)


def templates() -> list[Source]:
    return read("*.html", "templates", *CODE) + read("*.txt", "templates")


def suppressions(among: list[Source] | None = None) -> Iterator[tuple[str, int, str]]:
    """Each comment that silences a tool, in the work tree or `among` some files: path, line, comment."""
    everything = sources() + templates() if among is None else among
    for source in everything:
        yield from _in_python(source) if source.path.endswith(".py") else _in_template(source)


def _in_python(source: Source) -> Iterator[tuple[str, int, str]]:
    for token in tokenize.generate_tokens(StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and SUPPRESSION.search(token.string):
            yield source.path, token.start[0], token.string


def _in_template(source: Source) -> Iterator[tuple[str, int, str]]:
    for found in re.finditer(r"\{#\s*(djlint:off.*?)\s*#\}", source.text):
        yield source.path, source.text.count("\n", 0, found.start()) + 1, found[1]


def table() -> str:
    """Every budget with its limit and what the work tree measures."""
    product = code()
    functions = [function for source in product for function in source.functions()]
    nodes = [node for source in product for node in ast.walk(source.tree)]
    tests, ours = (sum(source.lines for source in group) for group in (read("*.py", "tests"), product))
    excepts = sum(isinstance(node, ast.ExceptHandler) and _is_broad(node) for node in nodes)
    receivers = sum("receiver" in ast.unparse(each) for one in functions for each in one.decorator_list)
    rows = [
        ("file length", "60 / 200 / 400", _spread([source.lines for source in product])),
        (
            "function length",
            "8 / 20 / 40",
            _spread([(one.end_lineno or 0) - one.lineno + 1 for one in functions]),
        ),
        ("template length", "30 / 80 / 150", _spread([source.lines for source in templates()])),
        ("annotated functions", "100 %", f"{_share([_is_annotated(one) for one in functions]):.1f} %"),
        ("suppressions", "5", str(len(list(suppressions())))),
        ("tests : code", "1.3 to 2.0", f"{tests / max(ours, 1):.2f}"),
        ("inline imports", "0", str(sum(map(_inline_imports, product)))),
        ("broad excepts; receivers", "0; 0", f"{excepts}; {receivers}"),
    ]
    head = f"{'budget (median / p90 / max)':28} {'ours':>16} {'measured':>16}"
    return "\n".join([head, *(f"{name:28} {limit:>16} {value:>16}" for name, limit, value in rows)])


def _spread(lengths: list[int]) -> str:
    if not lengths:
        return "none"
    ordered = sorted(lengths)
    return f"{median(ordered):.0f} / {ordered[int(len(ordered) * 0.9) - (len(ordered) > 1)]} / {ordered[-1]}"


def _share(facts: list[bool]) -> float:
    return 100 * sum(facts) / max(len(facts), 1)


def _is_annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = [one for one in every if one.arg not in {"self", "cls"}]
    return all(one.annotation for one in named) and (
        function.returns is not None or function.name == "__init__"
    )


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def _inline_imports(source: Source) -> int:
    """Imports inside functions, except in `AppConfig.ready`."""
    return sum(
        isinstance(node, ast.Import | ast.ImportFrom)
        for function in source.functions()
        if function.name != "ready"
        for node in ast.walk(function)
    )

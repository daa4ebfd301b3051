"""Our page as Typst markup: the same words in the same tables, so that the two engines set the same document."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import tinyhtml5

HEAD = """#set page(width: 330mm, height: 215mm, margin: 14mm, footer: context [Halaman #counter(page).display() dari
#counter(page).final().first()])
#set text(size: 8.5pt, lang: "id")
#set table(stroke: 0.6pt, inset: 1.2mm)
"""


def as_typst(html: str) -> str:
    """Tables stay tables (heads repeat, cells span as ours), headings headings; all other blocks are lines of text."""
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    return HEAD + "\n\n".join(_blocks(body)) if body is not None else HEAD


def _blocks(element: Element) -> list[str]:
    found = []
    for child in element:
        if child.tag == "table":
            found.append(_table(child))
        elif child.tag == "h1":
            found.append(f"#heading[{_text(child)}]")
        elif child.tag not in {"svg", "script"} and child.find(".//table") is not None:
            found += _blocks(child)
        elif child.tag != "svg" and (words := _text(child)):
            found.append(f"#par[{words}]")
    return found


def _table(table: Element) -> str:
    rows = list(table.iter("tr"))
    columns = max(sum(int(cell.get("colspan", 1)) for cell in row) for row in rows)
    heads = {row for head in table.findall("thead") for row in head.iter("tr")}
    head = "".join(_cell(cell) for row in rows if row in heads for cell in row)
    body = "".join(_cell(cell) for row in rows if row not in heads for cell in row)
    repeated = f"table.header({head})," if head else ""
    return f"#table(columns: {columns}, {repeated}{body})"


def _cell(cell: Element) -> str:
    spans = [f"{name}: {cell.get(name)}, " for name in ("colspan", "rowspan") if cell.get(name, "1") != "1"]
    return f"table.cell({''.join(spans)})[{_text(cell)}],"


def _text(element: Element) -> str:
    words = " ".join(" ".join(element.itertext()).split())
    return "".join("\\" + sign if sign in "\\#[]*_`$<>@=-+/~'\"" else sign for sign in words)

"""The codebook as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.

Belongs here: the page. What it says is declared in `schemas`.
"""

from html import escape

from pipelines.release.codebook import INTRO, SCHEME_NAMES, SCHEMES, origin_words
from schemas.catalogue import TABLES, groups
from schemas.codes import CODE_LISTS
from schemas.table import Column, Table

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; font-size: .9rem; }
th, td { border: 1px solid #c8c8c8; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #f0f0f0; } code { font-size: .95em; } h2 { margin-top: 2.5rem; } a { color: #0645ad; }
:target { background: #fff6d5; } .scroll { overflow-x: auto; }
@media print { body { max-width: none; font-size: 11px; } }
"""


def codebook_html() -> str:
    """The whole codebook as a page. The same declarations give the same text."""
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Codebook</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Codebook</h1>",
        f"<p>{_words(INTRO)}</p>",
        '<nav aria-label="Tables">',
    ]
    for group, tables in groups().items():
        links = ", ".join(f'<a href="#{t.name}"><code>{t.name}</code></a>' for t in tables)
        parts.append(f"<p><strong>{group}</strong>: {links}</p>")
    parts.append("</nav>\n<main>")
    parts.extend(_table(table) for table in TABLES.values())
    parts.append("<h2>Codes</h2>")
    for name, codes in CODE_LISTS.items():
        rows = [[f"<code>{c.code}</code>", c.definition, *(getattr(c, s) for s in SCHEMES)] for c in codes.values()]
        cells = [[row[0], *map(escape, row[1:])] for row in rows]
        parts.append(f'<h3 id="codes-{name}">{name}</h3>')
        parts.append(_grid(["code", "definition", *SCHEME_NAMES], cells))
    parts.append("</main>\n</body>\n</html>\n")
    return "\n".join(parts)


def _table(table: Table) -> str:
    key = ", ".join(f"<code>{k}</code>" for k in table.key)
    rows = [_column(table, column) for column in table.columns]
    head = f'<h2 id="{table.name}">{table.name}</h2>\n<p>{escape(table.description)}</p>\n<p>Key: {key}</p>\n'
    return head + _grid(["column", "type", "unit", "null", "origin", "description", "codes", "references"], rows)


def _column(table: Table, c: Column) -> list[str]:
    codes = f'<a href="#codes-{c.codes}">{c.codes}</a>' if c.codes else ""
    target = (c.references or "").split(".")
    references = f'<a href="#{target[0]}.{target[1]}"><code>{c.references}</code></a>' if c.references else ""
    return [
        f'<code id="{table.name}.{c.name}">{c.name}</code>',
        c.type,
        escape(c.unit or ""),
        "yes" if c.nullable else "no",
        escape(origin_words(c)),
        escape(c.description),
        codes,
        references,
    ]


def _grid(head: list[str], rows: list[list[str]]) -> str:
    lines = ['<div class="scroll"><table>', "<thead><tr>" + "".join(f'<th scope="col">{h}</th>' for h in head)]
    lines.append("</tr></thead>\n<tbody>")
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return "\n".join([*lines, "</tbody>\n</table></div>"])


def _words(text: str) -> str:
    """Markdown's code and emphasis, the only marks of the introduction, as HTML."""
    for mark, tag in (("`", "code"), ("*", "em")):
        parts = escape(text).split(mark) if mark == "`" else text.split(mark)
        text = "".join(p if n % 2 == 0 else f"<{tag}>{p}</{tag}>" for n, p in enumerate(parts))
    return text

"""Write docs/queries.md from the headers of the questions, so that the two cannot drift apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from samgraf.api import library
from samgraf.question_search import by_theme

if TYPE_CHECKING:
    from samgraf.queries import Query

TARGET = Path(__file__).resolve().parent / "queries.md"
HEAD = """\
# The library of questions

Written by `docs/make_queries.py` from the headers of the files in `queries/`: change a header, then run `make docs`.
`samgraf ask ID name=value` asks one, `samgraf ask --search WORDS` finds one. A parameter that is not given restricts
nothing; several values are written with commas. Cells are empty where the report does not say.
"""


def page() -> str:
    """Return the whole page."""
    themes = by_theme(library().values())
    parts = [HEAD]
    for title, those in themes:
        parts.append(f"## {title.en} ({title.sv})\n" if title.en != title.sv else f"## {title.en}\n")
        parts += [_part(query) for query in those]
    return "\n".join(parts)


def _part(query: Query) -> str:
    """Return what a question's header says."""
    lines = [f"### {query.id}", "", f"**{query.question.sv}** {query.question.en}", ""]
    lines += [_note(query), ""] if _note(query) else []
    columns = f"Columns: {', '.join(f'`{name}`' for name in query.columns)}."
    lines += [columns if query.columns else "Gives a graph: statements, not rows.", ""]
    if query.parameters:
        lines += ["| parameter | type | is |", "|---|---|---|"]
        for each in query.parameters:
            needed = (
                " (must be given)" if each.required else f" (else {each.default})" if each.default is not None else ""
            )
            lines.append(f"| `{each.name}` | {each.type} | {each.description.sv}. {each.description.en}{needed} |")
        lines.append("")
    return "\n".join(lines)


def _note(query: Query) -> str:
    """Return the comment that stands under a question's header."""
    found = re.search(r"^#\n((?:# .*\n)+)", query.text, re.MULTILINE)
    return " ".join(line.removeprefix("# ") for line in found[1].splitlines()) if found else ""


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")

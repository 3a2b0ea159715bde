"""An answer as a table for a notebook: escaped, and cut where it is long, which it says."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from samgraf.answers import plain, shown
from samgraf.checked import showable

if TYPE_CHECKING:
    from samgraf.answers import Answer, Term

MOST_ROWS = 100
LONGEST = 400
"""Characters of a cell; the whole text is in `to_dicts()`."""


def to_html(answer: Answer, lang: str = "sv") -> str:
    """Return an answer as HTML: its first rows, what it says in a sentence, and how much more there is."""
    if answer.truth is not None:
        return (
            f"<p>{'ja' if answer.truth else 'nej'}</p>" if lang == "sv" else f"<p>{'yes' if answer.truth else 'no'}</p>"
        )
    rows: list[tuple[Term | None, ...]] = list(answer.rows)
    columns = answer.columns
    if answer.triples is not None:
        rows = [(triple.subject, triple.predicate, triple.object) for triple in answer.triples]  # type: ignore[misc]
        columns = ("subject", "predicate", "object")
    said = f"<p>{_safe(answer.said(lang))}</p>" if answer.said(lang) else ""
    if not rows:
        return said or ("<p>Inga rader.</p>" if lang == "sv" else "<p>No rows.</p>")
    head = "".join(f'<th style="text-align:left">{_safe(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:MOST_ROWS])
    caption = f'<caption style="text-align:left;font-weight:bold">{_safe(answer.title[lang])}</caption>'
    return f"{said}<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_more(len(rows), lang)}"


def _cell(term: Term | None) -> str:
    """Return one cell; numbers stand to the right."""
    text = shown(term)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    number = isinstance(term, Literal) and not isinstance(plain(term), str)
    return f'<td style="text-align:{"right" if number else "left"}">{_safe(cut)}</td>'


def _more(count: int, lang: str) -> str:
    """Return how many rows are not shown, "" where all are."""
    if count <= MOST_ROWS:
        return ""
    if lang == "en":
        return f"<p>The first {MOST_ROWS} of {count} rows; all are in to_dicts(), to_pandas() and to_polars().</p>"
    return f"<p>De första {MOST_ROWS} av {count} rader; alla finns i to_dicts(), to_pandas() och to_polars().</p>"


def _safe(text: str) -> str:
    """Return text as markup."""
    return html.escape(showable(text))

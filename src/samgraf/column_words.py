"""What stands over the columns of an answer, for people: programs get the names that the questions give them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import yaml

from samgraf.parameters import Text
from samgraf.resources import folder

if TYPE_CHECKING:
    from samgraf.answers import Answer, Term


OTHER = Text("övrigt", "other")
"""What the part of a form is called that is numbered "other"."""
OWN_HEADS = frozenset({"sparql", "chart", "network"})
"""Answers of which no column is one of the library's."""


@cache
def column_words() -> dict[str, Text]:
    """Return the words for each column of the library, from `queries/columns.yaml`."""
    held = yaml.safe_load((folder("queries") / "columns.yaml").read_text("utf-8"))
    return {str(key): Text(str(said["sv"]), str(said["en"])) for key, said in held.items()}


def in_words(answer: Answer, lang: str) -> Answer:
    """Return an answer of the library with words over its columns, and for the question that has no number; others keep their own."""
    known = {} if answer.id in OWN_HEADS else column_words()
    columns = tuple(known[name][lang] if name in known else name for name in answer.columns)
    asked = [name == "question" for name in answer.columns] if known else []
    if not any(asked):
        return replace(answer, columns=columns)
    rows = tuple(
        tuple(_question(term, lang) if is_one else term for term, is_one in zip(row, asked, strict=True))
        for row in answer.rows
    )
    return replace(answer, columns=columns, rows=rows)


def _question(term: Term | None, lang: str) -> Term | None:
    """Return the number of a question, "övrigt" for what the form asks last, which has none."""
    return ox.Literal(OTHER[lang]) if isinstance(term, ox.Literal) and term.value == "other" else term

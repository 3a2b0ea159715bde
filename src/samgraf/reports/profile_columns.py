"""The columns of an empty form's tables: by what their heads say, else by their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.reports.form_units import ORDER, Unit, column_of
from samgraf.reports.words import words

if TYPE_CHECKING:
    from samgraf.reports.model import Column
    from samgraf.reports.profile_new import Asked, Made


def take_table(made: Made, piece: Unit, current: Asked | None) -> None:
    """Take a table's heads as the columns, and say that the question before it wants a table."""
    if current is None:
        made.instructions.append(piece.text)
        return
    current.table = True
    if made.columns:
        return
    found: dict[str, tuple[str, str]] = {}
    for place, head in enumerate(piece.heads):
        column, cue = column_of(head) or (None, "")
        if column is None or column in found:
            column = ORDER[place] if place < len(ORDER) and ORDER[place] not in found else None
            cue = next(iter(words(head)), "")
            if column:
                made.unsure.append(
                    (
                        f"Kolumnen {head[:60]!r} är tagen som {column}, efter sin plats.",
                        f"The column {head[:60]!r} is taken for {column}, by its place.",
                    )
                )
        if column:
            found[column] = (head, cue.lower())
        else:
            made.unsure.append(
                (f"Kolumnen {head[:60]!r} har ingen motsvarighet.", f"The column {head[:60]!r} has no counterpart.")
            )
    made.columns = [(column, *found[column]) for column in ORDER if column in found]


def flat_heads(made: Made) -> None:
    """Take the columns from the lines under a question that speaks of a table, where the table has lost its cells."""
    for asked in made.asked:
        found: dict[Column, tuple[str, str]] = {}
        for text in asked.heads:
            column, cue = column_of(text) or (None, "")
            last = next(reversed(found), None)
            if column is not None and column not in found and (last is None or ORDER.index(column) > ORDER.index(last)):
                found[column] = (text, cue.lower())
            elif last is not None:
                found[last] = (f"{found[last][0]} {text}", found[last][1])
        if len(found) < len(ORDER) - 1:
            made.instructions += asked.heads
            continue
        asked.table = True
        if not made.columns:
            made.columns = [(column, *found[column]) for column in ORDER if column in found]
            made.unsure.append(
                (
                    "Kolumnrubrikerna är lästa ur text utan tabell.",
                    "The column heads were read from text without a table.",
                )
            )

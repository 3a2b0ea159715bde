"""Made-up tables on their side: a label before each value, in the form's words or others, with rows more or fewer."""

from __future__ import annotations

import random
import re
from typing import Any

from variant_parts import cells, heads
from variant_words import HEADS

LABELS = (
    None,
    tuple(HEADS.values()),
    ("Insats", "Prestationer", "Effekter", "Mål"),
    ("Insatsens namn", "Prestationer under året", "Effekter på kort, medellång och lång sikt", "Koppling till mål i RUS och program"),
    ("Namn och beskrivning av insatsen", "Vad som har gjorts (prestationer)", "Vad det har lett till (effekter)", "Mål som insatsen bidrar till"),
)  # fmt: skip
"""The labels of the name, the outputs, the effects and the goals; None stands for the form's heads."""
MORE = ((), (), ("Projekttid",), ("Kontaktperson",), ("Projekttid", "Kontaktperson"))
"""The labels of the rows that a report adds below the name."""
_TIME = re.compile(r"(?:\w+ )*\d{4}\W.*\d{4}\.?")
_PEOPLE = ("Anna Lind", "Per Ek", "Maria Holm", "Ali Berg")


def turned_habits(seed: int) -> dict[str, Any]:
    """Return the habits of one seed for tables on their side: their labels, what is added, whether empty rows are left out."""
    r = random.Random(seed + 11)
    return {"labels": r.choice(LABELS), "more": r.choice(MORE), "fewer": r.random() < 0.4}


def turned_rows(made: Any, row: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the label and the paragraphs of each row of the table of one insats."""
    style = made.style
    name, outputs, effects, goals = cells(made, row)
    labels = style.get("labels") or heads(made)
    added = []
    for label in style.get("more", ()):
        if label == "Projekttid":
            added.append((label, [text for text in name[1:] if _TIME.fullmatch(text)]))
            name = [name[0], *(text for text in name[1:] if not _TIME.fullmatch(text))]
        else:
            added.append((label, [_PEOPLE[len(row["name"]) % len(_PEOPLE)]]))
    told = [(labels[0], name), *added, *zip(labels[1:], (outputs, effects, goals), strict=True)]
    return [(label, paragraphs) for label, paragraphs in told if paragraphs or not style.get("fewer")]

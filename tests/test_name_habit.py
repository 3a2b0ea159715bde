"""Whether a report writes the names of its insatser on lines of their own, and where such a name ends."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from samgraf.documents import Span
from samgraf.readers.build import Draft
from samgraf.readers.text import document_of_text
from samgraf.reports.entries import _after_own_lines
from samgraf.reports.found import Row
from samgraf.reports.name_habit import end_of_own_lines, names_stand_alone

ALONE = (
    "Gröna hamnar|Almby kommun leder. 2022",
    "Öppna verkstäder –|för alla|Lugnviks byalag driver. 2023",
    "Läsåret|Skolan",
)
DOTTED = ("Gröna hamnar. Almby|kommun leder.|Pågår än", "Öppna verkstäder. Lugnviks|byalag driver.|Klart 2023")
ENDED = (
    "Gröna hamnar – öppna|för alla.|Almby leder",
    "Läsåret – böcker för|alla barn.|Skolan leder",
    "Verkstan – hjälp|till fler.|Vi leder",
)
DASHED = ("Gröna hamnar – ett nät|av hamnar längs kusten som|Almby driver. Klart", "Läsåret – böcker för|alla barn. De")


def stand_alone(*cells: str, chosen: float = 0.9) -> bool:
    """Return whether names stand alone in cells of lines; a line begins of its own accord if the line above is short."""
    text = "\n".join("\n".join(cell.split("|")) for cell in cells)
    document = document_of_text(Path("x.txt"), text, sha256="0" * 64, encoding="utf-8")
    spans = iter([Span(line.start, line.end) for line in document.lines])
    rows = []
    for cell in cells:
        name = tuple(next(spans) for _ in cell.split("|"))
        breaks = tuple(
            (span.start, chosen if document.quote(before) in NAMES else 0.1) for before, span in pairwise(name)
        )
        rows.append(Row((name, (), (), ()), (1.0,) * 4, "flat-rows", paragraphs=False, breaks=breaks))
    return names_stand_alone(document, rows)


NAMES = {"Gröna hamnar", "för alla", "Läsåret", "för alla.", "alla barn.", "till fler."}


def test_names_on_lines_of_their_own_make_a_habit() -> None:
    """Three short lines before a line that begins with a capital are no chance."""
    assert stand_alone(*ALONE)
    assert not stand_alone(*ALONE[:2]), "two may be chance"
    assert not stand_alone(*ALONE, chosen=0.1), "a full line tells nothing"


@pytest.mark.parametrize("others", [DOTTED, DASHED, ENDED])
def test_names_that_go_on_into_what_is_said_of_them_make_none(others: tuple[str, ...]) -> None:
    """A sentence that begins on the name's line, or a dash before it, tells another habit."""
    assert not stand_alone(*others)
    assert not stand_alone(*ALONE, *others)


@pytest.mark.parametrize(
    ("text", "sure", "name"),
    [
        ("Gröna hamnar – från|kust till kust|Almby kommun leder.", 3, "Gröna hamnar – från kust till kust"),
        ("Linje 9: ”lugnt|och tyst”|Almby kommun leder.", 2, "Linje 9: ”lugnt och tyst”"),
        ("Gröna hamnar|Almby kommun leder.", 9, "Gröna hamnar"),
        ("Kajer i|Almby|Lugnviks byalag leder.", 9, "Kajer i Almby"),
        ("Gröna|Almby|Lugnviks byalag leder.", 2, "Gröna Almby"),
        ("Gröna hamnar leds av Almby. Klart|Snart", 1, None),
    ],
)
def test_a_name_ends_at_the_first_line_that_can_begin_what_is_said_of_it(
    text: str, sure: int, name: str | None
) -> None:
    """A dash or a colon parts nothing there; the break that was a choice comes before those that were forced."""
    flat = text.replace("|", " ")
    starts = [i + 1 for i, c in enumerate(text) if c == "|"]
    end = end_of_own_lines(flat, 0, [(at, 1.0 if k == sure else 0.1) for k, at in enumerate(starts, start=1)])

    assert (flat[:end].strip() if end is not None else None) == name


def test_two_names_that_end_where_there_was_room_make_a_habit_where_letters_were_measured() -> None:
    """The lines of a drawn page tell surely which breaks were choices, so that fewer are no chance."""
    draft = Draft()
    cells = (("Gröna hamnar", "Almby leder."), ("Öppna verkstäder\nför alla", "Byalaget\ndriver."))
    spans = [tuple(filter(None, (draft.put(text, 1) for text in cell))) for cell in cells]
    document = draft.document(
        name="x.pdf", sha256="0" * 64, media_type="application/pdf", reader="pdf-ruled", page_count=1
    )
    rows = [
        Row(
            (name, (), (), ()),
            (1.0,) * 4,
            "table:pdf-ruled",
            paragraphs=True,
            breaks=tuple((s.start, 1.0) for s in name),
        )
        for name in spans
    ]

    assert names_stand_alone(document, rows)
    assert not names_stand_alone(document, rows[:1])


@pytest.mark.parametrize(
    ("cell", "description"),
    [
        ("Elflyg i väst|Hamnens bolag och|Energibolaget leder|förstudien.", "Hamnens bolag och"),
        ("Smarta hus|Småland 2.0|Projektet drivs av|Bygdens bolag.", "Projektet drivs av"),
        ("Öppna verkstäder|i Kiruna", None),
    ],
)
def test_a_name_that_fills_its_line_ends_with_it_where_names_stand_alone(cell: str, description: str | None) -> None:
    """No room was left for the next word, so that the break looks like one of need."""
    text = cell.replace("|", " ")
    broken = [text.index(line) for line in cell.split("|")[1:]]
    projects = [at for at in broken if text.startswith("Projektet", at)]
    found = _after_own_lines(text, [], broken, next(iter(projects), None))

    assert (None if found is None else text[found:].startswith(description or "-")) is (description and True)

"""Rows found again where paragraphs come in any order."""

import pytest
from small_reports import document

from samgraf.documents import Span
from samgraf.reports.cues import starts_with_framework
from samgraf.reports.flat_blocks import decode_blocks, spacing_tells
from samgraf.reports.found_rows import find_rows
from samgraf.reports.profile import load_profiles

TEXT = """Öppna verkstäder

Drivs av Almby kommun 2022–2024 med medel
från anslag 1:1.

Gröna hamnar

Leds av Region Almby under 2023 i samverkan
med hamnarna.

- 24 företag har fått rådgivning om
material.

- Tre rapporter har publicerats om
hamnar.

Utvärdering:

Ökad kunskap om material hos
deltagarna.

Egen bedömning:

Stärkt förmåga att planera för
hamnar.

RUS: delmål 3 Fler i arbete i hela
länet.

RUS: delmål 1 Minskade utsläpp från
sjöfarten."""


def test_columns_that_come_one_by_one_are_cut_into_rows():
    """A tool that takes text by its boxes leaves the columns whole."""
    source = document(TEXT)
    rows = decode_blocks(source, [line for line in source.lines if line.start < line.end], frozenset())
    texts = [[" ".join(source.quote(span) for span in cell) for cell in row.cells] for row in rows]

    assert [row[0].split(" ")[0] for row in texts] == ["Öppna", "Gröna"]
    assert [row[2].split(":")[0] for row in texts] == ["Utvärdering", "Egen bedömning"]
    assert ["delmål 3" in row[3] for row in texts] == [True, False]


def test_blank_lines_between_paragraphs_tell_and_between_all_lines_do_not():
    """Some tools put a blank line after every line: those part nothing."""
    wrapped, spaced = document(TEXT), document("En rad\n\nen till\n\nen tredje\n\nen fjärde")
    kept = [[line for line in d.lines if line.start < line.end] for d in (wrapped, spaced)]

    assert spacing_tells(wrapped, kept[0])
    assert not spacing_tells(spaced, kept[1])


def test_a_column_with_too_few_pieces_is_less_sure():
    """A row without goals could be any of the rows."""
    source = document(TEXT[: TEXT.index("RUS: delmål 1")])
    rows = decode_blocks(source, [line for line in source.lines if line.start < line.end], frozenset())

    assert {row.confidence[3] for row in rows} == {0.45}


BOXES = """9 byar har gjort_
utvecklingsplaner

Uppföljning: byarna_
har ökat sin förmåga.

Framtid Bergslagen: mål_
1 Levande bygd

22 deltagare

Framtid Bergslagen: mål_
2 Kunskap

Hela bygden lever
Byalagen i norra_
länsdelen ordnar möten_
med kommunen.
2021–2023

112-kunskap
Räddningstjänsten och_
regionen utbildar dem_
som bor långt bort.
2022–2024""".replace("_", " ")
# The blank at which a line was wrapped is written as a low line.


def test_a_box_of_several_paragraphs_stands_in_one_column():
    """A title, its description and its years come as one box; a bare count or a strategy's goal beside it is no title."""
    source = document(BOXES)
    rows = decode_blocks(source, [line for line in source.lines if line.start < line.end], frozenset())
    texts = [[" ".join(source.quote(span).strip() for span in cell) for cell in row.cells] for row in rows]

    assert [row[0][:11] for row in texts] == ["Hela bygden", "112-kunskap"]
    assert [row[1] for row in texts] == ["9 byar har gjort utvecklingsplaner", "22 deltagare"]
    assert [row[3].rsplit(" ", 1)[1] for row in texts] == ["bygd", "Kunskap"]


def test_the_numbers_of_rows_are_no_names():
    """A column that only counts the rows is set as boxes of its own."""
    source = document("1\n\n2\n\n" + BOXES)
    rows = decode_blocks(source, [line for line in source.lines if line.start < line.end], frozenset())

    assert len(rows) == 2


def test_a_row_from_boxes_knows_its_line_breaks():
    """Where a title fills its line its description runs on in the same paragraph: the lines still tell them apart."""
    source = document(BOXES)
    spans = [Span(line.start, line.end) for line in source.lines if line.start < line.end]
    found = find_rows(source, "3.4", Span(0, len(BOXES)), spans, load_profiles()[0], frozenset())

    assert {row.method for row in found.rows} == {"flat-blocks"}
    assert all(row.breaks for row in found.rows)


COUNTED = """Insats 1: Öppna
verkstäder

Almby kommun ordnar dem
i sju byar.

Insats 2: Gröna hamnar

\uf0b7

\uf0b7

Sex dialoger

Tre handledningar

Egen bedömning: fler kan
delta i byarna.

Uppföljning: hamnarna är
renare än förr.

Mål: God livsmiljö

Mål: Levande hav"""


def test_where_rows_count_themselves_nothing_else_begins_one():
    """A row's number and its word ("Insats 1:") are a label for all rows: short lines without one are no names, nor are goals."""
    source = document(COUNTED)
    spans = [Span(line.start, line.end) for line in source.lines if line.start < line.end]
    found = find_rows(source, "3.4", Span(0, len(COUNTED)), spans, load_profiles()[0], frozenset())

    assert [source.quote(row.cells[0][0]) for row in found.rows] == ["Insats 1: Öppna", "Insats 2: Gröna hamnar"]
    assert [[source.quote(span) for span in row.cells[3]] for row in found.rows] == [
        ["Mål: God livsmiljö"],
        ["Mål: Levande hav"],
    ]


def test_a_bullet_on_a_line_of_its_own_is_of_the_form():
    """A tool takes Word's bullets out as boxes of their own: they are in no cell, and nothing that was left over."""
    source = document(COUNTED)
    spans = [Span(line.start, line.end) for line in source.lines if line.start < line.end]
    found = find_rows(source, "3.4", Span(0, len(COUNTED)), spans, load_profiles()[0], frozenset())

    assert [source.quote(span) for span in found.heads] == ["\uf0b7", "\uf0b7"]
    assert not found.rest


@pytest.mark.parametrize(
    ("text", "is_goal"),
    [
        ("Strategisk inriktning A: Attraktiva platser", True),
        ("RUFS 2050: En öppen region", True),
        ("Prioriterat område 3", True),
        ("Mål: God livsmiljö", True),
        ("Delmål: Ökad trygghet", True),
        ("Mål: att fler ska trivas", False),
        ("Strategisk kompetens i norr", False),
        ("Insatsen pågår 2021: Start", False),
    ],
)
def test_a_goal_begins_with_its_direction_or_with_a_strategy_and_its_year(text, is_goal):
    assert starts_with_framework(text) is is_goal

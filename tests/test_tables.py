"""Rows of tables that still have their cells."""

import pytest

from samgraf.documents import Block, Cell, Document, Line, Span
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.labelled import labelled_rows
from samgraf.reports.profile import load_profiles
from samgraf.reports.table_rows import table_rows, unwrapped

PROFILE = load_profiles()[0]
HEADS = tuple(column.head for column in PROFILE.columns)
ROW = ("Gröna hamnar", "Tre möten", "Ökad kunskap", "RUS: delmål 4")
NEXT = ("Öppna verkstäder", "Två kurser", "Bättre samarbete", "RUS: delmål 5")


def read_rows(*tables, spans=None, above=()):
    """Return the rows of tables given as rows of texts, each row as its four cells' texts, the heads' texts, and the rest's.

    `above` are the lines that stand before each table.
    """
    text, blocks, titles = "", [], []
    for number, table in enumerate(tables):
        cells = []
        titles.append([])
        for said in above[number] if above else ():
            titles[-1].append(Span(len(text), len(text) + len(said)))
            text += said + "\n"
        for i, row in enumerate(table):
            for k, said in enumerate(row):
                if said is None:
                    continue
                paragraph = Block("paragraph", Span(len(text), len(text) + len(said)))
                cells.append(Cell(i, k, (paragraph,), *(spans or {}).get((i, k), (1, 1))))
                text += said + "\n"
        blocks.append(Block("table", Span(0, len(text)), cells=tuple(cells)))
    lines = (Line(0, len(text), 1, None),)
    source = Document("t.docx", "0", "x", "docx", text, lines, tuple(blocks))
    rows, heads, rest = table_rows(source, blocks, PROFILE, frozenset(), titles)
    return (
        [tuple(" ".join(map(source.quote, cell)) for cell in row.cells) for row in rows],
        [*map(source.quote, heads)],
        [*map(source.quote, rest)],
    )


def test_each_row_below_the_heads_is_an_insats():
    """The form has one row for each."""
    rows, heads, _ = read_rows((HEADS, ROW, NEXT))

    assert rows == [ROW, NEXT]
    assert heads == list(HEADS)


def test_columns_in_another_order_are_known_by_their_heads():
    """Some move the goals to the front."""
    order = (0, 3, 1, 2)
    rows, _, _ = read_rows(tuple(tuple(row[i] for i in order) for row in (HEADS, ROW)))

    assert rows == [ROW]


def test_a_turned_table_is_read_by_its_first_column():
    """Some build one table for each insats, with the heads at the side."""
    rows, _, _ = read_rows(tuple(zip(HEADS, ROW, strict=True)), tuple(zip(HEADS, NEXT, strict=True)))

    assert rows == [ROW, NEXT]


def test_the_number_of_a_row_is_no_name():
    """Some number their rows in a column of its own."""
    rows, _, rest = read_rows((("Nr", *HEADS), ("1", *ROW), ("2", *NEXT)))

    assert rows == [ROW, NEXT]
    assert rest == []


def test_a_caption_above_the_heads_is_no_row():
    """A merged row over the table says what it shows."""
    rows, heads, _ = read_rows((("Insatser under året", None, None, None), HEADS, ROW), spans={(0, 0): (1, 4)})

    assert rows == [ROW]
    assert "Insatser under året" in heads


def test_goals_merged_downwards_hold_for_each_row():
    """Rows with the same goals may share a cell."""
    rows, _, _ = read_rows((HEADS, ROW, (*NEXT[:GOALS], None)), spans={(1, GOALS): (2, 1)})

    assert [row[GOALS] for row in rows] == ["RUS: delmål 4", "RUS: delmål 4"]


def test_a_row_without_a_name_goes_on_with_the_row_above():
    """A page break may cut a row in two."""
    rows, _, _ = read_rows((HEADS, ROW, ("", "Fyra möten till", "", "")))

    assert rows[0][NAME] == "Gröna hamnar"
    assert rows[0][OUTPUTS] == "Tre möten Fyra möten till"


@pytest.mark.parametrize("empty", [("", "", "", ""), ("", "", "", None)])
def test_empty_rows_are_left_out(empty):
    """The form comes with more rows than are needed."""
    rows, _, _ = read_rows((HEADS, empty, ROW, empty))

    assert rows == [ROW]


def test_a_basis_in_a_column_of_its_own_belongs_to_the_effects():
    """Some part what the results rest on from the results."""
    heads = (*HEADS[:2], "Uppnådda effekter under året", "Uppföljning, utvärdering eller egen bedömning", HEADS[3])
    rows, _, _ = read_rows((heads, (*ROW[:3], "Utvärdering", ROW[3])))

    assert rows[0][EFFECTS] == "Ökad kunskap Utvärdering"


def test_heads_repeated_inside_a_table_are_no_insats():
    """A head that is typed again half-way down is still the form."""
    rows, heads, _ = read_rows((HEADS, ROW, HEADS, NEXT))

    assert rows == [ROW, NEXT]
    assert heads == [*HEADS, *HEADS]


def test_a_total_below_the_rows_is_no_insats():
    """Some add up their figures in a last row."""
    rows, _, rest = read_rows((HEADS, ROW, ("Summa", "3", "", "")))

    assert rows == [ROW]
    assert rest == ["Summa", "3", "", ""]


def test_a_table_that_goes_on_without_heads_keeps_all_its_rows():
    """A row of goals and effects is not taken for a head because it speaks of mål and effekter."""
    going_on = ("Nära vård", "Tre kurser", "Effekter märks i vården", "RUS: område Hälsa, effektmål 4 Bättre vård.")
    rows, _, _ = read_rows((HEADS, ROW), (going_on, NEXT))

    assert [row[0] for row in rows] == ["Gröna hamnar", "Nära vård", "Öppna verkstäder"]


def test_a_table_inside_a_layout_table_is_read():
    """Some put the whole form into one cell; the inner table is the one that counts."""
    inner = Block("table", Span(0, 1), cells=(Cell(0, 0, ()),))
    outer = Block("table", Span(0, 1), cells=(Cell(0, 0, (inner,)),))

    assert unwrapped([outer]) == [inner]


TOLD = ("Kort beskrivning", "Upprustning av kajer.")
SIDE = (("Prestationer", ROW[1]), ("Effekter", ROW[2]), ("Mål", ROW[3]))
WHOLE = (f"{ROW[0]} {TOLD[1]}", *ROW[1:])


@pytest.mark.parametrize(
    ("table", "spans", "above"),
    [
        ((("Namn", ROW[0]), TOLD, *SIDE), {}, ()),
        ((("Insats 1: Gröna hamnar", None), TOLD, *SIDE), {(0, 0): (1, 2)}, ()),
        ((TOLD, *SIDE), {}, ("Inledning.", "Insats 1: Gröna hamnar")),
        ((("", ROW[0]), TOLD, *SIDE), {}, ()),
        ((("Prestationer", "Effekter", "Mål"), ROW[1:]), {}, ("Gröna hamnar", TOLD[1])),
        ((("Insats", ROW[0], "Beskrivning", TOLD[1]), (*SIDE[0], *SIDE[1]), (*SIDE[2], "", "")), {}, ()),
    ],
    ids=["labels", "merged name", "name above", "empty corner", "no column for names", "two pairs in a row"],
)
def test_a_table_for_each_insats_is_read_however_it_is_built(table, spans, above):
    """Labels at the side, the name in a merged row or above the table."""
    rows, _, rest = read_rows(table, spans=spans, above=(above,))

    assert rows == [WHOLE]
    assert rest == []


def test_what_the_form_does_not_ask_for_stays_with_its_insats():
    """Periods, budgets and partners get lines and columns of their own; they tell of the insats, not of its effects."""
    sideways, _, _ = read_rows((("Namn", ROW[0]), *SIDE, ("Projekttid", "2021-2023"), ("Finansiering", "ERUF")))
    upright, _, _ = read_rows((("Tid", *HEADS, "Finansiering"), ("2021-2023", *ROW, "ERUF")))

    assert sideways == upright == [(f"{ROW[0]} 2021-2023 ERUF", *ROW[1:])]


def test_a_merged_row_parts_insatser_or_names_the_one_below():
    """A row that says "Övriga" is no insats; in a table without a column for names the merged row is the name."""
    parted, _, rest = read_rows((HEADS, ("Övriga", *[None] * 3), ROW), spans={(1, 0): (1, 4)})
    named, _, _ = read_rows((HEADS[1:], (ROW[0], None, None), ROW[1:]), spans={(1, 0): (1, 3)})

    assert (parted, rest) == ([ROW], ["Övriga"])
    assert named == [ROW]


ABOUT = ("Projektet rustar kajer i små hamnar.", "Almby kommun driver verkstäder i tre byar.")


def test_merged_rows_above_one_row_each_name_them_where_these_describe():
    """The form's first column asks for name and description; some merge a row for the name and fill the cell with the rest."""
    table = (
        HEADS,
        ("1. Gröna hamnar", *[None] * 3),
        (ABOUT[0], *ROW[1:]),
        (NEXT[0], *[None] * 3),
        (ABOUT[1], *NEXT[1:]),
    )
    rows, heads, rest = read_rows(table, spans={(1, 0): (1, 4), (3, 0): (1, 4)})

    assert rows == [(f"Gröna hamnar {ABOUT[0]}", *ROW[1:]), (f"{NEXT[0]} {ABOUT[1]}", *NEXT[1:])]
    assert (heads[4:], rest) == (["1. "], [])


def test_merged_rows_above_rows_with_names_of_their_own_are_titles():
    """Areas of a strategy part a table, though each has one insats."""
    table = (HEADS, ("Näringsliv", *[None] * 3), ROW, ("Kompetens", *[None] * 3), (f"{NEXT[0]}. {ABOUT[1]}", *NEXT[1:]))
    rows, _, rest = read_rows(table, spans={(1, 0): (1, 4), (3, 0): (1, 4)})

    assert rows == [ROW, (f"{NEXT[0]}. {ABOUT[1]}", *NEXT[1:])]
    assert rest == ["Näringsliv", "Kompetens"]


def test_lines_above_tables_of_one_row_name_them_where_these_describe():
    """Each insats has its heading and its table, heads and all."""
    tables = ((HEADS, (ABOUT[0], *ROW[1:])), (HEADS, (ABOUT[1], *NEXT[1:])))
    rows, _, _ = read_rows(*tables, above=(("2) Gröna hamnar",), (NEXT[0],)))

    assert rows == [(f"Gröna hamnar {ABOUT[0]}", *ROW[1:]), (f"{NEXT[0]} {ABOUT[1]}", *NEXT[1:])]


def test_labels_inside_a_merged_cell_part_it():
    """Outputs and effects stand in one cell over both columns, each under its word; what results rest on is no such word."""
    lines = ("Prestationer:", "Tre möten", "Effekter: Ökad kunskap", "Utvärdering", "Effektmål 4: Levande kust")
    rows, heads, _ = read_rows((HEADS, (ROW[0], "\n".join(lines), None, ROW[3])), spans={(1, 1): (1, 2)})

    assert rows == [(ROW[0], "Tre möten", "Ökad kunskap Utvärdering Effektmål 4: Levande kust", ROW[3])]
    assert heads[4:] == ["Prestationer:", "Effekter: "]


def test_a_name_that_holds_a_heads_word_is_no_label():
    """Where the year's results are still to be written, their cells are empty."""
    rows, _, _ = read_rows((HEADS, ("Distansarbetets effekter\nEn studie av pendlingen.", "", "", ROW[3])))

    assert rows == [("Distansarbetets effekter\nEn studie av pendlingen.", "", "", ROW[3])]


def test_a_name_that_shares_small_words_with_a_head_is_no_head():
    """The words "om" and "året" stand in the form's head for effects."""
    rows, _, _ = read_rows((("Namn på insats", "Kustbåtarna året om"), TOLD, *SIDE))

    assert rows == [(f"Kustbåtarna året om {TOLD[1]}", *ROW[1:])]


def test_heads_may_be_english():
    """Some fill in a form that was made for partners abroad."""
    rows, _, _ = read_rows((("Name of activity", "Outputs", "Outcomes", "Goals"), ROW))

    assert rows == [ROW]


def labelled(*lines, reader="docx", headings=()):
    """Return what lines under labels come to; `headings` are the places of those that are headings."""
    text = "".join(f"{line}\n" for line in lines)
    starts = [sum(len(line) + 1 for line in lines[:k]) for k in range(len(lines))]
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    blocks = tuple(Block("heading", spans[place], 3) for place in headings)
    source = Document("t.docx", "0", "x", reader, text, (Line(0, len(text), 1, None),), blocks, flat=reader == "text")
    found = labelled_rows(source, spans, PROFILE)
    return found and [tuple(" ".join(map(source.quote, cell)).strip() for cell in row) for row in found[0]]


def test_insatser_under_labels_are_rows():
    """Some drop the table and write the labels as headings, or put all into one column of cells."""
    in_lines = labelled(
        "Insats 1: Gröna hamnar", TOLD[1], "Prestationer:", ROW[1], f"Effekter: {ROW[2]}", "Mål", ROW[3]
    )
    named = labelled(
        "Namn: Gröna hamnar",
        f"Beskrivning: {TOLD[1]}",
        f"Prestationer: {ROW[1]}",
        f"Effekter: {ROW[2]}",
        f"Mål: {ROW[3]}",
    )

    assert in_lines == named == [WHOLE]


SECOND = (NEXT[0], ABOUT[1], "Prestationer", NEXT[1], "Effekter", NEXT[2], "Mål", NEXT[3])
BOTH = [(f"{ROW[0]} {ABOUT[0]}", *ROW[1:]), (f"{NEXT[0]} {ABOUT[1]}", *NEXT[1:])]


def test_names_without_labels_are_the_titles_above_the_labels():
    """In bold, say: goals stand before the name, and may look like it; what describes the insats ends as sentences do."""
    first = (ROW[0], ABOUT[0], "Prestationer:", ROW[1], "Effekter:", ROW[2], "Mål:", ROW[3])

    assert labelled(*first, *SECOND) == BOTH
    assert labelled(*first, "Levande kust", *SECOND) == [(*BOTH[0][:3], f"{ROW[3]} Levande kust"), BOTH[1]]
    assert labelled(*first, *SECOND[1:]) is None


def test_headings_above_the_labels_are_names_whatever_stands_between():
    """What describes an insats may look like a name of its own."""
    first = (ROW[0], "Kajer i små hamnar", "Prestationer:", ROW[1], "Effekter:", ROW[2], "Mål:", ROW[3])

    assert labelled(*first, *SECOND, headings=(0, 8)) == [(f"{ROW[0]} Kajer i små hamnar", *ROW[1:]), BOTH[1]]


def test_what_results_rest_on_is_no_label_of_effects():
    """It is told beside them, and lost if its line is taken for one of the form's words."""
    found = labelled("Insats 1: Gröna hamnar", "Prestationer:", ROW[1], "Egen bedömning", ROW[2], "Mål:", ROW[3])

    assert found == [(ROW[0], ROW[1], f"Egen bedömning {ROW[2]}", ROW[3])]


def test_goals_may_have_a_column_for_each_framework_and_insatser_one_that_counts_them():
    """The heads "Mål i RUS" and "ERUF" are no goals; "Insats 1" beside a name is no more than a number."""
    heads = ("", "Insats", "Prestationer", "Effekter", "Mål i RUS", "ERUF")
    rows, _, _ = read_rows((heads, ("Insats 1", *ROW, "1.3"), ("Insats 2", *NEXT, "")))

    assert rows == [(*ROW[:3], f"{ROW[3]} 1.3"), NEXT]


def test_heads_that_flat_text_has_lost_from_their_columns_are_no_labels():
    """There they stand one after the other before the rows."""
    assert labelled("Namn på insats", "Prestationer", "Effekter", "Mål", *ROW, reader="text") is None
    rows = ("Insats 1: Gröna hamnar", ROW[1], "Uppföljning: fler seglar", "Mål: Levande hav")
    assert labelled("Namn på insats", "Prestationer", "Effekter", "Mål", *rows, reader="text") is None
    assert labelled("Vi arbetar med mål: alla", "Effekter: många", "Insatser finns.") is None


def test_labels_inside_the_cells_of_a_row_are_no_text():
    """A table without heads may say in each cell what it is."""
    cells = {
        (0, k): (label, text)
        for k, (label, text) in enumerate(zip(("Insats", "Prestationer:", "Effekter:", "Mål:"), ROW, strict=True))
    }
    text, blocks = "", []
    for place, said in cells.items():
        inner = []
        for paragraph in said:
            inner.append(Block("paragraph", Span(len(text), len(text) + len(paragraph))))
            text += paragraph + "\n"
        blocks.append(Cell(*place, tuple(inner)))
    source = Document("t.docx", "0", "x", "docx", text, (Line(0, len(text), 1, None),), ())
    rows, heads, _ = table_rows(source, [Block("table", Span(0, len(text)), cells=tuple(blocks))], PROFILE, frozenset())

    assert [tuple(source.quote(cell[0]) for cell in row.cells) for row in rows] == [ROW]
    assert [source.quote(head) for head in heads] == ["Insats", "Prestationer:", "Effekter:", "Mål:"]

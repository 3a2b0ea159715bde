"""Tables on their side in flat text: each value after its label, whatever the words of the labels and the order of the boxes."""

import pytest
from small_reports import document

from samgraf.documents import Span
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.found_rows import find_rows
from samgraf.reports.label_lines import labels_of
from samgraf.reports.profile import load_profiles
from samgraf.reports.turned_lines import lines_of_tables, turned_lines

LABELS = ("Insatsens namn", "Prestationer under året", "Effekter hittills", "Mål som insatsen\nbidrar till")
FIRST = (
    "Öppna verkstäder\nDrivs av Almby kommun.\n2022–2024",
    "- 24 företag har fått rådgivning.",
    "Utvärdering:\n- Ökad kunskap om nya material.",
    "RUS: delmål 3 Fler i arbete.",
)
SECOND = (
    "Gröna hamnar\nLeds av Region Almby.\n2021–2023",
    "- Tre rapporter har publicerats.",
    "Egen bedömning:\n- Stärkt förmåga att planera.",
    "RUS: delmål 4 Minskade utsläpp.",
)


def beside(labels, values, joint="\n"):
    """Return labels with their values after them."""
    return joint.join(f"{label}{joint}{value}" for label, value in zip(labels, values, strict=True))


def cells(text):
    """Return the insatser of a text, each as the texts of its four cells; None where no table stands on its side."""
    source = document(text)
    lines = [line for line in source.lines if source.text[line.start : line.end].strip()]
    table = turned_lines(source, lines, load_profiles()[0], frozenset())
    if table is None:
        return None
    return [[" ".join(source.quote(span) for span in cell) for cell in row.cells] for row in table.rows]


def filled(source):
    """Return the spans of the lines that hold something."""
    return [Span(line.start, line.end) for line in source.lines if source.text[line.start : line.end].strip()]


def of_row(values):
    """Return the four cells that a reader must find."""
    return [value.replace("\n", " ") for value in values]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_each_value_belongs_to_the_label_before_it(joint):
    """Labels in a region's own words are told by coming again, once for each insats."""
    found = cells(beside(LABELS, FIRST, joint) + joint + beside(LABELS, SECOND, joint))

    assert found == [of_row(FIRST), of_row(SECOND)]


def test_the_heads_of_the_form_are_labels_without_coming_again():
    """A report may have one insats under each question."""
    heads = [column.head for column in load_profiles()[0].columns]

    assert cells(beside(heads, FIRST)) == [of_row(FIRST)]


def test_a_value_may_stand_in_the_line_of_its_label():
    """Some tools put a short label and the first line of its value in one line."""
    labels = [label.replace("\n", " ") for label in LABELS]
    text = "\n".join(
        f"{label} {value}" for values in (FIRST, SECOND) for label, value in zip(labels, values, strict=True)
    )

    assert cells(text) == [of_row(FIRST), of_row(SECOND)]


def test_labels_may_come_before_all_values():
    """A tool that takes text out box by box takes a column of labels before the column of values."""
    text = "\n\n".join((*LABELS, *LABELS, *FIRST, *SECOND))

    assert cells(text) == [of_row(FIRST), of_row(SECOND)]


def test_an_insats_without_effects_takes_none_of_the_next():
    """A label that is left without a value is an empty cell."""
    values = (FIRST[0], FIRST[1], "", FIRST[3])
    text = "\n\n".join(part for part in (beside(LABELS, values, "\n\n"), beside(LABELS, SECOND, "\n\n")) if part)

    assert [row[EFFECTS] for row in cells(text)] == ["", of_row(SECOND)[EFFECTS]]


def test_the_rest_of_a_label_that_a_page_cut_is_no_value():
    """The lines below the break are the form's."""
    heads = [column.head for column in load_profiles()[0].columns]
    head = heads[GOALS].replace(" program för Europeiskt", "\nprogram för Europeiskt")
    first, rest = head.split("\n")
    text = f"{beside(heads[:GOALS], FIRST[:GOALS])}\n{first}\n{FIRST[GOALS]}\n\f{rest}\n{beside(heads, SECOND)}"

    assert cells(text) == [of_row(FIRST), of_row(SECOND)]


def test_heads_that_stand_together_are_no_labels():
    """An ordinary table has all its heads first, and rows below them."""
    rows = "\n".join((*FIRST, *SECOND))

    assert cells("\n".join(LABELS) + f"\n{rows}\n" + "\n".join(LABELS) + f"\n{rows}") is None


def test_how_a_value_begins_is_no_label():
    """'Sörmlandsstrategin, mål 5' leads to no column, and 'Insatsen drivs av' begins no insats."""
    goals = "\n".join(f"Almbystrategin, mål {n}\nInsatsen drivs av Almby kommun" for n in range(3))
    learnt = [label for label in labels_of(document(goals), load_profiles()[0]) if not label.printed]

    assert {" ".join(label.tokens) for label in learnt if "strategin" in " ".join(label.tokens)} == set()
    assert not any(label.names for label in learnt)


def test_what_the_form_does_not_ask_for_stands_with_the_name():
    """A row for the time of a project tells of the insats."""
    labels = (*LABELS, "Projekttid")
    text = beside(labels, (*FIRST, "2019–2026")) + "\n" + beside(labels, (*SECOND, "2020–2025"))

    assert [row[NAME].split()[-1] for row in cells(text)] == ["2019–2026", "2020–2025"]


def test_no_label_becomes_an_insats():
    """What is found under a question has the names of the insatser alone."""
    source = document(beside(LABELS, FIRST, "\n\n") + "\n\n" + beside(LABELS, SECOND, "\n\n"))
    region = Span(0, len(source.text))
    lines = filled(source)
    found = find_rows(source, "3.4", region, lines, load_profiles()[0], frozenset())

    assert [source.quote(row.cells[NAME][0]) for row in found.rows] == ["Öppna verkstäder", "Gröna hamnar"]
    assert [source.quote(row.cells[OUTPUTS][0]) for row in found.rows] == [FIRST[OUTPUTS], SECOND[OUTPUTS]]


def test_the_heads_of_each_piece_of_a_table_are_no_insatser():
    """A table in two pieces has its heads twice, and a tool may take them out in another order."""
    heads = "\n\n".join(LABELS)
    other = "\n\n".join((LABELS[0], LABELS[1], LABELS[3], LABELS[2]))
    source = document(f"{heads}\n\n" + "\n\n".join(FIRST) + f"\n\n{other}\n\n" + "\n\n".join(SECOND) + "\n\nSida 3 (9)")
    lines = filled(source)
    found = find_rows(source, "3.4", Span(0, len(source.text)), lines, load_profiles()[0], frozenset())

    assert [source.quote(row.cells[NAME][0]) for row in found.rows] == ["Öppna verkstäder", "Gröna hamnar"]
    assert "Sida" not in " ".join(source.quote(span) for row in found.rows for cell in row.cells for span in cell)


def test_all_labels_and_then_all_values_again_and_again():
    """One title below the labels each time says that the labels are those of one insats."""
    text = "\n\n".join((*LABELS, *FIRST, *LABELS, *SECOND))

    assert cells(text) == [of_row(FIRST), of_row(SECOND)]


def test_a_label_with_which_each_page_begins_is_no_header_of_the_page():
    """An insats on each page has the same words at its top."""
    source = document("\n\f".join(beside(LABELS, values) for values in (FIRST, SECOND)))
    tops = frozenset(line.number for line in source.lines if source.quote(Span(line.start, line.end)) == LABELS[NAME])
    kept = lines_of_tables(source, source.lines, tops, load_profiles()[0])

    assert tops
    assert tops <= {line.number for line in kept}

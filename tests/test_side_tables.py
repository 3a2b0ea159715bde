"""Tables whose columns the text keeps beside each other with blanks."""

from __future__ import annotations

import textwrap
from itertools import zip_longest

from small_reports import NOTHING, document

from samgraf.reports.context import Context
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.entries import to_entry
from samgraf.reports.found import Row
from samgraf.reports.profile import load_profiles
from samgraf.reports.side_columns import bands
from samgraf.reports.side_lines import keeps_layout, side_lines
from samgraf.reports.side_tables import side_table
from samgraf.reports.table_rows import table_rows

TABLE = """\
Öppna verkstäder        - 24 företag har fått      Utvärdering:            RUS: delmål 3 Fler i
Ett projekt som drivs   rådgivning.                - Ökad kunskap om       arbete.
av Almby kommun         - Tre rapporter har        nya material.
2022–2024.              publicerats.
Gröna hamnar            - Fyra möten har hållits.                          RUS: delmål 4
Leds av Region Almby i                                                     Minskade utsläpp.
samarbete med hamnarna.
Levande torg                                       Egen bedömning:         RUS: delmål 5 Tryggare
Drivs av torghandlarna                             - Stärkt förmåga att    platser.
2021–2025.                                         planera."""


def rows(text, more=""):
    """Return the rows of a table, each as the texts of its four cells."""
    source = document(text + more)
    table = side_table(source, source.lines, source.lines, load_profiles()[0], frozenset())
    found, _, _ = table_rows(source, [table.block], load_profiles()[0], frozenset())
    return [[" ".join(source.quote(s) for s in cell) for cell in row.cells] for row in found], table, source


def test_columns_are_told_by_the_gaps_between_them():
    """Each row has the words of its own cells, though they stand on the same lines."""
    found, _, _ = rows(TABLE)

    assert [row[NAME].split(" ")[0] for row in found] == ["Öppna", "Gröna", "Levande"]
    assert found[0][OUTPUTS] == "- 24 företag har fått rådgivning. - Tre rapporter har publicerats."
    assert found[0][EFFECTS] == "Utvärdering: - Ökad kunskap om nya material."
    assert found[1][GOALS] == "RUS: delmål 4 Minskade utsläpp."


def test_an_empty_cell_stays_empty():
    """What stands to its left or right is another column's."""
    found, _, _ = rows(TABLE)

    assert (found[1][EFFECTS], found[2][OUTPUTS]) == ("", "")


def test_a_row_that_a_page_cuts_goes_on_below():
    """A new page may have its columns elsewhere; what goes on with a sentence is no row."""
    text = TABLE.replace("Leds av Region Almby i  ", "\f  Leds av Region Almby i").replace(
        "\nsamarbete", "\n  samarbete"
    )
    found, _, _ = rows(text)

    assert [row[NAME].split(" ")[0] for row in found] == ["Öppna", "Gröna", "Levande"]
    assert found[1][GOALS] == "RUS: delmål 4 Minskade utsläpp."


def test_text_below_the_table_is_no_row():
    """A wide line belongs to no column."""
    found, table, source = rows(
        TABLE, "\nFlera av insatserna fortsätter under nästa år, och alla utom en har redan fått nya pengar."
    )

    assert len(found) == 3
    assert [source.quote(span)[:5] for span in table.rest] == ["Flera"]


def test_every_character_is_in_a_cell_or_outside_the_table():
    """Nothing is dropped in silence."""
    _, table, source = rows(TABLE)
    kept = [source.quote(b.span) for cell in table.block.cells for b in cell.blocks]

    assert sorted("".join(kept).replace(" ", "")) == sorted("".join(source.text.split()))


def test_text_without_columns_keeps_no_layout():
    """Two blanks between two words are no table."""
    assert keeps_layout(document(TABLE))
    assert not keeps_layout(document("En rad med text.\nEn  annan  rad.\n" * 30))


def test_heads_in_another_order_tell_the_columns():
    """A region may move the form's columns; the heads stand beside each other, cut into lines."""
    profile = load_profiles()[0]
    heads = {column.column: column.head for column in profile.columns}
    wrapped = [textwrap.wrap(heads[c], 30) for c in ("name", "goals", "outputs", "effects")]
    head = "\n".join("".join(piece.ljust(34) for piece in line) for line in zip_longest(*wrapped, fillvalue=""))
    cells = ("Öppna torg. Drivs av Almby.", "RUS: delmål 5 Tryggare", "- Fyra möten hölls.", "- Ökad samverkan.")
    found, _, _ = rows(head + "\n" + "".join(piece.ljust(34) for piece in cells))

    assert found == [[cells[0], cells[2], cells[3], cells[1]]]


NARROW = """\
#Ny kompetens  RUS: effektmål 1   – 345 kommuner    Egen
för unga i     Fler i arbete.     har fått stöd i   bedömning:
hela länet som RUS: effektmål     planeringen.      – Stärkt
energilagring  11 Fler bostäder   – 28 företag har  förmåga att
i mindre nät.  i mindre orter.    fått rådgivning.  planera för
Startade 2019.                                      behov."""


def test_a_gap_of_one_blank_parts_columns_where_other_lines_have_more():
    """A cell that fills its column leaves one blank to the next; the words of both are not one piece."""
    found = list(bands(side_lines(document(NARROW), document(NARROW).lines)))

    assert [[left for left, _ in band.stripes] for band in found] == [[0, 15, 34, 52]]
    assert [piece.text for piece in found[0].lines[2].pieces][:2] == ["hela länet som", "RUS: effektmål"]


def test_running_text_below_a_table_is_not_parted_at_its_gaps():
    """A sentence may have a blank at every gap by chance."""
    text = NARROW + "\nInsatserna är många nu inom hela länet så här."
    found = list(bands(side_lines(document(text), document(text).lines)))

    assert [len(band.stripes) for band in found] == [4, 1]


def test_a_name_cell_alone_at_a_pages_top_goes_on_with_the_row_before_it():
    """A row has more than a name, and the cells that ended above do not begin anew."""
    text = TABLE.replace("2022–2024.              publicerats.", "och hamnens\n\fEkonomiska förening.\n2022–2024.")
    found, table, _ = rows(text)

    assert [row[NAME].split(" ")[0] for row in found] == ["Öppna", "Gröna", "Levande"]
    assert found[0][NAME].endswith("och hamnens Ekonomiska förening. 2022–2024.")
    assert not table.rest


def test_a_table_on_its_side_has_a_label_before_each_value():
    """The lines of a label and of its value are mixed; where they stand tells them apart."""
    heads = {column.column: column.head for column in load_profiles()[0].columns}
    told = {
        "name": "Öppna torg Drivs av Almby kommun.",
        "outputs": "– Fyra möten hölls.",
        "effects": "",
        "goals": "RUS: delmål 5 Tryggare platser",
    }
    lines = []
    for name in ("Öppna torg", "Levande hamnar"):
        for key, value in (told | {"name": f"{name} Drivs av Almby kommun."}).items():
            pair = textwrap.wrap(heads[key], 36), textwrap.wrap(value, 30)
            lines += ["".join(piece.ljust(40) for piece in line) for line in zip_longest(*pair, fillvalue="")]
    found, table, _source = rows("\n".join(lines))

    assert table.turned
    assert [row[NAME] for row in found] == [
        "Öppna torg Drivs av Almby kommun.",
        "Levande hamnar Drivs av Almby kommun.",
    ]
    assert [(row[OUTPUTS], row[EFFECTS], row[GOALS]) for row in found] == [(told["outputs"], "", told["goals"])] * 2
    assert not table.rest


def test_a_name_its_period_and_who_pays_are_paragraphs_though_no_blank_line_parts_them():
    """An actor's name does not begin in the name of the insats, nor a fund's after the years."""
    text = """\
Smart industri i      - 24 företag har fått    Utvärdering:           RUS: delmål 3
Västra Almby          rådgivning.              - Ökad kunskap.        ERUF: särskilt mål
Almby Science Park                                                    1.3
driver arbetet med
alla.
2022–2024
Havsfonden, Almby"""
    _, table, source = rows(text)
    found, _, _ = table_rows(source, [table.block], load_profiles()[0], frozenset())
    row = Row(found[0].cells, found[0].confidence, "flat-columns", paragraphs=False, breaks=table.breaks)
    entry = to_entry(source, "4.4", 1, row, Context(NOTHING, "18", 2023))

    assert entry.cells[GOALS].passage.text == "RUS: delmål 3\nERUF: särskilt mål 1.3"
    assert entry.cells[NAME].passage.text.endswith("med alla.\n2022–2024\nHavsfonden, Almby")
    assert "\nAlmby Science Park driver arbetet med" in entry.cells[NAME].passage.text


PARTED = """\
Öppna verkstäder           - 24 företag har fått      Utvärdering:            RUS: delmål 3 Fler i
                           rådgivning.                                        arbete.
Kommunen leder insatsen                               - Ökad kunskap om
för nya företag.           - Tre rapporter har        nya material.           Agenda 2030: mål 8
                           publicerats.
Almby bolag deltar med                                - Stärkt förmåga att
sina lokaler.              - Två mässor.              planera.

2022–2024.
Gröna hamnar               - Fyra möten har           Egen bedömning:         RUS: delmål 4
                           hållits.                   - Färre utsläpp.        Minskade utsläpp.
Region Almby äger
insatsen."""


def test_space_between_the_paragraphs_of_a_cell_parts_no_rows():
    """A row's cells begin on the same line; where only the name's goes on after a space, the row goes on."""
    found, _, _ = rows(PARTED)

    assert [row[NAME].split(" ")[0] for row in found] == ["Öppna", "Gröna"]
    assert found[0][NAME].endswith("2022–2024.")


def test_a_line_that_had_room_for_the_next_word_ends_the_name():
    """A dash or a figure in a name's first line does not end it; the break after its last line was a choice."""
    text = """\
Läs! – 1 000 nya      - 24 böcker har lästs    Utvärdering:           RUS: delmål 3
böcker före           av barnen.               - Ökad kunskap.        ERUF: särskilt mål
skolstarten                                                           1.3
Region Almby, Högby
kommun, Norrby stad
deltar i arbetet.
2022–2024"""
    _, table, source = rows(text)
    found, _, _ = table_rows(source, [table.block], load_profiles()[0], frozenset())
    row = Row(found[0].cells, found[0].confidence, "flat-columns", paragraphs=False, breaks=table.breaks)
    entry = to_entry(source, "4.4", 1, row, Context(NOTHING, "18", 2023))

    assert entry.name == "Läs! – 1 000 nya böcker före skolstarten"

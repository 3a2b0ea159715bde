"""Rows found again in flat text, line by line."""

from dataclasses import replace

import pytest
from small_reports import document

from samgraf.documents import Span
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS, starts_with_description, starts_with_framework
from samgraf.reports.entries import _no_surer
from samgraf.reports.flat_lines import break_likelihood, flat_units
from samgraf.reports.flat_rows import decode_rows, line_forms
from samgraf.reports.found_lines import in_order_from
from samgraf.reports.found_rows import find_rows
from samgraf.reports.model import BasisMention, Mentions
from samgraf.reports.profile import load_profiles

ROW = """Öppna verkstäder
Ett projekt som drivs av Almby
kommun 2022–2024.
- 24 företag har fått rådgivning.
Utvärdering:
- Ökad kunskap om nya material.
RUS: delmål 3 Fler i arbete."""
NEXT = """Gröna hamnar
Leds av Region Almby i samarbete
med Almby kommun.
- Tre rapporter har publicerats.
Egen bedömning:
- Stärkt förmåga att planera.
RUS: delmål 4 Minskade utsläpp."""


def cells(text):
    """Return the rows of a table's text, each as the texts of its four cells."""
    source = document(text)
    rows, _ = decode_rows(flat_units(source, source.lines), frozenset())
    return [[" ".join(source.quote(span).strip() for span in cell) for cell in row.cells] for row in rows]


def test_cells_in_order_become_a_row():
    """A table that lost its borders comes cell by cell."""
    (row,) = cells(ROW)

    assert row[NAME].startswith("Öppna verkstäder")
    assert row[OUTPUTS] == "- 24 företag har fått rådgivning."
    assert row[EFFECTS].startswith("Utvärdering:")
    assert row[GOALS] == "RUS: delmål 3 Fler i arbete."


def test_a_title_after_the_goals_begins_a_row():
    """The goals are a row's last cell."""
    found = [row[NAME].split(" ")[0] for row in cells(f"{ROW}\n{NEXT}")]

    assert found == ["Öppna", "Gröna"]


def test_a_number_that_goes_on_with_the_goals_is_no_title():
    """A wrapped line may leave a goal's number alone ("delmål" / "3.")."""
    text = ROW.replace("RUS: delmål 3 Fler i arbete.", "RUS: bidrar till Ett öppet Almby delmål\n3.")
    found = cells(f"{text}\n{NEXT}")

    assert [row[GOALS] for row in found] == [
        "RUS: bidrar till Ett öppet Almby delmål 3.",
        "RUS: delmål 4 Minskade utsläpp.",
    ]


def test_a_page_break_in_a_name_cell_is_taken_up_again_below():
    """A page cuts the row; its name cell goes on first on the next page, with a capital."""
    cut = NEXT.replace("i samarbete\nmed Almby kommun.", "i samarbete med")
    found = cells(f"{ROW}\n{cut}\n\fAlmby kommun och Skogsstyrelsen.")

    assert len(found) == 2
    assert found[1][NAME].endswith("Skogsstyrelsen.")


def test_a_period_alone_is_no_title():
    """A description often has its years on a line of their own."""
    text = ROW.replace("kommun 2022–2024.", "kommun.\n2022–2024.")

    assert [row[NAME].split(" ")[0] for row in cells(f"{text}\n{NEXT}")] == ["Öppna", "Gröna"]


def test_a_break_with_much_room_is_a_choice():
    """A word that would have fitted on the line before was put on a new line on purpose."""
    assert break_likelihood(12) > 0.9
    assert break_likelihood(-4) < 0.1


def test_a_row_goes_on_where_no_page_shows():
    """Some tools join the pages without a mark; what the page cut goes on below all the same."""
    cut = NEXT.replace("Leds av Region Almby i samarbete\nmed Almby kommun.", "Leds av Region Almby")
    source = document(f"{ROW}\n{cut}\ni samarbete med Almby kommun.\n- Fyra möten har hållits.")
    units = flat_units(replace(source, page_count=None), source.lines)
    rows, _ = decode_rows(units, frozenset())

    assert len(rows) == 2
    assert [source.quote(rows[1].cells[c][-1]) for c in (NAME, OUTPUTS)] == [
        "i samarbete med Almby kommun.",
        "- Fyra möten har hållits.",
    ]


def test_columns_in_another_order_are_read_in_theirs():
    """A region may move the goals; the heads tell."""
    name, goals, outputs = (
        "Öppna torg\nDrivs av Almby kommun 2022–2024.",
        "RUS: delmål 3 Fler i arbete.",
        "- 24 företag har fått råd.",
    )
    source = document(f"{name}\n{goals}\n{outputs}\nEgen bedömning:\n- Ökad samverkan.")
    rows, _ = decode_rows(flat_units(source, source.lines), frozenset(), (NAME, GOALS, OUTPUTS, EFFECTS))

    assert [source.quote(rows[0].cells[c][0]) for c in (GOALS, OUTPUTS, EFFECTS)] == [goals, outputs, "Egen bedömning:"]


def test_numbers_of_rows_begin_them_and_are_no_text():
    """A table whose rows are numbered says where they begin."""
    source = document(f"1 {ROW}\n2 {NEXT}")
    units = flat_units(source, source.lines)
    rows, _ = decode_rows(units, frozenset())

    assert [source.quote(row.cells[NAME][0]) for row in rows] == ["Öppna verkstäder", "Gröna hamnar"]


def test_a_line_that_holds_all_cells_is_parted_at_its_marks():
    """A page that ends after a row's first line leaves its four cells on one line."""
    source = document(f"{ROW}\nGröna hamnar i - Tre rapporter har - Stärkt förmåga RUS: delmål 4\n{NEXT}")
    texts = [unit.text for unit in flat_units(source, source.lines)]

    assert texts[7:11] == ["Gröna hamnar i", "- Tre rapporter har", "- Stärkt förmåga", "RUS: delmål 4"]


def test_the_blanks_at_lines_ends_tell_a_title_from_its_description():
    """Read cell by cell, a narrow column breaks every line: where the blank is missing, a paragraph ended."""
    text = (
        "Verkstäder\nByalagen i norra_\nlänsdelen ordnar_\nkurser för unga._\nKommunen bidrar_\nmed lokaler.\n"
        "2022–2024\n- 24 ungdomar har_\ngått en kurs.\nUppföljning:\nFler unga vill_\narbeta med trä.\nRUS: delmål 3 Fler_\ni arbete.\n"
    ).replace("_", " ")
    source = document(text)
    spans = [Span(line.start, line.end) for line in source.lines if line.start < line.end]
    found = find_rows(source, "3.4", Span(0, len(text)), spans, load_profiles()[0], frozenset())
    hard = dict(found.rows[0].breaks)

    assert len(found.rows) == 1
    assert hard[text.index("Byalagen")] > 0.9
    assert hard[text.index("länsdelen")] < 0.1


def test_what_is_found_in_an_unsure_cell_is_no_surer_than_that_it_belongs_there() -> None:
    """A basis that is read right still misleads where it stands under another insats."""
    basis = BasisMention(
        start=0, end=14, surface="Egen bedömning", method="label", confidence=0.98, basis="egen-bedomning"
    )
    mentions = Mentions(bases=(basis,))

    assert _no_surer(mentions, 0.3 + 0.4).bases[0].confidence == 0.7
    assert _no_surer(mentions, 1.4) is mentions


def test_a_line_that_comes_again_is_no_name():
    """A goal's words stand in several rows, an insats in one."""
    goal = "RUS: delmål 3\nFler i arbete"
    text = "\n".join(row.replace(row.rsplit("\n", 1)[1], goal) for row in (ROW, NEXT))
    found = [row[NAME].split(" ")[0] for row in cells(text)]

    assert found == ["Öppna", "Gröna"]


def test_text_without_blanks_at_its_lines_ends_is_given_up_later():
    """A tool that drops them mostly keeps to the rows; one that keeps them writes its boxes in an order of its own."""
    bare, kept = document(ROW), document(ROW.replace("Almby\n", "Almby \n"))

    assert in_order_from(bare, bare.lines) < in_order_from(kept, kept.lines)


@pytest.mark.parametrize(
    "text", ["Löpande sedan 2020.", "Våren 2022–hösten 2023.", "Från januari 2023 till och", "Testbädden drivs av"]
)
def test_a_season_with_its_year_and_a_thing_that_is_run_tell_of_an_insats(text):
    """They are no names, whatever stood before them."""
    assert starts_with_description(text)


@pytest.mark.parametrize("text", ["Sommar på Visingsö", "Våren i Almby", "Löpande rådgivning", "Kompetens drivs fram"])
def test_a_season_without_its_year_may_be_a_name(text):
    """Insatser are named after seasons too."""
    assert not starts_with_description(text)


def test_what_a_colon_announces_begins_no_row():
    """The strategy's direction is named on the next line."""
    text = ROW.replace("RUS: delmål 3 Fler i arbete.", "Strategisk inriktning A:\nAttraktiva livsmiljöer i länet")
    found = [row[NAME].split(" ")[0] for row in cells(f"{text}\n{NEXT}")]

    assert found == ["Öppna", "Gröna"]


def test_a_line_with_its_verb_begins_no_row():
    """A name is no sentence."""
    source = document("Kompetenshöjande insatser har\ngenomförts.\nKompetenshöjande insatser för\nalla.")
    verb, _, name, _ = line_forms(flat_units(source, source.lines), frozenset())

    assert verb.title < name.title - 1


def title(first):
    """Return how much a line looks like the first of a row."""
    source = document(f"{first}\ni samverkan.")
    return line_forms(flat_units(source, source.lines), frozenset())[0].title


def test_actors_side_by_side_begin_no_row():
    """Who takes part comes in a list; a framework alone is a goal."""
    assert title("Ockelbo, Hofors och Gävle") < title("Ockelbo med Hofors i Gävle") - 1
    assert starts_with_framework("ESF+")


def test_a_year_far_ahead_is_a_strategy_s():
    """An insats works towards "Vårt Almby 2040"."""
    assert title("Vårt Almby 2040") < title("Vårt Almby 2023") - 1

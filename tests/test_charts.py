"""Matrices and charts: what is counted is what the library answers, zero is not the same as not reported, nothing overlaps."""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import python_calamine
from example_store import REPORT, example
from test_query_library import quads, small, store

from samgraf.api import library
from samgraf.charts.draw import draw_chart
from samgraf.charts.files import to_json, to_xlsx
from samgraf.charts.heat import SHADES, shade
from samgraf.charts.library import CHARTS, read_matrix
from samgraf.charts.matrix import Label, Matrix, to_answer, to_listing
from samgraf.charts.page import render
from samgraf.cli import main
from samgraf.errors import UsageError
from samgraf.parameters import Text
from samgraf.queries import find, run

if TYPE_CHECKING:
    from pathlib import Path

every_chart = pytest.mark.parametrize("name", sorted(CHARTS))
BAD = '=1+1</td><script>alert("x")</script>\x00'
WORD = Text("Ord", "Word")


@cache
def of(name: str) -> Matrix:
    """Return a chart of the example report."""
    return read_matrix(example(), library(), name)


def made(rows: int, columns: int, *, text: str = "") -> Matrix:
    """Return a made-up matrix in which some cells are 0 and some have nothing to count."""
    down = tuple(
        Label(f"r{n}", f"{text}Rad {n} med ett ganska långt namn som bryts", f"Grupp {n // 4}") for n in range(rows)
    )
    across = tuple(Label(f"c{n}", f"{text}Kolumn nummer {n} med namn") for n in range(columns))
    cells: dict[tuple[str, str], int | None] = {
        (f"r{r}", f"c{c}"): None if (r + c) % 7 == 6 else (r * c) % 5 for r in range(rows) for c in range(columns)
    }
    return Matrix("kinds-questions", WORD, WORD, WORD, WORD, down, across, cells, {}, WORD, WORD)


@every_chart
def test_no_two_texts_of_a_chart_overlap(name: str) -> None:
    """A number that lies over another is another number."""
    for lang in ("sv", "en"):
        picture = draw_chart(of(name), lang)

        assert [(a, b) for a, b in combinations(picture.labels, 2) if a.overlaps(b)] == []
        assert all(box.x >= 0 and box.x + box.width <= picture.width for box in picture.labels)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (1, 1), (3, 4), (12, 34), (90, 80)])
@pytest.mark.parametrize("name", ["kinds-questions", "basis-sections"])
def test_small_and_large_matrices_are_drawn_without_overlap(name: str, rows: int, columns: int) -> None:
    """One region's first year and a nation's ten go through the same code."""
    picture = draw_chart(replace(made(rows, columns), id=name))

    assert [(a, b) for a, b in combinations(picture.labels, 2) if a.overlaps(b)] == []
    if (rows, columns, name) == (90, 80, "kinds-questions"):
        assert "Visar 60 av 90" in picture.svg
        assert "Visar 36 av 80" in picture.svg


@every_chart
def test_the_sums_are_those_of_the_cells(name: str) -> None:
    """A table whose sums do not add up is trusted by nobody."""
    matrix = of(name)
    rows = to_answer(matrix).to_dicts()

    assert rows
    assert sum(int(row["summa"]) for row in rows) == sum(count or 0 for count in matrix.cells.values())
    assert sum(map(matrix.column_total, matrix.columns)) == sum(map(matrix.row_total, matrix.rows))


@every_chart
def test_nothing_gives_an_empty_chart_and_no_error(name: str) -> None:
    """A workspace without reports can be drawn too."""
    matrix = read_matrix(store(()), library(), name)

    assert matrix.cells == {}
    assert "Inget att räkna" in draw_chart(matrix).svg
    assert to_answer(matrix).said() == "Inget att räkna i det som valts."


def test_goals_and_insatser_are_coupled_as_the_report_couples_them() -> None:
    """Every pair that the library answers is a filled cell, and no other is."""
    matrix = of("goals-insatser")
    pairs = {
        (row["goal"], row["insats"])
        for row in run(find(library(), "insats-goals"), example()).to_dicts()
        if row["number"] and row["goal"]
    }
    filled = {cell for cell, count in matrix.cells.items() if count}

    assert pairs
    assert pairs <= filled
    assert set(matrix.details[next(iter(pairs))]) <= {column.text for column in matrix.columns}


def test_goals_that_no_insats_names_stand_there_with_nothing() -> None:
    """They are the gap that the matrix is drawn for."""
    matrix = of("goals-insatser")
    without = {row["goal"] for row in run(find(library(), "goals-without-insatser"), example()).to_dicts()}
    empty = {row.key for row in matrix.rows if matrix.row_total(row) == 0}

    assert without
    assert empty == without


def test_a_question_that_is_not_answered_is_not_a_zero() -> None:
    """Nobody named is an answer; no answer is none."""
    matrix = of("kinds-questions")
    statuses = run(find(library(), "answers-status"), example()).to_dicts()
    silent = {row["question"] for row in statuses if row["status"] == "tom"} - {
        row["question"] for row in statuses if row["status"] != "tom"
    }
    dashes = {column for (_, column), count in matrix.cells.items() if count is None}

    assert dashes == {number for number in silent if number.count(".") < 2}
    assert to_answer(made(2, 7)).to_dicts()[0]["Kolumn nummer 6 med namn"] == "–"


def test_a_section_that_is_not_answered_is_not_a_zero() -> None:
    """Section 10 of the small reports is empty: no theme is treated or left out there."""
    matrix = read_matrix(small(), library(), "themes-sections")
    sections = run(find(library(), "sections-overview"), small()).to_dicts()
    silent = {row["section"] for row in sections} - {row["section"] for row in sections if row["answered"]}

    assert silent
    assert {column for (_, column), count in matrix.cells.items() if count is None} == silent


def test_a_goal_of_a_regions_own_strategy_is_nothing_that_others_can_name() -> None:
    """A 0 would say that Örebro had left out a goal of Västmanland's; nor can a goal be named in a year without report."""
    by_region = read_matrix(small(), library(), "goals-regions")
    by_year = read_matrix(small(), library(), "goals-years")

    assert {
        (goal.rpartition("/")[2], column) for (goal, column), count in by_region.cells.items() if count is None
    } == {
        ("area-3", "Region Örebro län"),
        ("target-5", "Region Örebro län"),
        ("target-14", "Region Örebro län"),
        ("target-18", "Region Örebro län"),
        ("fler-i-arbete", "Region Västmanland"),
    }
    assert [(goal.rpartition("/")[2], year) for (goal, year), count in by_year.cells.items() if count is None] == [
        ("fler-i-arbete", "2022")
    ]


def test_a_goal_of_a_programme_that_all_share_can_be_named_by_each_region() -> None:
    """A number that the programme does not have is still no region's own."""
    eruf = {quad.subject for quad in quads() if "/framework" in quad.predicate.value and "eruf" in str(quad.object)}
    elsewhere = {quad for quad in quads() if quad.subject in eruf and "/18/" in str(quad.graph_name)}
    held = [
        q for q in quads() if q not in elsewhere and not (q.subject in eruf and q.predicate.value.endswith("/goal"))
    ]
    matrix = read_matrix(store(tuple(held)), library(), "goals-regions")
    shared = {row.key for row in matrix.rows if "ERUF" in row.group or "Europeiska regionala" in row.group}

    assert shared
    assert not [cell for cell, count in matrix.cells.items() if count is None and cell[0] in shared]


def test_two_regions_and_years_are_counted_apart() -> None:
    """The small dataset has two regions and, of one, two years."""
    by_region = read_matrix(small(), library(), "goals-regions")
    by_year = read_matrix(small(), library(), "goals-years")
    one = read_matrix(small(), library(), "goals-years", region="18")

    assert [column.text for column in by_region.columns] == ["Region Västmanland", "Region Örebro län"]
    assert [column.text for column in by_year.columns] == ["2022", "2023"]
    assert by_year.scope.sv == "Region Västmanland, Region Örebro län 2022–2023"
    assert one.scope.sv == "Region Örebro län 2023"


@every_chart
def test_no_two_rows_or_columns_are_called_the_same(name: str) -> None:
    """Two columns of one name cannot be told apart."""
    matrix = of(name)

    assert len({column.text for column in matrix.columns}) == len(matrix.columns)
    assert len({(row.group, row.area, row.text) for row in matrix.rows}) == len(matrix.rows)


def test_an_unknown_chart_names_the_nearest() -> None:
    """The user misspelt it and need not look it up."""
    with pytest.raises(UsageError, match="Menade du basis-sections"):
        read_matrix(example(), library(), "basis-section")


def test_shades_go_from_light_to_dark_and_use_all_of_it() -> None:
    """One tells least from most by how dark it is."""
    assert [shade(count, 7) for count in range(1, 8)] == list(range(len(SHADES)))
    assert shade(1, 1) == 0


def test_a_wide_matrix_is_listed_for_the_screen() -> None:
    """Thirty columns fit no terminal."""
    rows = to_listing(of("goals-insatser")).to_dicts()
    named = next(row for row in rows if row["Mål"] == "16 Förbättrat företagsklimat")

    assert named["summa"] == 2
    assert named["Insats"] == "Förstudie etablering & investering; Insats företagsklimat"


def test_the_workbook_has_numbers_as_numbers_and_names_as_names() -> None:
    """A sum in a spreadsheet must be able to add them, and a name that begins with = must not run."""
    data = to_xlsx(replace(made(5, 4, text=BAD), id="kinds-questions"))
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    assert sheet[0][2].startswith("=1+1</td>")
    assert sheet[1][1].startswith("=1+1")
    assert isinstance(sheet[3][4], float)
    assert data == to_xlsx(replace(made(5, 4, text=BAD), id="kinds-questions"))


def test_a_hostile_name_is_only_text_on_the_page() -> None:
    """Names come from reports."""
    page = render(made(5, 4, text=BAD))

    assert "<script" not in page
    assert "\x00" not in page
    assert "default-src 'none'" in html.unescape(page)
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == {"http://www.w3.org/2000/svg"}


def test_json_says_what_was_counted_in_each_cell() -> None:
    """A count without its things cannot be checked."""
    held = json.loads(to_json(of("goals-insatser"), "en"))
    rows, columns = ({each["key"] for each in held[name]} for name in ("rows", "columns"))

    assert held["title"] == "Which insatser contribute to which goals?"
    assert all(cell["row"] in rows and cell["column"] in columns for cell in held["cells"])
    assert all(len(cell["what"]) == cell["count"] for cell in held["cells"])


@pytest.mark.packed
def test_the_command_lists_prints_and_writes(tmp_path: Path, capsys) -> None:
    """Each form by the ending of the file; what is misspelt is told before anything is read."""
    work = ["--workspace", str(tmp_path / "w")]
    assert main([*work, "build", str(REPORT)]) == 0
    capsys.readouterr()

    assert main(["chart"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in CHARTS)
    for ending in ("svg", "html", "xlsx", "json", "csv", "md"):
        assert main([*work, "chart", "basis-sections", "--out", str(tmp_path / f"c.{ending}")]) == 0
        assert (tmp_path / f"c.{ending}").stat().st_size > 300
    capsys.readouterr()
    assert main([*work, "chart", "basis-sections", "--year", "2023"]) == 0
    assert "ej angiven" in capsys.readouterr().out
    assert main([*work, "chart", "nonsense"]) == 2
    assert main([*work, "chart", "basis-sections", "--year", "soon"]) == 2
    assert main([*work, "chart", "basis-sections", "--out", str(tmp_path / "c.doc")]) == 2


def test_a_region_not_loaded_gives_an_empty_chart() -> None:
    """It is not an error to ask for what is not there."""
    assert read_matrix(small(), library(), "basis-sections", region="25").cells == {}

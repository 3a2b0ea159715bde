"""Rows found again from boxes that come by where they stood: which row a cell is of when others have none."""

import sys
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

extraction = pytest.importorskip("extraction")
variants = pytest.importorskip("variants")

from samgraf.readers import read  # noqa: E402
from samgraf.reports.flat_boxes import EMPTY  # noqa: E402
from samgraf.reports.flat_page import CellPart, Placed, columns_of, line_width, place  # noqa: E402
from samgraf.reports.read import read_report  # noqa: E402


@pytest.fixture(scope="module", params=[508, 520])
def scores(request, tmp_path_factory):
    """Return the scores of a made-up report, drawn as PDF, as pdfminer takes its text out."""
    made = variants.content(request.param)
    folder = tmp_path_factory.mktemp("sheet")
    pdf = variants.write(made, folder / "report", "pdf")
    text = folder / "report.txt"
    text.write_text(extract_text(str(pdf)), encoding="utf-8")
    return extraction.score(read_report(read(text)), made.gold)


def test_rows_and_their_goals_are_found_though_boxes_come_in_no_row_order(scores):
    assert scores["insatser"].f1 >= 0.95
    assert scores["delmal"].f1 >= 0.95
    assert scores["bases"].f1 >= 0.65


def test_a_wider_column_begins_later_and_the_table_is_as_wide_as_the_text():
    columns = columns_of([10.0, 20.0, 0.0])

    assert columns.left[0] < columns.left[1] < columns.left[2]
    assert columns.left[2] - columns.left[1] > columns.left[1] - columns.left[0]


def test_a_row_is_as_high_as_its_highest_cell():
    boxes = [Placed("cell", 6, 10.0, 0), Placed("cell", 1, 10.0, 1), Placed("cell", 1, 10.0, 1)]
    parts: list[CellPart] = [(0, 0, 0, 6, 1), (1, 1, 0, 1, 1), (2, 1, 1, 1, 1)]

    found, _ = place(boxes, parts, columns_of([10.0, 10.0]), tight=False)

    assert found[1][3] == found[0][3]
    assert found[2][3] < found[0][1]


def test_cells_that_fill_their_row_run_together_where_only_a_line_parts_rows():
    boxes = [Placed("cell", 4, 10.0, 0), Placed("cell", 2, 10.0, 0)]
    apart: list[CellPart] = [(0, 0, 0, 4, 1), (1, 0, 1, 2, 1)]

    _, gaps = place(boxes, apart, columns_of([10.0, 10.0]), tight=True)

    assert gaps == 1, "the tool would have made one box of two that are so near"


def test_wide_letters_are_wider_and_empty_cells_cost():
    assert line_width("mmmm") > line_width("iiii")
    assert all(cost < 0 for cost in EMPTY[1:])

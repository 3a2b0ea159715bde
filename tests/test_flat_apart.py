"""Rows found again where each paragraph of a cell stands in a box of its own."""

from pathlib import Path

from samgraf.readers import read
from samgraf.reports.flat_apart_moves import moved_rows, run_ends
from samgraf.reports.flat_wraps import stand_apart

WRAPPED = "Sex orter har fått \nen gemensam \nplan.\n\n"
FULL = "Arbetet har under året bedrivits i samverkan mellan regionen, kommunerna och flera statliga"
WIDE = f"{FULL} \n{FULL}\nmyndigheter.\n\n"


def text(folder: Path, boxes: str):
    """Return a document of a text."""
    path = folder / "report.txt"
    path.write_text(boxes, encoding="utf-8")
    return read(path)


def test_paragraphs_stand_apart_where_no_box_of_a_column_holds_two(tmp_path):
    assert stand_apart(text(tmp_path, WIDE * 3 + WRAPPED * 6))


def test_paragraphs_stand_together_where_boxes_of_columns_hold_several(tmp_path):
    several = "Sex orter har fått \nen gemensam \nplan.\nTio orter väntar \nännu på sin.\n\n"

    assert not stand_apart(text(tmp_path, WIDE * 3 + several * 6))


def test_the_last_paragraph_of_a_cell_can_move_to_the_row_below():
    moved = set(moved_rows((1, 1, 2), (0, 1, 2), 1, 2))

    assert (1, 2, 2) in moved
    assert all(list(rows) == sorted(rows) for rows in moved)


def test_a_run_of_a_column_ends_where_another_column_begins():
    assert list(run_ends((1, 1, 2), 0)) == [1, 2]

"""Sheets for review as people hand them back: renamed, with a title above, with columns gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from samgraf.errors import ReviewError
from samgraf.review import sheet
from samgraf.review.decisions import read_decisions

if TYPE_CHECKING:
    from pathlib import Path

HEADS = [sv if sv == en else f"{sv} / {en}" for sv, en, _ in sheet.COLUMNS.values()]
SAID = {"decision": "Rätt ", "who": "Anna", "why": "", "key": "19-2023 actor.1.2"}


def handed_back(path: Path, *, name: str = sheet.SHEET, above: int = 0, without: tuple[str, ...] = ()) -> Path:
    """Return a sheet with one decision."""
    kept = [column for column in sheet.COLUMNS if column not in without]
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Läs mig").write_string(0, 0, "Granskning")
        to = book.add_worksheet(name)
        to.write_string(0, 0, "Vår granskning") if above else None
        for at, column in enumerate(kept):
            to.write_string(above, at, HEADS[list(sheet.COLUMNS).index(column)])
            to.write_string(above + 1, at, SAID.get(column, ""))
    return path


def test_a_sheet_is_known_by_its_hidden_column_whatever_it_is_called(tmp_path: Path) -> None:
    """People rename sheets, and write a title above the heads."""
    (row,) = read_decisions(handed_back(tmp_path / "ark.xlsx", name="Blad1", above=2))

    assert (row.row, row.decision, row.who) == (4, "confirmed", "Anna")


def test_a_sheet_without_the_columns_for_who_and_why_is_read(tmp_path: Path) -> None:
    """Who decides may be given with the command."""
    (row,) = read_decisions(handed_back(tmp_path / "ark.xlsx", without=("who", "why", "quote")))

    assert (row.decision, row.who, row.why) == ("confirmed", "", "")


def test_a_column_that_is_needed_and_gone_is_named(tmp_path: Path) -> None:
    """The person can put it back."""
    with pytest.raises(ReviewError) as raised:
        read_decisions(handed_back(tmp_path / "ark.xlsx", without=("decision",)))

    assert "kolumnen ”beslut” saknas" in raised.value.message("sv")
    assert "the column “decision” is missing" in raised.value.message("en")

"""A report says the same however its Word file is built: controls, tracked changes, fields, text boxes, lists, merged cells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from handmade import handmade
from variant_docx import docx_bytes
from variant_word import HABITS, worded

from samgraf.readers import read
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from pathlib import Path

Said = tuple[dict[str, tuple[str | bool | None, ...]], list[tuple[str, ...]]]


def said(folder: Path, data: bytes) -> Said:
    """Return what is read from a Word file: status, text and boxes of each answer, name and cells of each insats; no signs of lists."""
    path = folder / "report.docx"
    path.write_bytes(data)
    report = read_report(read(path))
    answers = {
        one.question: (one.status, one.passage.text, *((one.box.yes, one.box.no) if one.box else ()))
        for one in report.answers
    }
    rows = [(e.question, e.name, *(_plain(cell.passage.text) for cell in e.cells)) for e in report.entries]
    return answers, rows


def _plain(text: str) -> str:
    return re.sub(r"^[-–•]\s+", "", text, flags=re.MULTILINE)


@lru_cache(maxsize=2)
def plain(name: str) -> bytes:
    """Return a report as a Word file that a library wrote."""
    return docx_bytes(handmade(name))


def test_there_are_habits() -> None:
    """A list that lost its entries would leave nothing to compare."""
    assert len(HABITS) >= 20


@pytest.mark.parametrize("habit", [*HABITS, "all"])
def test_a_report_says_the_same_however_its_word_file_is_built(habit: str, tmp_path: Path) -> None:
    """A library writes a plain file; Word leaves the traces of years in it, and none of them is content."""
    name = "halland-2024" if habit == "all" else "dalarna-2023"
    changed = worded(plain(name), habit)

    assert changed != plain(name)
    assert said(tmp_path, changed) == said(tmp_path, plain(name))

"""A document becomes a report: whose, of which year, and what the user is told of the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from variants import content, flat_text

from samgraf.errors import NotAReportError, UsageError
from samgraf.readers import read
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the text of a made-up report that says its region and its year."""
    path = tmp_path_factory.mktemp("read") / "report.txt"
    path.write_text(flat_text(content(601)), encoding="utf-8")
    return path


def _without(path: Path, *words: str) -> Path:
    """Return a copy of a text without some words."""
    text = path.read_text("utf-8")
    for word in words:
        text = text.replace(word, "")
    copy = path.with_name(f"{len(words)}-{path.name}")
    copy.write_text(text, encoding="utf-8")
    return copy


def test_the_region_and_the_year_are_those_that_the_report_names(written: Path) -> None:
    """Nobody should have to say what the first page says."""
    made = content(601)
    report = read_report(read(written))

    assert (report.metadata.region, report.metadata.year) == (made.county.code, made.year)
    assert not [note for note in report.notes if note.kind == "assumed-year"]


def test_a_year_that_the_report_does_not_say_is_told_as_assumed(written: Path) -> None:
    """A report must not be filed under a year without a word."""
    report = read_report(read(_without(written, "2023")))

    assert [note.kind for note in report.notes if note.kind == "assumed-year"] == ["assumed-year"]


def test_what_the_user_says_goes_before_what_the_report_says(written: Path) -> None:
    """The user has the covering letter."""
    report = read_report(read(written), region="Gotland", year=2023)

    assert report.metadata.region == "09"
    assert report.metadata.region_method == "given"


def test_a_text_that_is_no_report_is_refused(tmp_path: Path) -> None:
    """A novel has no questions."""
    path = tmp_path / "novel.txt"
    path.write_text("Det var en gång en liten stad vid havet.\n" * 200, encoding="utf-8")

    with pytest.raises(NotAReportError, match="är ingen återrapportering"):
        read_report(read(path))


def test_an_unknown_region_is_told_with_the_known_ones(written: Path) -> None:
    """A slip of the pen should end with the list to choose from."""
    with pytest.raises(UsageError, match="19 Region Västmanland"):
        read_report(read(written), region="Mordor")

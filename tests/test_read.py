"""A document becomes a report: whose, of which year, and what the user is told of the reading."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_reports import ROW, Layout, said, text_report
from variants import content, flat_text

from samgraf.documents import Span
from samgraf.errors import NotAReportError, UsageError
from samgraf.readers import read
from samgraf.reports.best_chain import best_chain
from samgraf.reports.own_names import without_own_names
from samgraf.reports.profile import load_profiles
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


def test_a_file_with_two_reports_says_that_one_is_read(written: Path, tmp_path: Path) -> None:
    """Two reports put together in one file would else lose one of them with no word about it."""
    text = written.read_text(encoding="utf-8")
    twice = tmp_path / "twice.txt"
    twice.write_text(text + "\n" + text, encoding="utf-8")

    assert "repeated-form" in {note.kind for note in read_report(read(twice)).notes}
    assert "repeated-form" not in {note.kind for note in read_report(read(written)).notes}


@pytest.mark.parametrize("contents", ["section question", "section question bare"])
def test_a_list_of_contents_with_the_questions_is_no_second_report(contents: str, tmp_path: Path) -> None:
    """Whoever is told to divide a file in two does not know where."""
    profile = next(one for one in load_profiles() if 2023 in one.years)
    path = tmp_path / "rapport.txt"
    path.write_text(text_report(profile, Layout(contents=contents)), encoding="utf-8")

    assert "repeated-form" not in {note.kind for note in read_report(read(path)).notes}


def test_the_best_chain_is_found_in_little_time_where_places_are_many() -> None:
    """A text of 2 MB that held the form many times was compared pair by pair, for half a minute."""
    places = [(at, at % 60, 1.0, Span(at, at + 1)) for at in range(30_000)]

    began = time.process_time()
    chain = best_chain(places)

    assert [rank for _, rank, _, _ in chain] == list(range(60))
    assert chain[-1][0] == 29_999
    assert time.process_time() - began < 3


def test_the_best_chain_leaves_out_what_overlaps_and_takes_the_later_of_equals() -> None:
    """A list of contents stands before the answers, and a place can be one part only."""
    contents, answer, inside = (0, 0, 1.0, Span(0, 5)), (10, 0, 1.0, Span(10, 15)), (12, 1, 0.4, Span(12, 20))
    after = (15, 1, 0.3, Span(15, 20))

    assert best_chain([contents, answer, inside]) == [contents, inside]
    assert best_chain([contents, answer, after]) == [answer, after]


@pytest.mark.parametrize("page", ["\f", ""])
def test_what_stands_under_the_next_heading_before_its_questions_is_of_the_table_that_a_page_cut(
    tmp_path: Path, page: str
) -> None:
    """A tool that takes text out box by box may take the heading below a table before the table's last lines."""
    profile = next(one for one in load_profiles() if one.id.endswith("/2023"))
    goal = ROW[3][0]
    made = text_report(profile, Layout())
    start = made.index("7 Jämställdhet", made.index("6.4 "))
    heading = made[start : made.index("\n", start)]
    cut = made[:start].removesuffix(f"{goal}\n") + f"{page}{heading}\n{goal}" + made[start + len(heading) :]
    path = tmp_path / "cut.txt"
    path.write_text(cut, encoding="utf-8")
    report = read_report(read(path))

    (entry,) = (entry for entry in report.entries if entry.question == "6.4")
    assert bool(entry.cell("goals").passage.text) is bool(page)


def test_the_name_of_an_insats_is_no_actor_where_only_the_grammar_says_so(written: Path) -> None:
    """What was done is often the subject of a sentence ("Nordlyftet har samverkat med …")."""
    report = read_report(read(written))
    name = report.entries[0].name
    answer = next(a for a in report.answers if a.mentions.actors)
    one = answer.mentions.actors[0]
    slot = replace(one, actor=None, name=name, method="pattern:subject-slot")
    form = replace(one, actor=None, name=name, method="pattern:suffix:AB")
    mentions = replace(answer.mentions, actors=(slot, form))
    _, answers = without_own_names(report.entries, (replace(answer, mentions=mentions),))

    assert answers[0].mentions.actors == (form,)


def test_what_stands_under_a_heading_answers_its_first_question_where_that_was_deleted(tmp_path: Path) -> None:
    """A page that cuts the table before it changes nothing of that."""
    profile = next(one for one in load_profiles() if one.id.endswith("/2023"))
    made = text_report(profile, Layout())
    start = made.index("7 Jämställdhet", made.index("6.4 "))
    answer, after = made.index(said("7.1")[:20], start), made.index("7.2 ", start)
    heading = made[start : made.index("\n", start) + 1]
    path = tmp_path / "deleted.txt"
    path.write_text(f"{made[:start]}\f{heading}Bryggan är målad.\n{made[after:]}", encoding="utf-8")
    report = read_report(read(path))

    assert start < answer < after
    assert next(one.passage.text for one in report.answers if one.question == "7.1") == "Bryggan är målad."
    assert not any("Bryggan" in cell.passage.text for entry in report.entries for cell in entry.cells)


def test_a_file_that_ends_before_the_form_does_is_asked_about(tmp_path: Path) -> None:
    """Half a file reads as a report with many questions unanswered; a few left out at the end are the writer's choice."""
    profile = next(one for one in load_profiles() if one.id.endswith("/2023"))
    made = text_report(profile, Layout())
    told = {}
    for name, ends in (("half", "\n5.1 "), ("all", "")):
        path = tmp_path / f"{name}.txt"
        path.write_text(made[: made.index(ends)] if ends else made, encoding="utf-8")
        told[name] = [note.sv for note in read_report(read(path)).notes if note.kind == "cut-short"]

    assert [note.partition(" i slutet")[0] for note in told["half"]] == ["Frågorna 5.1–10.4"]
    assert not told["all"]

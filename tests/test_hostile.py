"""Text that nobody writes is read in a time that grows as its length: what makes a pattern slow is taken away before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex

from samgraf.documents import Document, Line, Span
from samgraf.passages import ENDLESS, join
from samgraf.readers.text import read_text
from samgraf.reference import load_reference
from samgraf.reports import flat_wraps, side_lines
from samgraf.reports import recognise as recognising
from samgraf.reports.context import Context
from samgraf.reports.entries import taking_part
from samgraf.reports.flat_glued import glued
from samgraf.reports.flat_pieces import Paragraph, cut_rows, output_start
from samgraf.reports.found_lines import from_lines
from samgraf.reports.found_rows import LONGEST, find_first_rows
from samgraf.reports.left_over import notes_on_long
from samgraf.reports.model import ActorMention, GroupMention, Mentions
from samgraf.reports.part_match import match_at
from samgraf.reports.portions import LONGEST as AT_ONCE
from samgraf.reports.portions import portions
from samgraf.reports.profile import load_profiles
from samgraf.reports.template import parts, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def _document(text: str) -> Document:
    return read_text(Path("report.txt"), text.encode())


def test_a_word_without_end_is_parted_and_keeps_its_places() -> None:
    """Recognisers try a word from each of its letters; each character still leads back to the source."""
    document = _document("Regionen har " + "a" * 1000 + " och 7 kommuner.\n")
    passage = join(document, [Span(0, len(document.text) - 1)])

    assert len(passage.text) == len(passage.offsets) == len(document.text) - 1
    assert max(map(len, passage.text.replace("…", " ").split())) < ENDLESS
    assert passage.text.startswith("Regionen har aaa")
    assert passage.text.endswith("a och 7 kommuner.")


def test_of_blanks_without_end_one_is_kept_and_places_hold() -> None:
    """Recognisers try blanks from each of them; those that keep columns apart stay."""
    document = _document(f"Vi har {' ' * 3000}7 kommuner{' ' * 40}och 2 bolag.\n")
    passage = join(document, [Span(0, len(document.text) - 1)])
    found = "".join(document.text[at] for at in passage.offsets)

    assert passage.text == f"Vi har 7 kommuner{' ' * 40}och 2 bolag."
    assert found == passage.text


def test_the_longest_words_of_reports_stay_as_they_are() -> None:
    """A compound of forty letters is a word, and so is an address with its points and strokes."""
    text = "Kompetensförsörjningsstrategiutvecklingsarbetet https://www.example.org/" + "/".join(["del"] * 40)
    document = _document(text + "\n")

    assert join(document, [Span(0, len(text))]).text == text


def test_what_is_kept_for_a_document_is_found_without_reading_its_lines() -> None:
    """A hash over 300 000 lines at each question took longer than the answer."""

    class Unread(tuple[Line, ...]):
        """Lines that must not be looked at."""

        __slots__ = ()

        def __hash__(self) -> int:
            raise AssertionError

    document = _document("Regionen.\n")
    same = Document(**{**vars(document), "lines": Unread(document.lines)})

    assert hash(same) == hash(document)


def calls(repeated: str, times: int) -> int:
    """Return how many functions are called to find the rows of a table whose lines repeat a text: a measure no machine sways."""
    document = _document(f"Aktivitet\n{repeated * times}")
    profile = next(one for one in load_profiles() if 2023 in one.years)
    spans = [Span(line.start, line.end) for line in document.lines[1:] if line.start < line.end]
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        from_lines(document, "3.2", spans, profile, frozenset())
    finally:
        sys.setprofile(None)
    return counted


def test_the_lines_of_a_table_are_not_compared_each_with_each() -> None:
    """A form with a hundred thousand bullets took hours."""
    few, more, most = (calls("•\n", times) for times in (400, 800, 1600))

    assert most - more < 3 * (more - few)


class Counted(str):
    """A text that counts the characters of what is cut out of it."""

    __slots__ = ("cut",)
    cut: int

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        """Return a part of the text."""
        part = super().__getitem__(place)
        self.cut = getattr(self, "cut", 0) + len(part)
        return part


def test_what_stands_before_a_name_is_looked_at_near_it() -> None:
    """A cell of thousands of names took minutes: the whole cell before each was searched."""
    text = Counted("(Almi) [" * 2000)
    actors = tuple(
        ActorMention(
            start=at,
            end=at + 4,
            surface="Almi",
            method="register",
            confidence=0.9,
            actor=None,
            name="Almi",
            kind="Company",
        )
        for at in range(1, len(text), 8)
    )
    told = taking_part(Mentions(actors=actors), text)

    assert {actor.role for actor in told.actors} == {"partner"}
    assert getattr(text, "cut", 0) <= 200 * len(actors)


class Looked(list[Paragraph]):
    """Paragraphs of a row that count how often they are gone through."""

    times = 0

    def __iter__(self) -> Iterator[Paragraph]:
        """Return the paragraphs, and count."""
        Looked.times += 1
        return super().__iter__()


def test_the_rows_of_a_table_are_looked_at_once_for_each_column() -> None:
    """A table of three hundred insatser took minutes: each paragraph was tried in each row after each other."""
    rows = [Looked([Paragraph(f"Insats {number}", (), page=1, order=number)]) for number in range(50)]
    outputs = [Paragraph(f"{number} kurser", (), page=1, order=100 + number) for number in range(50)]
    Looked.times = 0
    pieces = cut_rows(outputs, rows, output_start, [frozenset()] * 50)

    assert sum(map(len, pieces)) == 50
    assert Looked.times <= 2 * len(rows)


def test_where_paragraphs_stood_is_not_searched_for_on_a_page_that_no_paper_holds() -> None:
    """The search tries each paragraph in each other row, so it takes the cube of a page that has no end."""
    row = "Projekt Alfa\n\n5 kurser för Almi.\n\nEgen bedömning: Fler kan.\n\nDelmål 3\n\n"
    few, more, most = (calls(row, times) for times in (70, 140, 280))

    assert most - more < 3 * (more - few)


def test_what_is_reckoned_over_a_whole_text_is_reckoned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of a form's tables asks how the text was taken out; of a text of 2 MB each answer took a second."""
    document = _document("En rad som är bruten \nvid ett blanksteg.\n\n" * 50)
    asked = (flat_wraps.stand_apart, flat_wraps.wide_line, side_lines.keeps_layout)
    first = [ask(document) for ask in asked]
    monkeypatch.setattr(Document, "lines", property(lambda _: 1 / 0), raising=False)

    assert [ask(document) for ask in asked] == first


def test_a_line_that_no_paper_holds_is_not_tried_at_each_blank() -> None:
    """The width of what stands before each blank was reckoned anew: the square of the line."""
    line = Counted("Två ord " * 400)

    assert glued(line, 20.0) == [(0, len(line))]
    assert getattr(line, "cut", 0) == 0


def test_blanks_without_end_after_a_question_are_gone_over_once() -> None:
    """Each run of blanks in them was tried: with the cube of so many this test would not end."""
    profile = next(one for one in load_profiles() if one.id == "villkorsbeslut/2023")
    question = next(part for part in parts(profile) if part.key == "3.1")
    prompt = f"3.1 {' '.join(question.words)}"
    hits = [
        match_at(read_words(_document(f"{prompt}{' ' * 20_000}{rest}\n")), 0, question) for rest in ("Ett svar.", "14")
    ]

    assert [round(hit.plain, 2) if hit else None for hit in hits] == [1.0, 0.5]


def test_only_the_first_lines_of_a_table_without_end_are_searched_and_that_is_told() -> None:
    """Nothing is dropped in silence: the rest is kept as text that no insats took."""
    document = _document("Aktivitet\n" + "Insats med en mening.\n" * (LONGEST + 500))
    profile = next(one for one in load_profiles() if 2023 in one.years)
    spans = [Span(line.start, line.end) for line in document.lines]
    found = find_first_rows(document, "3.2", Span(0, len(document.text)), spans, profile, frozenset())
    (note,) = notes_on_long([found])

    assert found.unsearched == len(spans) - LONGEST
    assert set(spans[LONGEST:]) <= set(found.rest)
    assert all(span.start < spans[LONGEST].start for row in found.rows for cell in row.cells for span in cell)
    assert str(found.unsearched) in note.sv
    assert str(found.unsearched) in note.en


def test_a_text_without_end_is_recognised_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks around itself takes the square of a text's length; each part's mentions lead to their own places."""
    text = "Projektet drivs av Almi. " * (5 * AT_ONCE // 25)
    lengths = []

    def find(part: str, context: Context) -> tuple[tuple[ActorMention, ...], tuple[GroupMention, ...]]:
        lengths.append(len(part))
        return found(part, context)

    found = recognising.find_actors
    monkeypatch.setattr(recognising, "find_actors", find)
    document = _document(text + "\n")
    passage = join(document, [Span(0, len(text))])
    mentions = recognising.recognise(passage, Context(reference=load_reference(), region="19", year=2023))

    assert max(lengths) <= AT_ONCE
    assert len(mentions.actors) == text.count("Almi")
    assert {text[actor.start : actor.end] for actor in mentions.actors} == {"Almi"}


def test_a_text_is_parted_at_its_lines_and_never_in_a_word() -> None:
    """A name that two parts share would be found in neither."""
    text = "Region Alfa och\n" * 2000 + "ord " * 9000
    cuts = [end for _, end in portions(text)][:-1]

    assert "".join(text[start:end] for start, end in portions(text)) == text
    assert all(text[end - 1].isspace() for end in cuts)
    assert text[cuts[0] - 1] == "\n"
    assert list(portions("Region Alfa.")) == [(0, 12)]

"""Text that nobody writes is read in a time that grows as its length: what makes a pattern slow is taken away before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import SupportsIndex

from samgraf.documents import Document, Line, Span
from samgraf.passages import ENDLESS, join
from samgraf.readers.text import read_text
from samgraf.reports.entries import taking_part
from samgraf.reports.found_lines import from_lines
from samgraf.reports.model import ActorMention, Mentions
from samgraf.reports.profile import load_profiles


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
    spans = [Span(line.start, line.end) for line in document.lines[1:]]
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

"""Recognising pointers to other places, and answers that are nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from mention_reference import sentences

from samgraf.reports.empty_answers import is_not_applicable, is_reference_only, is_unanswered
from samgraf.reports.references import find_references

if TYPE_CHECKING:
    from samgraf.reports.model import Reference

REGIONS = Path(__file__).with_name("region-sentences") / "references.yaml"
ANSWERS = yaml.safe_load(REGIONS.with_name("unanswered.yaml").read_text(encoding="utf-8"))
SENTENCES = [*sentences("references"), *yaml.safe_load(REGIONS.read_text(encoding="utf-8"))]


def _as_written(reference: Reference) -> str:
    """Return a pointer as the file of sentences writes it."""
    if reference.external:
        return f"external:{reference.external}"
    return reference.target or ("table" if reference.table else "page" if reference.method == "page" else "vague")


def test_there_are_sentences() -> None:
    """A file that nobody reads would let every test pass."""
    assert len(SENTENCES) >= 220
    assert len(ANSWERS) >= 20


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_a_text_points_there_and_nowhere_else(entry: dict[str, Any]) -> None:
    """A goal's number taken for a section's would be a dangling reference that nobody wrote."""
    found = find_references(entry["text"])

    assert sorted(map(_as_written, found)) == sorted(entry["find"])
    assert all(entry["text"][reference.start : reference.end] == reference.surface for reference in found)
    if "what" in entry:
        assert [reference.what for reference in found if reference.what] == entry["what"]


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: entry["text"][:40])
def test_an_answer_that_only_points_is_told_from_one_that_answers(entry: dict[str, Any]) -> None:
    """The one is a finding, the other is not."""
    assert is_reference_only(entry["text"]) is entry.get("only", False)


@pytest.mark.parametrize(
    "text", ["Ej aktuellt", "Inte relevant.", "Inget att redovisa", "-", "N/A", "Saknas", "Inga övriga medskick."]
)
def test_an_answer_can_say_that_there_is_nothing_to_tell(text: str) -> None:
    """That is another status than unanswered."""
    assert is_not_applicable(text)


@pytest.mark.parametrize(
    "text",
    [
        "Inga insatser har avslutats men tre pågår i länet.",
        "Se ovan",
        "Nätverk saknas i länet, och därför har ett bildats.",
    ],
)
def test_an_answer_that_tells_something_is_applicable(text: str) -> None:
    """The same words begin real answers."""
    assert not is_not_applicable(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Se insatsen Kvinnor i skogen i 5.4.", ["5.4"]),
        ("Särskilt 3.2 och 4.2 visar hur det gått.", ["3.2", "4.2"]),
        ("Exempel ges i 3.2, 4.2 och 9.1.", ["3.2", "4.2", "9.1"]),
        ("Insatser för integration redovisas under 5.4.", ["5.4"]),
        ("Exemplet visar att 3.2 och 4.2 procent räckte.", []),
    ],
)
def test_what_is_named_before_a_place_hides_it_not(text: str, places: list[str]) -> None:
    """A name stands between "se" and the place, or the place itself is who tells."""
    assert [reference.target for reference in find_references(text)] == places


@pytest.mark.parametrize(
    "text", ["Se insatsen Kvinnor i skogen i 5.4.", "Insatser för integration redovisas under 5.4."]
)
def test_a_pointer_to_a_named_insats_tells_nothing_else(text: str) -> None:
    """The name is told where the insats is."""
    assert is_reference_only(text)


@pytest.mark.parametrize(
    ("text", "unanswered"),
    [("-", True), ("–", True), ("Ej besvarad.", True), ("Frågan har inte kunnat besvaras.", True), ("Obesvarad", True), ("Ej aktuellt", False), ("", True)],
)  # fmt: skip
def test_a_question_is_left_open_in_words_or_by_a_stroke(text: str, unanswered: bool) -> None:  # noqa: FBT001 - a case
    """What is not applicable is an answer."""
    assert is_unanswered(text) is unanswered


@pytest.mark.parametrize("entry", ANSWERS, ids=lambda entry: entry["text"][:40])
def test_an_answer_that_tells_nothing_is_told_from_one_that_does(entry: dict[str, Any]) -> None:
    """Whoever takes "Ingen kommentar." for an answer counts questions as answered that are not."""
    nothing = is_not_applicable(entry["text"]) or is_unanswered(entry["text"])
    pointer = is_reference_only(entry["text"])

    assert ("nothing" if nothing else "pointer" if pointer else "answer") == entry["status"]

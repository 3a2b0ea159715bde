"""What rules must not say, and what they say once: registers, a region that is its own municipality, other words for the same."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from samgraf.validation import check

HERE = Path(__file__).parent / "shapes"
SG, ID = "https://w3id.org/samgraf/def/", "https://w3id.org/samgraf/id/"
PREFIXES = f"""
@prefix actor: <{ID}actor/> .
@prefix answer: <{ID}answer/00-2023/> .
@prefix entry: <{ID}entry/00-2023/> .
@prefix id: <{ID}> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix question: <{ID}question/villkorsbeslut-2023/> .
@prefix sg: <{SG}> .
@prefix status: <{ID}status/> .
"""
REPORT = (
    f"<{ID}report/00-2023> a sg:Report ; sg:reportYear 2023 ; sg:region actor:region-00 ; "
    'sg:caseNumber "RU-1" ; sg:reportDateAsWritten "2024-02-01" ; sg:signedBy "Kim Ek" .'
)
REFERENCE = list(ox.parse((HERE / "template.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


def found(turtle: str, more: str = "", reference: list[ox.Quad] = REFERENCE) -> list[tuple[str, str]]:
    """Return rule and message of what is found in a report."""
    quads, known = (list(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)) for text in (REPORT + turtle, more))
    return [(one.rule, one.message.sv) for one in check(quads, [*reference, *known]).findings]


def answer(number: str, text: str, status: str = "answered") -> str:
    """Return an answer with a text."""
    return (
        f'answer:{number} a sg:Answer ; sg:answersQuestion question:{number} ; sg:questionNumber "{number}" ; '
        f'sg:answerStatus status:{status} ; sg:text "{text}" .'
    )


def rows(*said: str) -> str:
    """Return the rows of a register, each with what is said of it."""
    return "".join(
        f'entry:r{nth} a sg:InsatsEntry ; sg:inReport <{ID}report/00-2023> ; sg:name "Rad {nth}" ; '
        f"sg:describesInsats id:insats-{nth} {one} .\n"
        for nth, one in enumerate(said)
    )


def test_a_column_that_a_register_lacks_is_said_once() -> None:
    """Two hundred rows without effects are one thing to know, not two hundred."""
    told = found(rows("; sg:hasOutput id:o", "", ""))

    assert sorted(rule for rule, _ in told) == [
        "SG-C06", "SG-C06", "SG-C07", "SG-C08", "SG-C09", "SG-C15", "SG-C15",
    ]  # fmt: skip
    assert {text.split(" ")[0] for rule, text in told if rule == "SG-C06"} == {"Insatsen"}
    assert {text.split(" ")[0] for rule, text in told if rule != "SG-C06"} == {"Källan"}


def test_a_region_that_is_its_countys_only_municipality_is_not_asked_for_another() -> None:
    """Region Gotland cannot name Gotlands kommun beside itself."""
    text = answer("1.1", "Arbetet leddes av en styrgrupp.")
    alone = [quad for quad in REFERENCE if not (quad.predicate.value == SG + "county" and "0002" in str(quad.subject))]

    assert "kommun" not in dict(found(text, reference=alone))["SG-C12"]
    assert "kommun" in dict(found(text))["SG-C12"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Det har inte bedrivits något särskilt arbete under året.", False),
        ("Inga insatser har genomförts inom området.", False),
        ("Arbetet leddes av en styrgrupp.", True),
    ],
)
def test_who_says_that_no_work_was_done_is_not_asked_with_whom(text: str, asked: bool) -> None:  # noqa: FBT001
    """The answer is there; asking on would be not to have read it."""
    assert ("SG-C12" in dict(found(answer("1.1", text)))) is asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Inga särskilda insatser har genomförts under året.", False),
        ("Under 2023 har det inte initierats någon insats.", False),
        ("Se 5.4.", True),
        ("Arbetet beskrivs i 7.1.", True),
    ],
)
def test_a_table_that_is_said_to_be_empty_is_answered(text: str, told: bool) -> None:  # noqa: FBT001
    """The rule itself tells people to write that there are none."""
    assert ("SG-C03" in dict(found(answer("3.4", text)))) is told


@pytest.mark.parametrize(
    "text",
    [
        "Skillnaderna mellan socknarna beaktas i sockendialoger.",
        "Ö-läget präglar allt.",
        "Det skiljer mellan inlandet och kusten.",
        "I norr är avstånden långa.",
    ],
)
def test_other_words_for_places_are_places(text: str) -> None:
    """Nobody is accused for a choice of words."""
    assert "SG-C14" not in dict(found(answer("3.3", text)))


def test_naming_another_region_is_a_territorial_perspective() -> None:
    """Work across the county's border is what the template asks for; naming oneself is not."""
    text = answer("3.3", "Samverkan sker med Region Exempel.")

    def mention(region: str) -> str:
        return (
            f"id:m a sg:ActorMention ; sg:inAnswer answer:3.3 ; sg:actor actor:{region} . actor:{region} a sg:Region ."
        )

    assert "SG-C14" not in dict(found(text + mention("region-01")))
    assert "SG-C14" in dict(found(text + mention("region-00")))


def test_effects_that_flat_text_may_have_run_together_are_asked_for_mildly() -> None:
    """The cells are lost, so nobody knows that the cell was empty."""
    flat = f"<{ID}report/00-2023> prov:wasDerivedFrom id:source . id:source sg:reader 'text' ."
    row = rows("; sg:hasOutput id:o").replace(
        "sg:inReport", "sg:inAnswer answer:3.4 ; sg:questionNumber '3.4' ; sg:inReport"
    )
    table = answer("3.4", "") + f"<{ID}report/00-2023> sg:usesTemplate id:form ."

    assert dict(found(table + row + flat))["SG-C07"].startswith("Rapporten är läst ur text")
    assert dict(found(table + row))["SG-C07"].startswith("Insatsen saknar effekter")


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Uleåborgs universitet", "University", None),
        ("Innlandet fylkeskommune", "Municipality", None),
        ("Exemplets universitet", "University", "men Exempels universitet finns"),
        ("Exempla kommun", "Municipality", "”Exempla kommun” finns inte"),
    ],
)
def test_bodies_abroad_are_not_taken_for_misspelt_ones(name: str, kind: str, told: str | None) -> None:
    """A Finnish university is in no Swedish register, and is spelt right."""
    text = answer("3.1", f"Arbetet skedde med {name}.")
    actor = f"id:m a sg:ActorMention ; sg:inAnswer answer:3.1 ; sg:actor id:a . id:a a sg:{kind} ; sg:provisional true ; sg:name '{name}' ."
    known = "actor:u a sg:University ; sg:name 'Exempels universitet' ."
    message = dict(found(text + actor, known)).get("SG-A01")

    assert (message is None) is (told is None)
    assert told is None or told in (message or "")


def test_a_period_that_runs_backwards_is_not_also_before_the_year() -> None:
    """One slip of the pen is one finding."""
    row = rows("; sg:startYear 2023 ; sg:endYear 2021 ; sg:periodAsWritten '2023–2021'")
    told = [rule for rule, _ in found(row)]

    assert told.count("SG-T04") == 1
    assert "SG-T01" not in told

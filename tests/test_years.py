"""Many years: the same insats under another name, the same question under another number, goals of a new strategy."""

from __future__ import annotations

import pyoxigraph as ox
from test_query_library import LIBRARY, quads

from samgraf.queries import run
from samgraf.store import Store, from_quads

PREFIXES = """
PREFIX : <https://w3id.org/samgraf/id/>
PREFIX actor: <https://w3id.org/samgraf/id/actor/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX goal: <https://w3id.org/samgraf/id/goal/rus-vastmanland-2030/>
PREFIX i: <https://w3id.org/samgraf/id/insats/19/>
PREFIX new: <https://w3id.org/samgraf/id/question/form-2024/>
PREFIX old: <https://w3id.org/samgraf/id/question/villkorsbeslut-2023/>
PREFIX role: <https://w3id.org/samgraf/id/role/>
PREFIX sg: <https://w3id.org/samgraf/def/>
"""
YEAR_2024 = """
GRAPH <https://w3id.org/samgraf/graph/19/2024> {
  :r24 a sg:Report ; sg:region actor:region-19 ; sg:reportYear 2024 .
  :e24 a sg:InsatsEntry ; sg:inReport :r24 ; sg:describesInsats i:create-plus ; sg:name "Create plus" ; sg:questionNumber "5.4" ;
    sg:reportedUnder new:5.4 ; sg:hasAttribution :at24 .
  :at24 a sg:GoalAttribution ; sg:ofEntry :e24 ; sg:goal goal:target-18 .
  :p24 a sg:Participation ; sg:inEntry :e24 ; sg:actor actor:almi ; sg:role role:owner .
  :e24b a sg:InsatsEntry ; sg:inReport :r24 ; sg:describesInsats i:nytt ; sg:name "Helt nytt" ; sg:questionNumber "5.4" ; sg:reportedUnder new:5.4 .
  new:5.4 a sg:Question ; sg:questionNumber "5.4" .
}
"""
SAME_INSATS = "GRAPH <https://w3id.org/samgraf/graph/reference/own> { i:create-plus dcterms:replaces i:create }"
SAME_QUESTION = """GRAPH <https://w3id.org/samgraf/graph/reference/own> { new:5.4 dcterms:replaces old:4.4 }
GRAPH <https://w3id.org/samgraf/graph/reference/old> { old:4.4 a sg:Question ; sg:questionNumber "4.4" }"""
NEW_STRATEGY = """GRAPH <https://w3id.org/samgraf/graph/reference/own> {
  :rus-2040 a sg:GoalFramework ; sg:name "RUS 2040" ; sg:ofRegion actor:region-19 ; sg:validFrom 2024 ; sg:validTo 2040 .
  :mal-7 a sg:Target ; sg:name "Kompetens hela livet" ; sg:number "7" ; sg:inFramework :rus-2040 ; dcterms:replaces goal:target-18 .
}"""


def dataset(*more: str) -> Store:
    """Return the small dataset of the library with one more year, and what else somebody has stated."""
    text = PREFIXES + YEAR_2024 + "".join(more)
    return from_quads([*quads(), *ox.parse(text, ox.RdfFormat.TRIG)])


def rows(name: str, store: Store, *columns: str, **parameters: object) -> list[tuple[str, ...]]:
    """Return some columns of an answer as text, addresses by their last part."""
    answer = run(LIBRARY[name], store, **parameters)
    return [
        tuple("" if row[name] is None else str(row[name]).rsplit("/", 1)[-1] for name in columns)
        for row in answer.to_dicts()
    ]


def test_a_changed_name_is_proposed_with_what_speaks_for_it() -> None:
    """The address of an insats is made of its name: under another name it looks like an end and a beginning."""
    found = rows("renamed-insatser", dataset(), "name", "newName", "points", "actors", "goals", "sameName")

    assert found == [("Create", "Create plus", "6", "1", "1", "ja")]
    assert rows("renamed-insatser", dataset(), "name", least=7) == []


def test_nothing_is_merged_until_somebody_has_said_so() -> None:
    """A machine that merges in silence writes a history that nobody reported."""
    before, after = dataset(), dataset(SAME_INSATS)

    assert ("create-plus", "2024", "2024", "1") in rows(
        "insats-years", before, "insats", "firstYear", "lastYear", "years"
    )
    assert ("create", "2022", "2024", "3") in rows("insats-years", after, "insats", "firstYear", "lastYear", "years")
    assert "create-plus" not in {row[0] for row in rows("insats-years", after, "insats")}
    assert rows("renamed-insatser", after, "name") == []


def test_what_began_went_on_and_ended_is_counted_by_year() -> None:
    """The first year has no before and the last no after: there it is not known, which is not none."""
    columns = ("year", "insatser", "began", "wentOn", "ended")

    assert rows("insats-turnover", dataset(), *columns, region=19) == [
        ("2022", "2", "", "1", "1"), ("2023", "2", "1", "0", "2"), ("2024", "2", "2", "", "")]  # fmt: skip
    assert rows("insats-turnover", dataset(SAME_INSATS), *columns, region=19) == [
        ("2022", "2", "", "1", "1"), ("2023", "2", "1", "1", "1"), ("2024", "2", "1", "", "")]  # fmt: skip
    assert rows("insats-turnover", dataset(), *columns, region=19, year=2024) == [("2024", "2", "2", "", "")]


def test_years_are_compared_by_what_a_question_asks_and_not_by_its_number() -> None:
    """A form that puts a section first renumbers every question after it."""
    columns = ("question", "onlyA", "onlyB", "both")
    apart, together = dataset(SAME_INSATS), dataset(SAME_INSATS, SAME_QUESTION)
    years = {"yearA": 2023, "yearB": 2024}

    assert rows("compare-years", apart, *columns, **years) == [("4.4", "2", "0", "0"), ("5.4", "0", "2", "0")]
    assert rows("compare-years", together, *columns, **years)[0][0] == "4.4"
    assert len(rows("compare-years", together, *columns, **years)) == 1
    assert rows("compare-years", together, *columns, **years, question="5.4") == []


def test_goals_are_followed_from_one_version_of_a_strategy_to_the_next() -> None:
    """A region that adopts a new strategy does not begin to work from nothing."""
    found = rows("goal-versions", dataset(NEW_STRATEGY), "framework", "number", "insatser", "replaces")

    assert ("RUS 2040", "7", "0", "target-18") in found
    assert ("RUS Västmanland 2030", "18", "2", "") in found


def test_a_region_can_be_compared_with_the_others() -> None:
    """What regions have in common are programmes, priorities and actors."""
    assert rows("compare-regions", dataset(), "regionA", "regionB", "goals", region=18) == [
        ("Region Örebro län", "Region Västmanland", "1")
    ]
    assert rows("compare-regions", dataset(), "regionA", year=2022) == []

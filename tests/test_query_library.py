"""The library of questions: each gives the expected rows on a small dataset, the same on two engines, and none on nothing."""

from __future__ import annotations

import csv
import random
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from samgraf.answers import Answer
from samgraf.cli.answering import _slim
from samgraf.column_words import column_words, in_words
from samgraf.parameters import Text
from samgraf.queries import Query, load_queries, run, selected
from samgraf.resources import folder
from samgraf.store import Store

HERE = Path(__file__).parent / "queries"
LIBRARY = {name: query for name, query in load_queries(folder("queries")).items() if query.kind != "construct"}
"""The questions that give rows; those that give a graph are tested in test_interchange.py."""
THINGS = "https://w3id.org/samgraf/id/"
GIVEN = {"actor": "almi", "goal": "18"}
"""Values for parameters that must be given."""

REQUIRED = {
    "insatser": "region year question insats name start end basis funding",
    "insats-goals": "region year insats name framework area number goal title",
    "insats-actors": "region year insats name actor actorName kind role",
    "insats-results": "region year insats name type text horizon basis",
    "actors-on-goals": "region year actor actorName area number goalTitle insats role page lines",
    "actor-pairs": "actor1 name1 actor2 name2 insatser goals",
    "actors-in-answers": "region year question actor actorName kind surface page lines",
    "goals-without-insatser": "region year area number title",
    "coverage-priorities": "region year priority title insatser",
    "figures": "region year question insats value unit what page lines",
    "money": "region year question amountSEK what status page lines",
    "references": "region year question text target exists suggested",
    "challenges-dimensions": "region year question theme kind surface",
    "requests": "region year to what page lines",
    "results-basis": "region year question basis insatser",
    "findings": "region year rule severity question insats message page lines",
    "insats-years": "insats name firstYear lastYear years",
    "compare-years": "region question yearA yearB onlyA onlyB both",
    "shared-objectives": "framework number title regions insatser",
    "bridging-actors": "actor actorName kind sectors betweenness",
    "reach-municipalities": "region year insats least most named",
    "unresolved-names": "region year surface candidates question",
    "evidence": "statement quote page lines method confidence status",
}
"""The columns that other programs rely on; more may follow them."""

Row = tuple[str, ...]

every_question = pytest.mark.parametrize("name", sorted(LIBRARY))


@cache
def quads() -> tuple[ox.Quad, ...]:
    """Return the statements of the small dataset: reference data and three reports."""
    files = sorted((HERE / "data").glob("*.trig"))
    return tuple(quad for path in files for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TRIG))


def store(statements: tuple[ox.Quad, ...]) -> Store:
    """Return an engine over statements, in the order that they are given."""
    engine = ox.Store()
    for quad in statements:
        engine.add(quad)
    return Store(engine)


@cache
def small() -> Store:
    """Return an engine over the small dataset."""
    return store(quads())


@cache
def other_engine() -> rdflib.Dataset:
    """Return the small dataset in the engine that is written in Python."""
    dataset = rdflib.Dataset(default_union=True)
    for path in sorted((HERE / "data").glob("*.trig")):
        dataset.parse(path, format="trig")
    return dataset


def given(query: Query) -> dict[str, str]:
    """Return values for the parameters that a query cannot do without."""
    return {parameter.name: GIVEN[parameter.name] for parameter in query.parameters if parameter.required}


def asked(name: str, where: Store | None = None, **parameters: object) -> list[Row]:
    """Return the rows of an answer as text, in their order, "" for what is not there."""
    answer = run(LIBRARY[name], small() if where is None else where, **{**given(LIBRARY[name]), **parameters})
    return [tuple(term.value if term is not None else "" for term in row) for row in answer.rows]  # type: ignore[union-attr]


def column(name: str, wanted: str, **parameters: object) -> list[str]:
    """Return one column of an answer."""
    at = LIBRARY[name].columns.index(wanted)
    return [row[at] for row in asked(name, **parameters)]


def expected(name: str) -> list[Row]:
    """Return the header and the rows that a question must give; `id:` is where our things live."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            tuple(THINGS + cell[3:] if cell.startswith("id:") else cell for cell in row) for row in csv.reader(file)
        ]


def test_there_are_thirty_questions_and_more() -> None:
    """A folder that is not found would make every test below pass."""
    assert len(LIBRARY) >= 35


def test_every_question_has_expected_rows_and_every_file_of_rows_a_question() -> None:
    """A question that nobody has answered by hand is not tested."""
    assert sorted(LIBRARY) == sorted(path.stem for path in HERE.glob("*.csv"))


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_the_columns_that_others_rely_on_come_first(name: str) -> None:
    """A renamed column breaks programs that we do not see."""
    wanted = REQUIRED[name].split()

    assert list(LIBRARY[name].columns[: len(wanted)]) == wanted


def test_every_column_has_words_and_no_two_of_a_question_the_same() -> None:
    """A table with two heads that are alike cannot be read; a name without words is English in a Swedish table."""
    columns = {name for query in LIBRARY.values() for name in query.columns}
    assert columns == set(column_words())

    for query in LIBRARY.values():
        for lang in ("sv", "en"):
            heads = [column_words()[name][lang] for name in query.columns]
            assert sorted(set(heads)) == sorted(heads), query.id


@pytest.mark.parametrize(("lang", "called"), [("sv", "övrigt"), ("en", "other")])
def test_the_question_without_a_number_is_told_in_words(lang: str, called: str) -> None:
    """Nobody knows a question "other" from the form."""
    held = Answer("x", Text("a", "a"), ("question",), ((ox.Literal("other"),), (ox.Literal("3.4"),)))

    assert [row[0].value for row in in_words(held, lang).rows] == [called, "3.4"]


@every_question
def test_no_table_for_people_calls_a_column_an_address(name: str) -> None:
    """Addresses are left out of it: a head that says so stands over something else."""
    answer = run(LIBRARY[name], small(), **given(LIBRARY[name]))
    heads = in_words(_slim(answer, "sv")[0], "sv").columns if answer.rows else ()

    assert [head for head in heads if "adress" in head and head != "adress"] == []


@every_question
def test_the_header_says_everything_a_reader_needs(name: str) -> None:
    """The list of questions is made from the headers, in two languages."""
    query = LIBRARY[name]

    assert query.columns
    assert query.tags
    assert query.theme == next(folder("queries").rglob(f"{name}.rq")).parent.name
    for lang in ("sv", "en"):
        assert query.title[lang]
        assert query.question[lang].endswith("?")
        assert query.answer is not None
        assert query.answer[lang]
        assert all(parameter.description[lang] for parameter in query.parameters)


@every_question
def test_the_columns_are_those_of_the_expected_rows(name: str) -> None:
    """A column that moves shifts every cell after it."""
    assert expected(name)[0] == LIBRARY[name].columns


@pytest.mark.packed
@every_question
def test_the_rows_are_the_expected_ones_in_their_order(name: str) -> None:
    """It is what the question is for."""
    assert asked(name) == expected(name)[1:]


@every_question
def test_no_row_is_given_twice(name: str) -> None:
    """The union of graphs may hold a statement twice, and a count would count it twice."""
    rows = asked(name)

    assert len(rows) == len(set(rows))


@every_question
def test_another_engine_gives_the_same_rows(name: str) -> None:
    """The library is standard SPARQL 1.1 and must not lean on one engine."""
    query = LIBRARY[name]
    results = other_engine().query(query.sparql(**given(query)))
    rows = {tuple("" if term is None else str(term) for term in row) for row in results}  # type: ignore[union-attr]
    ours = {
        tuple("" if term is None else term.value for term in row.values())  # type: ignore[union-attr]
        for row in selected(query, small(), **given(query))
    }

    assert rows == ours


@every_question
def test_the_order_of_loading_does_not_matter(name: str) -> None:
    """SPARQL promises no order inside an aggregate: what is joined to one cell must be put in order by the query."""
    shuffled = list(quads())
    random.Random(7).shuffle(shuffled)  # noqa: S311  (an order, not a secret)

    assert asked(name, store(tuple(shuffled))) == asked(name)


@every_question
def test_nothing_gives_no_row(name: str) -> None:
    """An aggregate over nothing must not become a row of zeros."""
    assert asked(name, store(())) == []


@every_question
def test_reference_data_alone_gives_no_row(name: str) -> None:
    """Without a report there is nothing that was reported."""
    reference = tuple(quad for quad in quads() if "/reference/" in str(quad.graph_name))

    assert asked(name, store(reference)) == []


@pytest.mark.packed
@every_question
def test_a_query_runs_as_it_stands_in_its_file(name: str) -> None:
    """Any SPARQL engine can be given the file; what is not set restricts nothing."""
    query = LIBRARY[name]
    rows = small().engine.query(query.text, use_default_graph_as_union=True)

    assert len(list(rows)) >= len(asked(name))  # type: ignore[arg-type]


def having(parameter: str) -> list[str]:
    """Return the questions that have a parameter."""
    return [name for name, query in LIBRARY.items() if parameter in {each.name for each in query.parameters}]


@pytest.mark.parametrize("name", [name for name in having("region") if "region" in LIBRARY[name].columns])
def test_region_keeps_the_rows_of_that_region_and_no_others(name: str) -> None:
    """A national analyst and a region ask the same question."""
    at = LIBRARY[name].columns.index("region")
    found = asked(name, region="18")

    if name == "one-insats-actors":  # counted within the region, so others are in only one
        assert {row[at] for row in found} == {"Region Örebro län"}
    else:
        assert found == [row for row in asked(name) if row[at] == "Region Örebro län"]


@pytest.mark.parametrize("name", [name for name in having("year") if "year" in LIBRARY[name].columns])
def test_year_keeps_the_rows_of_that_year_and_no_others(name: str) -> None:
    """Reports of several years are loaded together."""
    at = LIBRARY[name].columns.index("year")
    found = {row[at] for row in asked(name, year=2022)}

    assert found <= {"2022"}
    assert set(column(name, "year", year="2022,2023")) == set(column(name, "year"))


@pytest.mark.parametrize("name", [name for name in having("question") if "question" in LIBRARY[name].columns])
def test_question_keeps_the_rows_of_that_question_and_no_others(name: str) -> None:
    """One question of the form is what one person at a region answers."""
    at = LIBRARY[name].columns.index("question")

    assert asked(name, question="4.4") == [row for row in asked(name) if row[at] == "4.4"]


@pytest.mark.parametrize(
    ("name", "parameters", "wanted", "found"),
    [
        ("actors-on-goals", {"goal": "18", "year": 2022}, "actorName", ["Almi", "VERKSTAN"]),
        ("actors-on-goals", {"actor": "tillväxt"}, "number", ["1.3", "18", "1.3", ""]),
        ("actors-on-goals", {"actor": "actor/kommun-1981", "region": "19"}, "area", ["Ett nyskapande Västmanland"]),
        (
            "actors-on-goals",
            {"area": "starkt län"},
            "actorName",
            ["Almi", "Sala kommun", "Tillväxtverket", "Västerås kommun"],
        ),
        ("actors-on-goals", {"insats": "insats/19/gamla"}, "actorName", ["Sala kommun"]),
        ("insats-goals", {"goal": "1.3"}, "name", ["Create", "Lyft"]),
        ("insats-actors", {"actor": "verkstan"}, "year", ["2022", "2023"]),
        ("insatser", {"insats": "TYST"}, "name", ["Tyst"]),
        ("insatser", {"insats": THINGS + "insats/18/lyft"}, "name", ["Lyft"]),
        ("actor-pairs", {"actor": "verk"}, "name2", ["Tillväxtverket", "VERKSTAN", "Tillväxtverket"]),
        ("actor-pairs", {"region": "18"}, "insatser", ["1"]),
        ("actor-pairs", {"goal": "18"}, "insatser", ["1", "1", "1"]),
        ("actors-in-answers", {"actor": "actor/almi"}, "surface", ["Almi"]),
        ("figures", {"unit": "kronor"}, "value", ["43800000"]),
        ("findings", {"rule": "C08"}, "insats", ["Tyst"]),
        ("findings", {"severity": "warning"}, "rule", ["SG-C16"]),
        ("findings", {"severity": "Brist", "lang": "en"}, "message", ["What basis has the assessment?"]),
        ("answers-status", {"status": "tom"}, "question", ["10.2"]),
        ("shared-objectives", {"least": 3}, "title", []),
        ("shared-objectives", {"framework": "eruf"}, "title", ["Små och medelstora företag"]),
        ("shared-objectives", {"framework": "interreg"}, "title", []),
        ("evidence", {"below": 60}, "lines", ["102", "104", "104"]),
        ("evidence", {"about": "entry/19-2023/tyst"}, "quote", ["Tyst med Västerås"]),
        ("evidence", {"contains": "verkstan", "below": 50}, "method", ["shape-of-name"]),
        ("compare-years", {"yearA": 2023}, "question", []),
        (
            "goal-profile",
            {"goal": "1.3", "region": "18"},
            "actorName",
            ["Almi", "Sala kommun", "Tillväxtverket", "Västerås kommun"],
        ),
        ("actor-profile", {"actor": "actor/kommun-1981"}, "name", ["Gamla", "Create", "Lyft"]),
        ("bridging-actors", {"region": "18"}, "actorName", ["Almi", "Tillväxtverket"]),
        ("bridging-actors", {"year": 2022}, "partners", ["1", "1"]),
        ("bridging-actors", {"question": "9.9"}, "actor", []),
        ("one-insats-actors", {"year": 2022}, "actorName", ["Almi", "Sala kommun", "VERKSTAN"]),
    ],
)
def test_parameters_restrict(name: str, parameters: dict[str, object], wanted: str, found: list[str]) -> None:
    """Each parameter means what its description says."""
    assert column(name, wanted, **parameters) == found


def test_a_group_is_no_named_actor() -> None:
    """Nine of ten municipalities have no names, and must not become one actor."""
    assert not [
        cell for row in asked("insats-actors") + asked("actors-on-goals") for cell in row if "nio av tio" in cell
    ]
    assert column("reach-municipalities", "least", insats="create", year=2023) == ["9"]


def test_who_is_only_mentioned_did_not_take_part() -> None:
    """To be named in a sentence is not to work towards a goal."""
    assert "Sala kommun" in column("insats-actors", "actorName", insats="create", year=2023)
    assert "Sala kommun" not in column("actors-on-goals", "actorName", insats="create", year=2023)


def test_a_region_whose_goals_are_not_known_says_so() -> None:
    """Otherwise it would look as if every goal had its insats."""
    assert column("goals-without-insatser", "title", region="18") == ["(regionens mål är inte inlagda)"]


def test_a_basis_that_is_not_stated_is_a_row_of_its_own() -> None:
    """None stated is not the same as none reported."""
    assert ("Region Västmanland", "2023", "4.4", "ej angiven", "1") in asked("results-basis")

"""Answers in one sentence, made from rows; questions found by their words."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from example_store import example
from test_queries_engine import HEADER, SELECT
from test_query_library import LIBRARY, quads, small, store

from samgraf.errors import QueryError
from samgraf.graph.namespaces import DEFINITIONS, INTEGER, THINGS
from samgraf.queries import parse_query, run
from samgraf.question_search import by_theme, search, themes
from samgraf.sentences import filled, listed, natural, odd

COLUMNS = ("name", "question", "count", "basis")
ROWS = [("A", "9.2", "2", None), ("B", "10.1", "3", "egen bedömning"), ("A", "9.2", None, "egen bedömning")]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{rows} rader", "3 rader"),
        ("{name|insats|insatser} under {question:list}", "2 insatser under 9.2 och 10.1"),
        ("{basis|grund|grunder}", "1 grund"),
        ("{count:sum} i allt", "5 i allt"),
        ("{basis=egen bedömning} bedöms[; {basis=} inte]", "2 bedöms; 1 inte"),
        ("{name} namn[; {basis=utvärdering} utvärderas]", "2 namn"),
        ("{name} av {all}[; i {without} ingen]", "2 av 40; i 3.4 och 6.4 ingen"),
    ],
)
def test_a_template_is_filled_from_rows_and_summary(template: str, said: str) -> None:
    """What a reader wants first is how many, of how many, and where there are none."""
    summary = {"all": ("40",), "without": ("6.4", "3.4")}

    assert odd(template, COLUMNS, tuple(summary)) is None
    assert filled(template, COLUMNS, ROWS, summary, "sv") == said


def test_a_part_about_nothing_is_left_out() -> None:
    """That 0 lack a period, or none are under no question, is noise; a number that begins with 0 is not nothing."""
    assert filled("{rows}[; {without} ingen]", COLUMNS, ROWS, {"without": ()}, "sv") == "3"
    assert filled("{rows}[; {basis=utvärdering|insats|insatser}]", COLUMNS, ROWS, {}, "sv") == "3"


def test_values_are_listed_as_people_say_and_count_them() -> None:
    """Nobody reads forty numbers, and 9.2 comes before 10.1."""
    assert listed(["a"], "sv") == "a"
    assert listed(["a", "b"], "en") == "a and b"
    assert listed([str(n) for n in range(1, 10)], "sv") == "1, 2, 3, 4, 5, 6 och 3 till"
    assert listed([], "sv") == ""
    assert sorted(["10.1", "9.2", "9.10", "a"], key=natural) == ["9.2", "9.10", "10.1", "a"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('"{rwos} rader"', "{rwos}"),
        ('"{rows rader"', "{rows rader"),
        ('"{rows} [rader"', "["),
        ('"{rows:mean} rader"', "{rows:mean}"),
    ],
)
def test_a_sentence_that_cannot_be_filled_is_refused(answer: str, said: str) -> None:
    """A misspelt column would be printed as it stands, to every reader."""
    text = HEADER.replace('"{rows} prestationer i {region} region."', answer)

    with pytest.raises(QueryError) as error:
        parse_query(text + SELECT, Path("queries/outputs.rq"))

    assert said in error.value.en


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("SELEC ?all WHERE { }", "not SPARQL"),
        ("ASK { ?a ?b ?c }", "no SELECT"),
        ("SELECT ?all WHERE { VALUES ?nosuch { UNDEF } ?all a sg:Insats }", "no parameter"),
    ],
)
def test_a_summary_is_checked_when_the_library_is_read(summary: str, said: str) -> None:
    """It is run after the question, when it is too late."""
    with pytest.raises(QueryError) as error:
        parse_query(f"#+ summary: |\n#+   {summary}\n{HEADER}{SELECT}", Path("queries/outputs.rq"))

    assert said in error.value.en


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_question_says_its_answer_in_a_sentence(name: str) -> None:
    """It stands above the table, in both languages, whole."""
    given = {"actor-profile": {"actor": "almi"}, "goal-profile": {"goal": "18"}}.get(name, {})
    answer = run(LIBRARY[name], small(), **given)

    for lang in ("sv", "en"):
        said = answer.said(lang)
        assert said.endswith(".")
        assert not set("{}[]") & set(said)


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("results-basis", {}, "1 av 4 insatser anger bedömningsgrund."),
        ("results-basis", {"year": 2023}, "1 av 3 insatser anger bedömningsgrund."),
        ("results-basis", {"region": "18"}, "0 av 1 insatser anger bedömningsgrund; i fråga 4.4 ingen."),
        ("insatser-without-goal", {}, "1 av 4 insatser nämner inget mål, i fråga 4.4."),
        ("goals-without-insatser", {"region": "18"}, " För 1 rapport är regionens mål inte inlagda."),
        (
            "requests",
            {"year": 2022},
            "(Region Västmanland 2022).",
        ),
        (
            "insatser-without-goal",
            {"question": "4.3"},
            "Inga: det som är inläst redovisar inget sådant (Region Västmanland 2022, Region Västmanland 2023 och Region Örebro län 2023). Menade du question=4.4?",
        ),
        ("insatser", {"year": "2023,2024"}, "Ej redovisat för 2024: ingen rapport är inläst."),
        (
            "insatser",
            {"region": "17"},
            "Ej redovisat: ingen rapport för region-17 är inläst. Inlästa: Region Västmanland 2022, Region Västmanland 2023 och Region Örebro län 2023.",
        ),
        (
            "insats-turnover",
            {},
            "1 rapport är den enda från sin region: där går inte att säga vad som började eller slutade.",
        ),
        ("eu-projects", {"contains": "zz"}, "Inga: det som är inläst redovisar inget sådant (Region Västmanland 2022"),
        ("insats-actors", {"actor": "Almy"}, "Menade du actor=Almi?"),
    ],
)
def test_an_answer_says_how_many_of_how_many_and_tells_none_from_not_reported(
    name: str, parameters: dict[str, object], said: str
) -> None:
    """An empty table is otherwise read as "nobody does that"."""
    assert said.strip() in run(LIBRARY[name], small(), **parameters).said()


def test_a_region_that_has_no_report_is_called_by_its_name() -> None:
    """Nobody knows regions by their codes."""
    assert "ingen rapport för Region Värmland är inläst." in run(LIBRARY["insatser"], example(), region="17").said()
    assert "för Region Värmland: ingen rapport" in run(LIBRARY["insatser"], example(), region="17,19").said()


def test_none_is_not_said_of_all_where_only_some_was_asked_for() -> None:
    """That every insats names a goal is not true because one question's insatser do."""
    answer = run(LIBRARY["insatser-without-goal"], small(), question="9.9")

    assert "varje insats" not in answer.said()


def test_a_missing_parameter_is_told_with_the_values_there_are() -> None:
    """Who does not know what to write is helped by what can be written."""
    with pytest.raises(QueryError) as error:
        run(LIBRARY["goal-profile"], small())

    assert error.value.sv.endswith("I det som är inläst finns 1.3, 3 och 18.")

    with pytest.raises(QueryError) as error:
        run(LIBRARY["goal-profile"], store(()))

    assert error.value.sv.endswith("Skriv goal=….")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("kommunerna", "reach-municipalities"),
        ("KRONOR", "money"),
        ("bedömningsgrunden", "results-basis"),
        ("samverkar", "actor-pairs"),
        ("hanvisning", "references"),
        ("municipalities", "reach-municipalities"),
        ("insatser utan mål", "insatser-without-goal"),
        ("medskick till staten", "requests"),
    ],
)
def test_a_question_is_found_by_a_word_in_any_form(words: str, first: str) -> None:
    """People search with the form that they have in mind, and on keyboards without å, ä and ö."""
    assert first in [query.id for query in search(LIBRARY, words)][:3]


def test_words_that_no_question_has_are_told_with_near_ones() -> None:
    """A misspelling should not end the search."""
    with pytest.raises(QueryError, match="Menade du"):
        search(LIBRARY, "kommunner")
    with pytest.raises(QueryError, match="visar alla"):
        search(LIBRARY, "xyzzy")
    with pytest.raises(QueryError, match="visar alla"):
        search(LIBRARY, "—")


def test_every_question_stands_under_a_theme_with_a_title() -> None:
    """A folder without a title would be listed by its key."""
    assert {query.theme for query in LIBRARY.values()} <= set(themes())
    assert sum(len(those) for _, those in by_theme(LIBRARY.values())) == len(LIBRARY)


@pytest.mark.parametrize("name", ["link-proposals", "eu-projects", "open-data-for-goals"])
def test_what_nobody_has_looked_for_is_not_said_to_be_none(name: str) -> None:
    """No proposal before anybody has asked is another thing than an answer without any."""
    reports = store(tuple(quad for quad in quads() if not quad.graph_name.value.endswith("/links")))

    assert run(LIBRARY[name], reports).said().startswith("Inte sökt än: ")
    assert run(LIBRARY[name], reports, year=2022).said().startswith("Inte sökt än: ")


def test_goals_with_the_same_number_are_told_apart() -> None:
    """Number 2 of one strategy is not number 2 of another, and the area 2 is no delmål."""
    ours = tuple(quad for quad in quads() if not quad.graph_name.value.endswith("/2022"))
    number = ox.NamedNode(f"{DEFINITIONS}number")
    goal = ox.NamedNode(f"{THINGS}goal/rus-18/fler-i-arbete")
    told = run(
        LIBRARY["goal-profile"], store((*ours, ox.Quad(goal, number, ox.Literal("1.3"), ox.DefaultGraph()))), goal="1.3"
    )
    one = run(LIBRARY["goal-profile"], small(), goal="1.3")

    assert "Numret har 2 olika mål, i " in told.said()
    assert "ange framework=, region= eller level=" in told.said()
    assert "Numret har" not in one.said()
    assert run(LIBRARY["goal-profile"], small(), goal="1.3", level="område").rows == ()


def test_a_condition_of_another_years_template_says_so() -> None:
    """A report for 2024 does not answer to the decision for 2023, though it is read with its form."""
    template, first = ox.NamedNode(f"{THINGS}template/villkorsbeslut-2023"), ox.Literal("2023", datatype=INTEGER)
    held = [
        ox.Quad(template, ox.NamedNode(DEFINITIONS + name), value, ox.DefaultGraph())
        for name, value in (
            ("validFrom", first),
            ("validTo", first),
            ("restsOn", ox.NamedNode(f"{THINGS}condition/villkorsbeslut-2023/1.3")),
        )
    ]
    rows = run(LIBRARY["conditions-answered"], store((*quads(), *held))).to_dicts()

    assert {(row["year"], row["title"]) for row in rows} == {
        (2022, "Villkorsbeslut 2023, punkt 1.3 (mall för 2022 saknas)"),
        (2023, "Villkorsbeslut 2023, punkt 1.3"),
    }

"""Reference data: what the files under `ontology/` hold, and what is made of it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from samgraf.errors import ReadError
from samgraf.file_head import Head, read_head
from samgraf.ontology import DEFINITIONS, GRAPHS, THINGS, _reference_quads, read_turtle
from samgraf.reference import ActorRecord, Reference, load_reference, reference_graphs, reference_quads, to_reference
from samgraf.resources import folder

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reference"
OWN = [path for name in ("actors", "goals", "templates") for path in sorted((folder("ontology") / name).glob("*.ttl"))]
IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
GENITIVES = {"Falu kommun", "Kalix kommun", "Kalmar kommun", "Orust kommun", "Överkalix kommun"}


@pytest.fixture(scope="module")
def reference() -> Reference:
    """Return the reference data of this checkout."""
    return load_reference()


def _rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shared table, or skip the test where there is none."""
    if not (SHARED / name).is_file():
        pytest.skip(f"no {name} beside this checkout")
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _primary(reference: Reference) -> list[ActorRecord]:
    """Return one record an actor: the one with its usual name."""
    return list({record.iri: record for record in reference.actors}.values())


def _luhn(number: str) -> bool:
    """Return whether the last digit of an organisation number is the check digit of the others."""
    digits = [int(character) for character in number.replace("-", "")]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def test_there_are_files_of_all_three_kinds() -> None:
    """The tests that follow take one file each: none of them may pass because nothing was found."""
    assert Counter(path.parent.name for path in OWN) == {"actors": 9, "goals": 9, "templates": 1}


@pytest.mark.parametrize(("kind", "count"), [("Region", 21), ("CountyBoard", 21), ("Municipality", 290)])
def test_every_public_body_of_a_kind_is_there(reference: Reference, kind: str, count: int) -> None:
    """A missing municipality would be found in no report."""
    assert sum(record.kind == kind for record in _primary(reference)) == count


def test_every_county_knows_its_region_and_how_many_municipalities_it_has(reference: Reference) -> None:
    """A report's "nio av tio kommuner" is judged by that number."""
    by_code = {county.code: county for county in reference.counties}

    assert len(by_code) == 21
    assert sum(county.municipalities for county in by_code.values()) == 290
    assert by_code["19"].region_name == "Region Västmanland"
    assert by_code["19"].region_iri == THINGS + "actor/region-19"
    assert (by_code["19"].nuts, by_code["19"].short, by_code["19"].municipalities) == ("SE125", "Västmanland", 10)


def test_no_two_actors_have_the_same_name_in_the_same_place_and_time(reference: Reference) -> None:
    """One name with two actors cannot be resolved by anything in the text."""
    seen = Counter((record.name, record.kind, record.county, record.valid_from) for record in reference.actors)

    assert [key for key, count in seen.items() if count > 1] == []


def test_no_alias_is_another_actors_name(reference: Reference) -> None:
    """An alias that is somebody else's name would hand one actor's work to the other."""
    names = {record.name: record.iri for record in _primary(reference)}
    clashes = [
        (alias, record.name)
        for record in _primary(reference)
        for alias in record.aliases
        if names.get(alias, record.iri) != record.iri
    ]

    assert clashes == []


def test_every_actor_has_a_name_without_stray_blanks(reference: Reference) -> None:
    """A name that begins with a blank is never found in a text."""
    names = [name for record in reference.actors for name in (record.name, *record.aliases, *record.acronyms)]

    assert [name for name in names if not name or name != " ".join(name.split())] == []


def test_acronyms_are_kept_apart_from_names(reference: Reference) -> None:
    """Acronyms are matched with their case, names without: "bra" is not Brå."""
    council = next(record for record in reference.actors if record.name == "Brottsförebyggande rådet")

    assert "Brå" in council.acronyms
    assert "Brå" not in council.aliases


def test_wrong_and_doubtful_aliases_are_not_taken_over(reference: Reference) -> None:
    """A building is no university, and the fund ESF is not the agency that hands out its money."""
    written = {(record.name, alias) for record in reference.actors for alias in (*record.aliases, *record.acronyms)}

    assert not written & {
        ("Tillväxtverket", "Regelrådet"),
        ("Linköpings universitet", "Jönköping University"),
        ("Uppsala universitet", "Skandalhuset"),
        ("Svenska ESF-rådet", "ESF"),
        ("Skolverket", "Lärarnas ansvarsnämnd"),
    }


def test_a_new_name_holds_from_its_year_and_the_old_one_stays(reference: Reference) -> None:
    """A report on 2023 says MSB and ESV, and its Statskontoret is another agency than that of 2026."""
    agency = [record for record in reference.actors if record.iri == THINGS + "actor/ekonomistyrningsverket"]
    former = next(record for record in reference.actors if record.iri == THINGS + "actor/statskontoret")

    assert [(record.name, record.valid_from) for record in agency] == [
        ("Statskontoret", 2026),
        ("Ekonomistyrningsverket", None),
    ]
    assert former.valid_to == 2025


def test_a_short_name_that_is_also_a_word_is_marked(reference: Reference) -> None:
    """The name "Vara" is also a verb and "Nora" a person's; "Västerås" is only a place."""
    marked = {record.short for record in reference.actors if record.kind == "Municipality" and record.ambiguous}

    assert {"Sala", "Vara", "Mora", "Nora", "Lund", "Håbo", "Kil", "Berg", "Åre"} <= marked
    assert not {"Västerås", "Örebro", "Skinnskatteberg"} & marked


def test_municipalities_that_call_themselves_towns_are_known_by_that_name(reference: Reference) -> None:
    """Reports write "Västerås stad" as often as "Västerås kommun"."""
    town = next(record for record in reference.actors if record.iri == THINGS + "actor/kommun-1980")

    assert town.name == "Västerås kommun"
    assert "Västerås stad" in town.aliases


def test_organisation_numbers_are_well_formed() -> None:
    """Numbers end in a check digit: a slip of the pen is seen at once."""
    numbers = [
        quad.object.value
        for path in OWN
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE)
        if quad.predicate == IDENTIFIER
    ]

    assert len(numbers) >= 60
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if not _luhn(number)] == []


def test_only_a_confirmed_region_has_an_organisation_number() -> None:
    """Most of the numbers that go round are from memory: they are not shipped."""
    quads = list(parse((folder("ontology") / "actors" / "regions.ttl").read_bytes(), RdfFormat.TURTLE))
    status = {
        quad.subject: quad.object.value for quad in quads if quad.predicate.value == DEFINITIONS + "identifierStatus"
    }
    numbered = {quad.subject for quad in quads if quad.predicate == IDENTIFIER}

    assert len(status) == 21
    assert numbered == {region for region, stated in status.items() if stated == "confirmed"}


def test_the_strategy_of_vastmanland_has_three_areas_and_twenty_targets(reference: Reference) -> None:
    """Half of the titles are unknown: those targets are numbers that say so, not guesses."""
    goals = [goal for goal in reference.goals if goal.framework == THINGS + "framework/rus-vastmanland-2030"]
    targets = [goal for goal in goals if goal.level == "target"]

    assert sum(goal.level == "area" for goal in goals) == 3
    assert sorted(int(goal.number or 0) for goal in targets) == list(range(1, 21))
    assert {int(goal.number or 0) for goal in targets if goal.title is None} == {1, 2, 3, 4, 6, 7, 8, 9, 11, 12}
    assert [goal.number for goal in targets if goal.area is None] == ["6"]


def test_the_seventeen_global_goals_and_the_national_strategy_are_goals_too(reference: Reference) -> None:
    """They are code lists beside the goals of programmes, and are asked for in the same way."""
    levels = Counter(goal.level for goal in reference.goals)

    assert levels["sdg"] == 17
    assert levels["priority"] == 12


def test_every_goal_belongs_to_a_framework_and_every_area_is_a_goal(reference: Reference) -> None:
    """A goal without its framework cannot be told from the same number in another."""
    frameworks = {framework.iri for framework in reference.frameworks}
    goals = {goal.iri: goal for goal in reference.goals}

    assert [goal.iri for goal in reference.goals if goal.framework not in frameworks] == []
    assert [goal.iri for goal in reference.goals if goal.area and goals[goal.area].level != "area"] == []


def test_a_number_is_used_once_in_a_framework_and_level(reference: Reference) -> None:
    """A text's "delmål 14" must mean one goal."""
    seen = Counter((goal.framework, goal.level, goal.number) for goal in reference.goals if goal.number)

    assert [key for key, count in seen.items() if count > 1] == []


def test_each_programme_period_is_a_framework_of_its_own(reference: Reference) -> None:
    """Objective 1 of 2014-2020 is not objective 1.1 of 2021-2027, and money of both was spent in 2023."""
    keys = {framework.key: framework for framework in reference.frameworks}
    wanted = {f"{fund}-{period}" for fund in ("eruf", "interreg") for period in ("2014-2020", "2021-2027")}

    assert (
        wanted | {"esf-2014-2020", "esf-plus-2021-2027", "fro-2021-2027", "agenda-2030", "national-strategy-2021-2030"}
        <= keys.keys()
    )
    assert {framework.kind for framework in keys.values()} == {
        "rus",
        "eruf",
        "esf",
        "fro",
        "interreg",
        "national",
        "agenda",
    }
    assert keys["rus-vastmanland-2030"].region == "19"


def test_funds_are_no_actors(reference: Reference) -> None:
    """An EU fund is both in the ontology; what recognises actors must not take "EU" for a partner."""
    assert reference.funds
    assert not {fund.iri for fund in reference.funds} & {record.iri for record in reference.actors}


def test_the_form_of_2023_asks_its_questions() -> None:
    """The rules of completeness read the form, not a list in Python."""
    path = folder("ontology") / "templates" / "villkorsbeslut-2023.ttl"
    quads = list(parse(path.read_bytes(), RdfFormat.TURTLE))
    kinds = Counter(quad.object.value.removeprefix(DEFINITIONS) for quad in quads if quad.predicate == TYPE)
    tables = {
        quad.subject.value.rpartition("/")[2] for quad in quads if quad.predicate.value == DEFINITIONS + "asksForTable"
    }

    assert kinds == {"Template": 1, "Condition": 4, "Section": 11, "Question": 34, "FollowUpQuestion": 4}
    assert tables == {"3.4", "4.4", "5.4", "6.4", "7.2", "8.2", "9.2"}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_file_states_its_source_and_licence_and_uses_what_it_declares(path: Path) -> None:
    """Facts without a source cannot be checked, and a prefix that nothing uses is a leftover."""
    text = path.read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    prefixes = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    terms = body[body.rindex("@prefix") :].split("\n", 1)[1]

    assert "Source:" in head
    assert "Licence: CC0-1.0" in head
    assert prefixes == sorted(prefixes)
    assert [prefix for prefix in prefixes if f" {prefix}" not in terms and f"\n{prefix}" not in terms] == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_every_thing_in_a_file_is_described_once_and_in_swedish(path: Path) -> None:
    """Two descriptions of one thing drift apart, and users read Swedish."""
    quads = list(parse(path.read_bytes(), RdfFormat.TURTLE))
    types = Counter(
        quad.subject for quad in quads if quad.predicate == TYPE and quad.object.value.startswith(DEFINITIONS)
    )
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    labelled = Counter(
        quad.subject
        for quad in quads
        if quad.predicate == label and isinstance(quad.object, Literal) and quad.object.language == "sv"
    )

    assert types == labelled
    assert set(types.values()) == {1}


def test_every_address_of_a_thing_is_in_the_base_and_described_somewhere() -> None:
    """A misspelt address points to nothing, and nobody notices."""
    described = {quad.subject for quad in reference_quads()}
    used = {
        quad.object
        for quad in reference_quads()
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(THINGS)
    }

    assert sorted(iri.value for iri in used - described) == []


def test_each_file_is_a_graph_and_the_statements_are_the_same_every_time() -> None:
    """Reference graphs are stored beside the reports' and replaced by name."""
    names = {quad.graph_name.value for quad in reference_quads() if isinstance(quad.graph_name, NamedNode)}
    before = reference_quads()
    _reference_quads.cache_clear()

    assert names == set(reference_graphs())
    assert len(names) == len(list(folder("ontology").rglob("*.ttl")))
    assert reference_quads() == before


def test_a_small_set_of_statements_gives_its_records() -> None:
    """What is loaded depends on the statements alone: a new actor or class needs no Python."""
    turtle = """
        @prefix sg: <https://w3id.org/samgraf/def/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        sg:Choir rdfs:subClassOf sg:Association . sg:Association rdfs:subClassOf sg:Actor .
        <https://w3id.org/samgraf/id/actor/koren> a sg:Choir ; sg:name "Kören" ; sg:acronym "KK" ;
            skos:altLabel "Kyrkokören"@sv ; sg:county <https://w3id.org/samgraf/id/county/20> .
    """
    records = to_reference(parse(turtle, RdfFormat.TURTLE)).actors

    assert records == (
        ActorRecord("https://w3id.org/samgraf/id/actor/koren", "Kören", "Choir", ("Kyrkokören",), ("KK",), "20"),
    )


def test_every_reference_graph_says_where_it_is_from() -> None:
    """A link or an identifier is worth no more than the source that can be cited for it."""
    said = {(quad.subject.value, quad.predicate.value) for quad in reference_quads() if quad.subject == quad.graph_name}
    graphs = set(reference_graphs())

    assert {graph for graph, predicate in said if predicate.endswith("/source")} == graphs
    assert {graph for graph, predicate in said if predicate.endswith("/license")} == graphs
    assert {
        f"{GRAPHS}{name}" for name in ("agencies", "universities", "counties", "municipalities", "regions", "fund")
    } <= {graph for graph, predicate in said if predicate.endswith("/date")}


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("# Source: SCB. Read 2026-11-23   Licence: CC0-1.0", Head("SCB", "2026-11-23", "CC0-1.0")),
        ("# Things.\n# Source: a, b (CC BY 4.0), read 2026-11   Licence: CC0-1.0", Head("a, b (CC BY 4.0)", "2026-11", "CC0-1.0")),
        ("# Source: Skr. 2020/21:133", Head("Skr. 2020/21:133")),
        ("# Source: the samgraf project, 2026-11", Head("the samgraf project", "2026-11")),
        ("<a> <b> <c> .\n# Source: too late", Head()),
        ("", Head()),
    ],
)  # fmt: skip
def test_the_head_of_a_file_gives_source_date_and_licence(line: str, head: Head) -> None:
    """It is written for people; what it says must not be lost on the way to a graph."""
    assert read_head(line) == head


def test_a_broken_file_is_named_in_both_languages(tmp_path: Path) -> None:
    """Who edits Turtle by hand must see which file and which line."""
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> ;;; oops", encoding="utf-8")

    with pytest.raises(ReadError) as caught:
        read_turtle(path)

    assert "broken.ttl" in caught.value.sv
    assert "broken.ttl" in caught.value.en


def test_municipalities_and_counties_agree_with_the_shared_tables(reference: Reference) -> None:
    """The codes are the keys that all open data is joined on."""
    own = {
        record.iri.rpartition("-")[2]: (record.name, record.short, record.county)
        for record in reference.actors
        if record.kind == "Municipality"
    }
    shared = {
        row["municipality_code"]: (row["municipality_name"], row["municipality_name_short"], row["county_code"])
        for row in _rows("municipalities.csv")
    }
    differing = {own[code][0] for code, row in shared.items() if own[code] != row}

    assert own.keys() == shared.keys()
    assert differing == GENITIVES
    assert {(c.code, c.name, c.short) for c in reference.counties} == {
        (row["county_code"], row["county_name"], row["county_name_short"]) for row in _rows("counties.csv")
    }


def test_county_boards_and_agencies_have_the_numbers_of_the_shared_tables() -> None:
    """A number that differs would link to another body's data."""
    stated = (quad.object for quad in reference_quads() if quad.predicate == IDENTIFIER)
    numbers = {number.value for number in stated if isinstance(number, Literal)}
    boards = {row["lst_orgnr"] for row in _rows("regions.csv")}
    agencies = {row["orgnr"] for row in _rows("agencies.csv")}

    assert boards | agencies <= numbers


def test_every_agency_of_the_shared_table_is_known_by_its_statutory_name(reference: Reference) -> None:
    """Reports use the usual name, decisions the statutory one."""
    known = {name for record in reference.actors for name in (record.name, *record.aliases)}

    assert [row["namn"] for row in _rows("agencies.csv") if row["namn"] not in known] == []

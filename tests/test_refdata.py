"""Reference data kept fresh: its age, its identifiers, what changed at a source, and names that hold from a year on."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from local_server import Answered, json_answer, serving

from samgraf.cli import main
from samgraf.errors import ReadError, UsageError, WorkspaceError
from samgraf.facts import Facts
from samgraf.reconciliation.entities import load_entities
from samgraf.reconciliation.matching import Matcher, Question
from samgraf.refdata import accepting, upstream
from samgraf.refdata.changes import Change, changes
from samgraf.refdata.status import FileStatus, coverage, statuses
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.actors import find_actors
from samgraf.reports.context import Context
from samgraf.store import from_quads
from samgraf.web.serving import region_names
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

AGENCIES = upstream.SOURCES["agencies"]
MUNICIPALITIES = upstream.SOURCES["municipalities"]
TODAY = date(2026, 11, 28)
LEAST = {
    "Municipality": {"kod": 290},
    "County": {"kod": 21, "NUTS": 21, "Wikidata": 21},
    "CountyBoard": {"organisationsnummer": 21, "Wikidata": 21, "dataportal.se": 21},
    "Agency": {"organisationsnummer": 121, "Wikidata": 120, "dataportal.se": 121},
    "University": {"organisationsnummer": 16, "Wikidata": 16},
    "UniversityCollege": {"organisationsnummer": 14, "Wikidata": 15},
    "Region": {"organisationsnummer": 3, "dataportal.se": 3},
    "SDG": {"Agenda 2030": 17},
    "EUFund": {"EU": 5},
    "Statute": {"lagen.nu": 4},
}
"""What has been confirmed so far, by kind: it may grow, and must not shrink unseen."""


def agencies(**bodies: dict[str, Any]) -> bytes:
    """Return a list of agencies as the register has it."""
    return json.dumps({name.replace("_", " "): about for name, about in bodies.items()}).encode()


def compared(data: bytes, source: upstream.Source = AGENCIES, year: int = 2025) -> list[Change]:
    """Return how data differs from the installed reference data."""
    return changes(source, upstream.entries(source, data, "x"), Facts(reference_quads()), year)


@pytest.mark.parametrize("kind", LEAST)
def test_identifiers_cover_at_least_what_has_been_confirmed(kind: str) -> None:
    """An identifier that is lost breaks a link that somebody relies on."""
    found = {one.kind: one for one in coverage()}[kind]

    assert [scheme for scheme, least in LEAST[kind].items() if found.having.get(scheme, 0) < least] == []
    assert all(number <= found.count - found.without for number in found.having.values())


def test_every_public_body_says_whether_its_number_is_confirmed() -> None:
    """What nobody has confirmed is marked, not guessed."""
    facts = Facts(reference_quads())
    sg = "https://w3id.org/samgraf/def/"
    bodies = [
        iri
        for kind in ("Agency", "CountyBoard", "Municipality", "Region", "University", "UniversityCollege")
        for iri in facts.of_type(sg + kind)
    ]
    said = {
        iri: (facts.one(iri, sg + "identifierStatus"), bool(facts.one(iri, "http://purl.org/dc/terms/identifier")))
        for iri in bodies
    }

    assert {status for status, _ in said.values()} == {"confirmed", "unconfirmed"}
    assert [iri for iri, (status, numbered) in said.items() if (status == "confirmed") != numbered] == []


def test_the_age_of_each_file_is_told_from_its_date(tmp_path: Path) -> None:
    """A file without a date is not young."""
    (tmp_path / "own.ttl").write_text(
        "# Source: a list. Read 2025-11-28   Licence: CC0-1.0\n<a:a> a <https://w3id.org/samgraf/def/Agency> .\n"
    )
    (tmp_path / "odd.ttl").write_text("# Source: a list. Read 2025-13-41   Licence: CC0-1.0\n")
    found = {one.name: one for one in statuses(TODAY, tmp_path)}

    assert (found["reference/own.ttl"].days, found["reference/own.ttl"].things) == (365, 1)
    assert found["reference/odd.ttl"].days is None
    assert found["actors/municipalities.ttl"].things == 290
    assert found["codelists/statute.ttl"].days is None


@pytest.mark.parametrize(("days", "said"), [(1, "1 dag "), (2, "2 dagar ")])
def test_one_day_is_not_told_as_many(
    days: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that cannot count to one is not trusted with the rest."""
    monkeypatch.setattr(
        "samgraf.refdata.status.statuses", lambda *_: [FileStatus("x.ttl", 3, "a list", "2026-11-28", days)]
    )
    main(["refdata", "status"])

    assert said in capsys.readouterr().out


def test_a_name_that_the_register_knows_already_is_no_change() -> None:
    """Registers shout, abbreviate, and use the new name of an agency that we know by both."""
    data = agencies(
        STATENS_SKOLVERK={"org_nr": "202100-4185"}, Statskontoret={"org_nr": "202100-5026"}, SCB={"org_nr": "202100-0837"},
        Myndigheten_för_civilt_försvar={"org_nr": "202100-5984"},
    )  # fmt: skip

    assert compared(data) == []


def test_what_differs_is_told_by_what_it_is() -> None:
    """A new name, a new body, an end, a number, another number: each wants another thing of who decides."""
    data = agencies(
        Näringslivsverket={"org_nr": "202100-6149"},
        Delegationen_mot_segregation={"org_nr": "202100-6701", "end": "2022-12-31T00:00:00Z"},
        Medlingsinstitutet={"org_nr": "2021005174", "id": "Q10579266", "start": "2000-06-01"},
        Försvarshögskolan={"org_nr": "202100-4730"},
        Trafikverket={"org_nr": "202100-2114"},
        Konsthallen={"id": "Q1"},
        Fel={"org_nr": "202100-0002"},
        Gammal={"org_nr": "202100-1041", "end": 2010},
    )
    found = {(change.sort, change.name): change for change in compared(data)}

    assert found["renamed", "Tillväxtverket"].new == "Näringslivsverket"
    assert found["new", "Medlingsinstitutet"].number == "202100-5174"
    assert found["number", "Försvarshögskolan"].new == "202100-4730"
    assert found["renamed", "Arbetsförmedlingen"].new == "Trafikverket"  # the number says so: a person must look
    assert ("ended", "Delegationen mot segregation") not in found or found[
        "ended", "Delegationen mot segregation"
    ].year == 2022
    assert not {name for _, name in found} & {"Konsthallen", "Fel", "Gammal"}


def test_another_number_for_the_same_name_is_told_and_not_taken() -> None:
    """One of the two is wrong, and the program cannot know which."""
    (change,) = compared(agencies(Boverket={"org_nr": "202100-1041"}))

    assert (change.sort, change.can_be_accepted) == ("other-number", False)
    with pytest.raises(UsageError, match="kan inte godtas"):
        accepting.chosen([change.id], [change])
    assert accepting.chosen(["all"], [change]) == []


def test_a_whole_list_tells_what_is_missing_and_what_is_new() -> None:
    """Municipalities merge and part."""
    rows = [(f"{code}", name) for code, name in _municipalities() if code != "1980"]
    data = "municipality_code,municipality_name\n" + "".join(
        f"{code},{name}\n" for code, name in [*rows, ("9999", "Nya kommun")]
    )
    found = [(change.sort, change.subject.rpartition("-")[2]) for change in compared(data.encode(), MUNICIPALITIES)]

    assert found == [("new", "9999"), ("missing", "1980")]
    assert (
        compared(
            data.replace(",", ";").replace("9999;Nya kommun\n", "1980;Västerås\n").encode("utf-8-sig"), MUNICIPALITIES
        )
        == []
    )


def test_koladas_list_of_municipalities_is_read_too() -> None:
    """It is the same list, under the bare names of places."""
    values = [
        {"id": code, "title": name.removesuffix(" kommun").removesuffix("s"), "type": "K"}
        for code, name in _municipalities()
    ]
    values.append({"id": "0019", "title": "Region Västmanland", "type": "L"})
    found = compared(json.dumps({"values": values}).encode(), MUNICIPALITIES)

    assert {change.sort for change in found} <= {"renamed"}
    assert len(found) < 60  # genitives that the test cannot undo


def _municipalities() -> list[tuple[str, str]]:
    """Return the code and the name of each municipality."""
    records = {record.iri: record for record in load_reference().actors if record.kind == "Municipality"}
    return sorted((iri.rpartition("-")[2], record.name) for iri, record in records.items())


def test_a_new_name_holds_from_its_year_and_a_report_of_an_earlier_year_still_matches(tmp_path: Path) -> None:
    """The same name resolved for each report year: in reading, in the registers, and in matching."""
    workspace = Workspace.create(tmp_path / "ws")
    found = compared(agencies(Näringslivsverket={"org_nr": "202100-6149"}), year=2025)
    assert accepting.accept(workspace, AGENCIES, found, TODAY) == 1
    folder = workspace.reference_folder
    reference = load_reference(folder)

    def read(name: str, year: int) -> list[str | None]:
        mentions, _ = find_actors(f"Vi samverkar med {name} om detta.", Context(reference, "19", year))
        return [mention.actor.rpartition("/")[2] if mention.actor else None for mention in mentions]

    assert read("Tillväxtverket", 2023) == ["tillvaxtverket"]
    assert read("Näringslivsverket", 2025) == ["tillvaxtverket"]
    assert read("Ekonomistyrningsverket", 2023) == ["ekonomistyrningsverket"]
    assert read("Statskontoret", 2023) == ["statskontoret"]
    assert read("Statskontoret", 2026) == ["ekonomistyrningsverket"]
    assert read("MSB", 2023) == ["myndigheten-for-samhallsskydd-och-beredskap"]
    assert read("Myndigheten för civilt försvar", 2026) == ["myndigheten-for-samhallsskydd-och-beredskap"]
    matcher = Matcher(load_entities(from_quads(()), reference, reference_quads(folder)), region_names())
    for year, match in ((2024, False), (2025, True)):
        question = Question("Näringslivsverket", properties=(("year", (str(year),)),))
        assert [one.match for one in matcher.candidates(question)[:1]] in ([match], [] if not match else [match])


def test_what_is_accepted_is_kept_with_what_was_and_is_no_change_any_more(tmp_path: Path) -> None:
    """Accepting twice adds nothing, and the same changes give the same bytes."""
    workspace = Workspace.create(tmp_path / "ws")
    first = compared(agencies(Näringslivsverket={"org_nr": "202100-6149"}))
    second = compared(
        agencies(
            Medlingsinstitutet={"org_nr": "202100-5174", "id": "Q10579266"}, Försvarshögskolan={"org_nr": "202100-4730"}
        )
    )
    accepting.accept(workspace, AGENCIES, first, TODAY)
    accepting.accept(workspace, AGENCIES, second, TODAY)
    at = workspace.reference_folder / "upstream-agencies.ttl"
    written = at.read_bytes()

    assert accepting.accept(workspace, AGENCIES, [*second, *first], TODAY) == 0
    assert at.read_bytes() == written
    assert b"Read 2026-11-28" in written
    facts = Facts(reference_quads(workspace.reference_folder))
    assert (
        changes(
            AGENCIES,
            upstream.entries(AGENCIES, agencies(Näringslivsverket={"org_nr": "202100-6149"}), "x"),
            facts,
            2026,
        )
        == []
    )
    assert {record.name for record in load_reference(workspace.reference_folder).actors} >= {
        "Medlingsinstitutet",
        "Tillväxtverket",
    }


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    """What a source says ends up in Turtle."""
    workspace = Workspace.create(tmp_path / "ws")
    name = 'X" . <a:a> <a:b> "y\\ \n <script>'
    found = compared(json.dumps({name: {"org_nr": "202100-5174"}}).encode())
    accepting.accept(workspace, AGENCIES, found, TODAY)
    facts = Facts(reference_quads(workspace.reference_folder))

    assert "a:a" not in facts.by_subject
    assert [change.sort for change in found] == ["new"]
    assert " ".join(name.split()) in {
        facts.one(change.subject, "https://w3id.org/samgraf/def/name") for change in found
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"a;b\n1;2\n",
        b'{"x": 1}',
        b'{"values": 7}',
        b"\x00" * 50,
        b"namn,orgnr\n",
    ],
)
def test_what_is_not_the_sources_form_is_refused(data: bytes, tmp_path: Path) -> None:
    """Half a list would make the other half look as if it had ended."""
    at = tmp_path / "list"
    at.write_bytes(data)
    for source in upstream.SOURCES.values():
        with pytest.raises(ReadError, match="list"):
            upstream.from_file(source, at)


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    """The user sees which file."""
    at = tmp_path / "large"
    with at.open("wb") as file:
        file.truncate(upstream.MOST_BYTES + 1)
    with pytest.raises(ReadError, match="20 MB"):
        upstream.from_file(AGENCIES, at)
    with pytest.raises(ReadError, match="none"):
        upstream.from_file(AGENCIES, tmp_path / "none")


def test_the_commands_show_compare_and_accept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """This is how a steward works; the network is asked only when told to be."""
    where = ["--workspace", str(tmp_path / "ws"), "refdata"]
    data = agencies(Näringslivsverket={"org_nr": "202100-6149"}).decode()
    at = tmp_path / "list.json"
    at.write_text(data)

    assert main([*where, "status"]) == 0
    assert "actors/agencies.ttl" in capsys.readouterr().out
    assert main([*where, "status", "--older", "0"]) == 1
    assert main([*where, "coverage"]) == 0
    assert "kommun" in capsys.readouterr().out
    assert main([*where, "update", "agencies", str(at), "--year", "2025"]) == 1
    shown = capsys.readouterr().out
    assert "Tillväxtverket -> Näringslivsverket från 2025" in shown
    key = shown.split("]")[0].strip("[")
    with serving(
        {"/list": json_answer(data, "text/plain"), "/bad": Answered(b"<html>", headers={"Content-Type": "text/html"})}
    ) as local:
        live = [*where, "update", "agencies", "--live", "--year", "2025"]
        assert main([*live, "--at", f"{local.url}/bad"]) == 3
        assert main([*live, "--at", f"{local.url}/list", "--accept", key]) == 0
    assert "godtagen" in capsys.readouterr().out
    assert main([*where, "update", "agencies", str(at)]) == 0
    for wrong in ([], ["--live", str(at)], [str(at), "--at", "http://x"], [str(at), "--accept", "zzzz"]):
        assert main([*where, "update", "agencies", *wrong]) == 2
    (tmp_path / "ws" / "corrections" / "refdata-agencies.jsonl").write_text("nonsense\n")
    with pytest.raises(WorkspaceError, match="rad 1"):
        accepting.accepted(Workspace.open(tmp_path / "ws"), AGENCIES)

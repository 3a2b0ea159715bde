"""Reports from RDF in any syntax: the same graphs back, nothing fetched, clear words about what is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse, serialize

from samgraf.cli import main
from samgraf.errors import NotAReportError, ReadError
from samgraf.graph.rdf_file import FORMATS, is_rdf, parse_rdf
from samgraf.graph.rdf_reports import find_reports
from samgraf.graph.report import to_nquads
from samgraf.reference import load_reference
from samgraf.workspace import Workspace

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
HEAD = "@prefix sg: <https://w3id.org/samgraf/def/> . @prefix id: <https://w3id.org/samgraf/id/> .\n"
REPORT = "<http://a/r{n}> a sg:Report ; sg:region <https://w3id.org/samgraf/id/actor/region-{region}> ; sg:reportYear {year} .\n"
ENTRY = '<http://a/e{n}> a sg:InsatsEntry ; sg:inReport <http://a/r{n}> ; sg:name "Insats {n}" ; sg:describesInsats <http://a/i> .\n'
INSATS = '<http://a/i> a sg:Insats ; sg:name "Gemensam" .\n'


def turtle(*pieces: str) -> bytes:
    """Return Turtle with our prefixes."""
    return (HEAD + "".join(pieces)).encode()


def report(n: int = 1, region: str = "19", year: str = "2023") -> str:
    """Return the Turtle of a report."""
    return REPORT.format(n=n, region=region, year=year)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the example register and, of another region and year, the example report."""
    place = tmp_path_factory.mktemp("built") / "w"
    assert main(["--workspace", str(place), "build", str(EXAMPLES / "insatser-register.xlsx")]) == 0
    assert (
        main(
            [
                "--workspace",
                str(place),
                "build",
                str(EXAMPLES / "vastmanland-2023.docx"),
                "--region",
                "20",
                "--year",
                "2021",
            ]
        )
        == 0
    )
    return place


@pytest.mark.parametrize("form", ["trig", "nq", "jsonld", "ttl"])
def test_what_is_exported_is_built_again_as_the_same_files(built: Path, tmp_path: Path, form: str) -> None:
    """The graph is the truth: it survives a way through any syntax, even one that has no named graphs."""
    file, place = tmp_path / f"all.{form}", tmp_path / "w"
    assert main(["--workspace", str(built), "export", "--format", form, "--out", str(file)]) == 0
    assert main(["--workspace", str(place), "build", str(file)]) == 0

    there = {path.name: path.read_bytes() for path in (place / "graphs").iterdir()}
    assert there == {path.name: path.read_bytes() for path in (built / "graphs").iterdir()}
    assert set(there) == {"18-2023.nq", "19-2022.nq", "19-2023.nq", "20-2021.nq"}
    assert not Workspace.open(place).check()


def test_the_workspace_knows_the_first_source(built: Path, tmp_path: Path) -> None:
    """Who reads the graph again must know which document it was made from, though that is not here."""
    file, place = tmp_path / "all.trig", tmp_path / "w"
    main(["--workspace", str(built), "export", "--out", str(file)])
    main(["--workspace", str(place), "build", str(file)])
    before, after = Workspace.open(built).manifest().reports, Workspace.open(place).manifest().reports

    assert [(r.source_name, r.source_sha256, r.profile, r.entries, r.answers) for r in before.values()] == [
        (r.source_name, r.source_sha256, r.profile, r.entries, r.answers) for r in after.values()
    ]
    assert not any(record.source for record in after.values())


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_syntax_is_read(tmp_path: Path, suffix: str) -> None:
    """Other programs write what they like."""
    triples = [quad.triple for quad in parse(turtle(report()), RdfFormat.TURTLE)]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"\xef\xbb\xbf" + (serialize(triples, format=FORMATS[suffix]) or b""))

    assert is_rdf(path.name)
    assert main(["--workspace", str(tmp_path / "w"), "build", str(path)]) == 0
    assert list(Workspace.open(tmp_path / "w").manifest().reports) == ["19-2023"]


def test_statements_without_a_graph_go_to_the_report_they_hang_on() -> None:
    """Two reports in one Turtle file are two graphs; what both speak of is in both."""
    data = turtle(
        report(1), report(2, year="2022"), ENTRY.format(n=1), ENTRY.format(n=2), INSATS, '<http://a/x> sg:name "utan" .'
    )
    found = find_reports("a.ttl", parse_rdf("a.ttl", data), load_reference())
    held = {(r.region, r.year): {q.subject.value for q in r.quads} for r in found.reports}

    assert held == {
        ("19", 2022): {"http://a/r2", "http://a/e2", "http://a/i"},
        ("19", 2023): {"http://a/r1", "http://a/e1", "http://a/i"},
    }
    assert found.left_out == 1


def test_blank_nodes_get_names_from_what_is_said_of_them() -> None:
    """The same file in another order, with other labels, gives the same statements; loading twice adds nothing."""
    lines = [
        "_:a <http://p> _:b .", '_:b <http://q> "1" .', "_:c <http://p> _:d .", '_:d <http://q> "2" .', "<http://s> <http://p> _:a .",
        "<http://t> <http://p> _:c .",
    ]  # fmt: skip
    first = to_nquads(parse_rdf("a.nt", "\n".join(lines).encode()))
    random.Random(1).shuffle(lines)  # noqa: S311 - an order, not a secret
    renamed = "\n".join(lines).replace("_:a", "_:z").replace("_:d", "_:y")

    assert to_nquads(parse_rdf("a.nt", renamed.encode())) == first
    assert first.count(b"\n") == 6
    assert not any(isinstance(quad.subject, BlankNode) for quad in parse(first, RdfFormat.N_QUADS))


def test_a_ring_of_blank_nodes_ends() -> None:
    """Graphs made to keep a naming of blank nodes busy for ever are named in a moment."""
    ring = "".join(f"_:n{a} <http://p> _:n{b} .\n" for a in range(12) for b in range(12) if a != b)

    assert parse_rdf("a.nt", ring.encode())


def test_a_long_chain_of_blank_nodes_is_named() -> None:
    """An RDF list of many items is a chain of as many blank nodes; looking step by step would never end."""
    items = " ".join('"same"' for _ in range(30_000))

    assert len({quad.subject for quad in parse_rdf("a.ttl", f"<http://s> <http://p> ( {items} ) .".encode())}) == 30_001


BROKEN = {
    "no-report.ttl": (b"<http://a> a <http://schema.org/Person> .", "schema.org/Person"),
    "foreign.ttl": (b"<http://a> <http://b> <http://c> .", "inga typer"),
    "no-region.ttl": (turtle("<http://a> a sg:Report ; sg:reportYear 2023 ."), "sg:region"),
    "wrong-region.ttl": (turtle(report(region="99")), "sg:region"),
    "no-year.ttl": (
        turtle("<http://a> a sg:Report ; sg:region <https://w3id.org/samgraf/id/actor/region-19> ."),
        "sg:reportYear",
    ),
    "twice.ttl": (turtle(report(1), report(2)), "två rapporter"),
    "other-graph.trig": (turtle("GRAPH <https://w3id.org/samgraf/graph/18/2023> {", report(), "}"), "18-2023"),
    "syntax.ttl": (b"<http://a> <http://b> .", "giltig"),
    "latin.ttl": ("<http://a> <http://b> 'Örebro' .".encode("cp1252"), "UTF-8"),
    "remote.jsonld": (b'{"@context": "http://127.0.0.1:9/c", "a": 1}', "hämtas"),
    "deep.jsonld": (b'{"a":' * 3000 + b"1" + b"}" * 3000, "nästlad"),
    "deep.rdf": (b"<a>" * 3000 + b"</a>" * 3000, "nästlad"),
    "laughs.rdf": (b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>', "entiteter"),
    "terms.ttl": (
        b"<http://a> <http://b> " + b"<<( <http://a> <http://b> " * 600 + b"1" + b")>>" * 600 + b" .",
        "nästlad",
    ),
    "triple.ttl": (b"<http://a> <http://b> <<( <http://a> <http://b> 1 )>> .", "1.2"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told(name: str) -> None:
    """What was read, what was found, what is needed; never a traceback, never a dead process."""
    data, word = BROKEN[name]
    with pytest.raises(ReadError, match=word) as told:
        find_reports(name, parse_rdf(name, data), load_reference())

    assert name in told.value.sv
    assert name in told.value.en


def test_rdf_without_a_report_says_what_is_needed() -> None:
    """A person who exported the wrong thing must see what the right one is."""
    with pytest.raises(NotAReportError, match=r"sg:Report ; sg:region .* sg:reportYear"):
        find_reports("a.ttl", parse_rdf("a.ttl", b"<http://a> a <http://b> ."), load_reference())


def test_a_misspelt_term_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is stored, but no question will ever ask for it."""
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(report(), '<http://a/r1> sg:nmae "x" .'))
    assert main(["--workspace", str(tmp_path / "w"), "build", str(path)]) == 0

    assert "sg:nmae" in capsys.readouterr().out


def test_region_and_year_pick_among_the_reports_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same options as for a register; a choice of none is an error."""
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(report(1), report(2, year="2022"), report(3, region="18")))
    place = str(tmp_path / "w")
    assert main(["--workspace", place, "build", str(path), "--region", "19", "--year", "2022"]) == 0
    assert list(Workspace.open(place).manifest().reports) == ["19-2022"]
    assert main(["--workspace", place, "build", str(path), "--region", "20"]) == 3

    assert "18-2023" in capsys.readouterr().err


def test_a_graph_without_a_source_is_its_own(tmp_path: Path) -> None:
    """What is written by hand has no document behind it but itself."""
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(report()))
    main(["--workspace", str(tmp_path / "w"), "build", str(path)])
    workspace = Workspace.open(tmp_path / "w")
    record = workspace.manifest().reports["19-2023"]

    assert record.source
    assert (workspace.path / record.source).read_bytes() == path.read_bytes()


def test_a_register_does_not_take_the_place_of_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """38 answers would be lost for three rows."""
    place = str(tmp_path / "w")
    assert main(["--workspace", place, "build", str(EXAMPLES / "vastmanland-2023.docx")]) == 0
    assert (
        main(
            [
                "--workspace",
                place,
                "build",
                str(EXAMPLES / "insatser-register.xlsx"),
                "--region",
                "19",
                "--year",
                "2023",
            ]
        )
        == 3
    )

    assert "--workspace" in capsys.readouterr().err
    assert Workspace.open(place).manifest().reports["19-2023"].answers


def test_a_graph_and_a_register_are_checked_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each report of a file by itself, under its own name."""
    path = tmp_path / "a.ttl"
    path.write_bytes(turtle(report()))

    assert main(["check", str(path)]) == 0
    assert main(["check", str(EXAMPLES / "insatser-register.xlsx"), "--fail-on", "warning"]) == 1
    assert "insatser-register.xlsx: 19-2022" in capsys.readouterr().out

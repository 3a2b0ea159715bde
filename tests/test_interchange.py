"""Insatser for others: a register in Excel that reads back as the same facts, and views in the terms of IATI and CIDS."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from test_query_library import other_engine, quads, small, store

from samgraf.api import library
from samgraf.cli import program
from samgraf.cli.reading import quads_of
from samgraf.errors import SamgrafError, UsageError
from samgraf.facts import SG, Facts
from samgraf.ontology import reference_quads
from samgraf.publishing.register_xlsx import HEADS, register_of, register_xlsx
from samgraf.publishing.same import Comparison, compare
from samgraf.queries import run
from samgraf.readers import read
from samgraf.reference import load_reference
from samgraf.reports.profile import profile_with
from samgraf.reports.register import read_reports
from samgraf.reports.register_spec import find_spec
from samgraf.workspace import Workspace

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
FORM = profile_with(template=find_spec(None).template)
NAMES = Facts(quad for quad in reference_quads() if isinstance(quad.subject, ox.NamedNode))
VIEWS = ("iati", "cids")
CIDS = "https://ontology.commonapproach.org/cids#"


def round_trip(source: Path, folder: Path) -> Comparison:
    """Return how the insatser of a file compare with those of the register that they are written to."""
    before = [quad for quads_, _ in quads_of(source, load_reference()) for quad in quads_]
    path = folder / "register.xlsx"
    path.write_bytes(register_xlsx(before, NAMES, FORM))
    after = [quad for quads_, _ in quads_of(path, load_reference()) for quad in quads_]
    return compare(before, after)


def test_a_register_written_and_read_again_has_the_same_facts(tmp_path: Path) -> None:
    """Only the text of the cells of goals differs: a framework that stood in a heading stands in the cell."""
    found = round_trip(EXAMPLES / "insatser-register.xlsx", tmp_path)

    assert {predicate for _, predicate, _ in (*found.lost, *found.gained)} == {SG + "goalsAsWritten"}
    assert found.shared > 600


def test_the_insatser_of_a_report_are_all_in_its_register(tmp_path: Path) -> None:
    """Names, descriptions, years, grounds, results, figures, goals, funds and who takes part; a register has no answers.

    Two things differ: the words for a time ("till och med 2023" becomes an end), and a mention of somebody whom a column
    gives a role.
    """
    found = round_trip(EXAMPLES / "vastmanland-2023.docx", tmp_path)
    mentions = {
        fact[0]
        for fact in found.lost
        if fact[1:] == (SG + "role", "https://w3id.org/samgraf/id/role/mentioned") and "/participation/" in fact[0]
    }
    of_answers = {fact[0] for fact in found.lost if fact[1] == SG + "inAnswer"}
    entries = [
        fact
        for fact in found.lost
        if "/id/entry/" in fact[0]
        and fact[1] not in {SG + "inAnswer", SG + "periodAsWritten"}
        and fact[2] not in mentions
    ]
    parts = [
        fact
        for fact in found.lost
        if fact[1] in {SG + "ofEntry", SG + "inEntry"} and fact[0] not in mentions | of_answers
    ]

    assert entries == []
    assert parts == []
    assert len(mentions) < 5
    assert found.shared > 2500


def make(*entries: dict[str, str]) -> list[ox.Quad]:
    """Return a report with entries of these properties."""
    graph = ox.NamedNode("https://w3id.org/samgraf/graph/19/2023")
    report = ox.NamedNode("https://w3id.org/samgraf/id/report/19-2023")

    def say(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(name if ":" in name else SG + name), value, graph)

    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    found = [say(report, kind, ox.NamedNode(SG + "Report")), say(report, "region", ox.NamedNode("https://w3id.org/samgraf/id/actor/region-19")),
             say(report, "reportYear", ox.Literal(2023))]  # fmt: skip
    for number, entry in enumerate(entries, start=1):
        iri = ox.NamedNode(f"https://w3id.org/samgraf/id/entry/19-2023/{number}")
        found += [
            say(iri, kind, ox.NamedNode(SG + "InsatsEntry")),
            say(iri, "inReport", report),
            say(iri, "ordinal", ox.Literal(number)),
        ]
        found += [say(iri, name, ox.Literal(value)) for name, value in entry.items()]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+46 21 17 60 00",
        "-5",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://x.se",
        "007",
        "{=1}",
        "rad\x0bbrytning",
    ],
)
def test_text_in_a_register_stays_text(text: str, tmp_path: Path) -> None:
    """What begins as a formula is no formula, and what looks like a number is none."""
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_xlsx(make({"name": text, "description": text, "questionNumber": "4.4"}), NAMES, FORM))

    head, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[:2]
    cells = dict(zip(head, row, strict=True))
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert str(cells["Insats"]).replace("\ufffd", "\x0b") == text
    assert str(cells["Beskrivning"]).replace("\ufffd", "\x0b") == text
    assert cells["Fråga"] == "4.4"
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert set(re.findall(r'<c [^>]*t="(\w+)"', sheet)) == {"s"}


def part(path: Path, name: str) -> str:
    """Return a part of a workbook."""
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def test_a_text_that_no_cell_holds_is_an_error_that_names_the_cell() -> None:
    """Excel would cut it without a word."""
    with pytest.raises(SamgrafError, match=re.escape("Insatser!E2")):
        register_xlsx(make({"name": "x", "description": "y" * 32_768}), NAMES, FORM)


def test_grounds_and_questions_are_chosen_from_lists(tmp_path: Path) -> None:
    """Whoever fills in a row need not guess which words are known."""
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_xlsx(make({"name": "x"}), NAMES, FORM))
    lists = re.findall(r"<formula1>(.*?)</formula1>", part(path, "xl/worksheets/sheet1.xml"))

    assert any("Uppföljning,Utvärdering,Egen bedömning" in each for each in lists)
    assert any("4.4" in each and "9.2" in each for each in lists)


def test_every_heading_is_one_that_a_register_is_read_by(tmp_path: Path) -> None:
    """A column that the spec does not know would be left unread, and told."""
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_xlsx(make({"name": "Yrkeslyftet", "description": "En kurs."}), NAMES, FORM))
    reports = read_reports(read(path), reference=load_reference())

    assert {column for column, _, _ in HEADS} == {column.column for column in find_spec(None).columns}
    assert [note.kind for report in reports for note in report.notes] == []


def test_the_same_insatser_give_the_same_bytes() -> None:
    """Nothing in the file tells when it was made."""
    entries = [{"name": name, "questionNumber": "4.4"} for name in ("B", "A", "Å")]

    assert register_xlsx(make(*entries), NAMES, FORM) == register_xlsx(reversed(make(*entries)), NAMES, FORM)
    assert [row["name"] for row in register_of(make(*entries), NAMES, FORM).rows] == ["B", "A", "Å"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_expected_graph(view: str) -> None:
    """The graphs of the small dataset of 2023, gone through by hand."""
    found = {str(triple) for triple in run(library()[view], small(), region="19", year=2023).triples or ()}
    expected = {
        line.removesuffix(" .") for line in (HERE / "interchange" / f"{view}.nt").read_text("utf-8").splitlines()
    }

    assert found - expected == set()
    assert expected - found == set()


@pytest.mark.parametrize("view", VIEWS)
def test_another_engine_gives_the_same_graph(view: str) -> None:
    """Standard SPARQL 1.1."""
    ours = {tuple(term.value for term in triple) for triple in run(library()[view], small()).triples or ()}  # type: ignore[union-attr]
    theirs = other_engine().query(library()[view].sparql()).graph

    assert theirs is not None
    assert {tuple(map(str, triple)) for triple in theirs} == ours
    assert not any(isinstance(term, rdflib.BNode) for triple in theirs for term in triple)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_gives_no_view(view: str) -> None:
    """Reference data alone tells of no activity."""
    reference = tuple(quad for quad in quads() if "/reference/" in str(quad.graph_name))

    assert not run(library()[view], store(reference)).triples


def test_the_classes_of_the_view_are_those_that_are_aligned() -> None:
    """ontology/alignments/cids.ttl says which are close; the view uses no others."""
    aligned = {
        quad.object.value
        for quad in reference_quads()
        if quad.predicate.value.endswith("#closeMatch") and quad.object.value.startswith(CIDS)
    }
    used = {
        triple.object.value
        for triple in run(library()["cids"], small()).triples or ()
        if triple.predicate.value.endswith("#type")
    }

    assert used
    assert used <= aligned


def test_the_command_writes_by_the_ending_of_the_file(tmp_path: Path) -> None:
    """.xlsx is a register, .ttl a graph; a workbook needs a file."""
    source = str(EXAMPLES / "insatser-register.xlsx")
    call = ["--workspace", str(tmp_path / "ws")]
    CliRunner().invoke(program(), [*call, "build", source, "--region", "19", "--year", "2022"])
    assert list(Workspace.open(tmp_path / "ws").manifest().reports) == ["19-2022"]

    for name in ("ut.xlsx", "ut.ttl", "iati.nq"):
        extra = ["--view", "iati"] if name.startswith("iati") else []
        run_ = CliRunner().invoke(program(), [*call, "export", "--out", str(tmp_path / name), *extra])
        assert run_.exit_code == 0, run_.output

    assert CalamineWorkbook.from_path(tmp_path / "ut.xlsx").get_sheet_by_index(0).to_python()[3][3] == "Yrkeslyftet"
    assert b"iati-activity" in (tmp_path / "iati.nq").read_bytes()
    assert list(ox.parse((tmp_path / "ut.ttl").read_bytes(), ox.RdfFormat.TURTLE))
    for wrong in (["--format", "xlsx"], ["--format", "xlsx", "--view", "cids", "--out", str(tmp_path / "x.xlsx")]):
        assert isinstance(CliRunner().invoke(program(), [*call, "export", *wrong]).exception, UsageError)

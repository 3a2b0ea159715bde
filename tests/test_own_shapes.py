"""A user's own shapes are run beside ours; broken and hostile ones end with a message, in time, and reach nothing."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib.namespace import SH

from samgraf import cli
from samgraf.errors import ShapesError
from samgraf.facts import Facts
from samgraf.own_findings import Limits, own_findings
from samgraf.own_shapes import read_own_shapes
from samgraf.shapes import load_shapes
from samgraf.validation_report import render_ttl

if TYPE_CHECKING:
    from samgraf.findings import Finding

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "vastmanland-2023.docx"
PREFIXES = """
@prefix id:  <https://w3id.org/samgraf/id/> .
@prefix my:  <https://example.org/rules/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sg:  <https://w3id.org/samgraf/def/> .
@prefix sgs: <https://w3id.org/samgraf/shapes/> .
@prefix sh:  <http://www.w3.org/ns/shacl#> .
"""
REPORT = "https://w3id.org/samgraf/id/report/00-2023"
DATA = f"""{PREFIXES}
<{REPORT}> a sg:Report .
<https://w3id.org/samgraf/id/entry/00-2023/a> a sg:InsatsEntry ; sg:name "Lyftet" ; sg:questionNumber "3.4" ; sg:endYear 2024 ;
    sg:hasEvidence id:evidence-a .
<https://w3id.org/samgraf/id/entry/00-2023/b> a sg:InsatsEntry ; sg:name "Ett längre namn" ; sg:questionNumber "3.4" .
id:evidence-a a sg:Evidence ; sg:page 4 ; sg:firstLine 3 ; sg:lastLine 3 ; sg:quote "Lyftet 2024" .
"""
END_YEAR = (
    "my:M-01 a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:endYear ; sh:minCount 1 ] ."
)


def folder(place: Path, turtle: str, name: str = "mina.ttl") -> Path:
    """Return a folder with one file of shapes."""
    place.mkdir(exist_ok=True)
    (place / name).write_text(PREFIXES + turtle, "utf-8")
    return place


def found(place: Path, turtle: str, limits: Limits | None = None) -> list[Finding]:
    """Return what shapes find in a report of two rows."""
    facts = Facts(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    own = read_own_shapes(folder(place / "egna", turtle))
    return own_findings(facts, Facts([]), load_shapes(), own, REPORT, limits or Limits())[0]


def test_an_own_shape_finds_with_its_own_id(tmp_path: Path) -> None:
    """And is placed in the report as ours are: question, insats, page, lines and quote."""
    told = found(
        tmp_path,
        """my:M-02 a sh:NodeShape ; rdfs:label "Kort namn"@sv ; sh:targetClass sg:InsatsEntry ; sh:severity sh:Warning ;
        sh:sparql [ sh:prefixes <https://w3id.org/samgraf/shapes> ; sh:message "{?name}: är det hela namnet? Skriv ut det."@sv ;
        sh:select "SELECT $this ?name WHERE { $this sg:name ?name . FILTER (STRLEN(?name) < 10) }" ] .""",
    )

    assert [(one.rule, one.severity, one.question, one.insats) for one in told] == [
        ("M-02", "warning", "3.4", "Lyftet")
    ]
    assert (told[0].title.sv, told[0].message.sv, told[0].advice.sv) == (
        "Kort namn", "Lyftet: är det hela namnet?", "Skriv ut det.",
    )  # fmt: skip
    assert (told[0].page, told[0].lines, told[0].quote) == (4, "3", "Lyftet 2024")


def test_a_nameless_property_has_the_id_and_the_words_of_its_shape(tmp_path: Path) -> None:
    """Most people write property shapes without names."""
    told = found(
        tmp_path,
        'my:M-01 a sh:NodeShape ; rdfs:label "Slut"@sv ; sh:message "När slutar den?"@sv ; sh:targetClass sg:InsatsEntry ;'
        " sh:property [ sh:path sg:endYear ; sh:minCount 1 ] .",
    )

    assert [(one.rule, one.title.sv, one.message.sv) for one in told] == [("M-01", "Slut", "När slutar den?")]


def test_a_shape_without_words_is_told_in_words_of_ours(tmp_path: Path) -> None:
    """The library's own message is English and names its classes."""
    told = found(tmp_path, END_YEAR)

    assert [(one.title.sv, one.message.sv) for one in told] == [
        ("Egen regel M-01", "Villkoret MinCount för endYear är inte uppfyllt.")
    ]


def test_a_value_that_breaks_a_rule_is_told(tmp_path: Path) -> None:
    """Else one would have to look for it."""
    told = found(
        tmp_path,
        'my:M-03 a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:name ; sh:pattern "^E" ] .',
    )

    assert [one.message.sv for one in told] == ["Villkoret Pattern för name är inte uppfyllt. Här står: Lyftet"]


def test_an_id_can_be_stated(tmp_path: Path) -> None:
    """As ours are, with sgs:rule."""
    told = found(tmp_path, END_YEAR.replace("sh:targetClass", 'sgs:rule "REGION-7" ; sh:targetClass'))

    assert [one.rule for one in told] == ["REGION-7"]


def test_the_same_shapes_give_the_same_findings(tmp_path: Path) -> None:
    """Blank nodes have other names every time they are read."""
    both = (
        END_YEAR
        + "[] a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:startYear ; sh:minCount 1 ] ."
    )
    facts = Facts(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    own = [read_own_shapes(folder(tmp_path / "egna", both)) for _ in range(2)]
    first, second = (own_findings(facts, Facts([]), load_shapes(), one, REPORT) for one in own)

    assert own[0].triples == own[1].triples
    assert first[0] == second[0]
    assert render_ttl(first[1]) == render_ttl(second[1])
    assert sorted(one.rule for one in first[0]) == ["M-01", "mina-1", "mina-1"]
    assert len(set(first[1].objects(None, SH.result))) == 3


REFUSED = {
    "no Turtle": ("my:A a sh:NodeShape ; ; sh:", "som Turtle"),
    "SERVICE": ('my:A a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { SERVICE <http://x.se/> { $this ?p ?o } }" ] .', "SERVICE"),
    "hidden SERVICE": (r'my:A a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { S\\u0045RVICE <http://x.se/> { $this ?p ?o } }" ] .', "SERVICE|tecken som inte hör dit"),
    "SERVICE in ASK": ('my:A a sh:SPARQLAskValidator ; sh:ask "ASK { SERVICE <http://x.se/> { ?s ?p ?o } }" .', "SERVICE"),
    "LOAD": ('my:A a sh:NodeShape ; sh:sparql [ sh:select "LOAD <http://x.se/>" ] .', "LOAD"),
    "FROM": ('my:A a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this FROM <file:///etc/passwd> { $this ?p ?o }" ] .', "FROM"),
    "CONSTRUCT rule": ('my:A sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT { ?s ?p ?o } { SERVICE <http://x.se/> { ?s ?p ?o } }" ] .', "körs inte|SERVICE"),
    "rule": ("my:A a sh:NodeShape ; sh:rule my:B .", "sh:rule"),
    "SPARQL target": ("my:A a sh:NodeShape ; sh:target my:B .", "sh:target"),
    "JavaScript": ('my:A a sh:NodeShape ; sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ] .', "JavaScript"),
    "JavaScript class": ("my:A a sh:JSRule .", "JavaScript"),
    "imports": ("<http://x.se/> owl:imports <http://x.se/other.ttl> .", "owl:imports"),
    "misspelt": ("my:A a sh:NodeShape ; sh:targetClas sg:Report .", "sh:targetClas .*felstavat"),
    "no shape": ("my:A rdfs:label 'x' .", "ingen fil har någon form"),
    "our id": ('my:A a sh:NodeShape ; sgs:rule "SG-C01" ; sh:targetClass sg:Report ; sh:minCount 1 .', "eget id"),
    "update": ('my:A a sh:NodeShape ; sh:sparql [ sh:select "DELETE WHERE { ?s ?p ?o }" ] .', "ändrar"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_run_is_refused_before_it_runs(name: str, tmp_path: Path) -> None:
    """The message names the file and what is wrong; a rule passed over in silence would be taken for one that finds nothing."""
    turtle, said = REFUSED[name]
    place = folder(tmp_path / "egna", turtle)

    with pytest.raises(ShapesError, match=said) as told:
        read_own_shapes(place)
    assert "egna" in str(told.value)
    assert told.value.en
    assert told.value.exit_code == 3


@pytest.mark.parametrize(
    "turtle",
    [
        "my:A a sh:PropertyShape ; sh:targetClass sg:InsatsEntry ; sh:minCount 1 .",
        'my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:name ; sh:minCount "många" ] .',
        'my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:sparql [ sh:select "SELECT $this { $this nope:x ?o }" ] .',
        'my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:sparql [ sh:select "SELECT $this {" ] .',
        'my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:name ; sh:pattern "(" ] .',
    ],
    ids=["no path", "no number", "no prefix", "no query", "no pattern"],
)
def test_a_broken_shape_is_an_error_and_not_a_clean_report(turtle: str, tmp_path: Path) -> None:
    """Nobody may take "not checked" for "nothing found"."""
    with pytest.raises(ShapesError, match="en form är fel"):
        found(tmp_path, turtle)


PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s . ?t ?u ?v"
ENDLESS = {
    "pattern": 'my:A a sh:NodeShape ; sh:targetClass sg:Word ; sh:property [ sh:path sg:name ; sh:pattern "^(a+)+$" ] .',
    "product": f"""my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:sparql [
        sh:select "SELECT $this (COUNT(*) AS ?n) {{ {PRODUCT} }} GROUP BY $this" ] .""",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_shape_that_never_ends_is_stopped_in_time(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One slip in a query must not hang the desk of whoever made it."""
    word = f'<{REPORT}/word> a sg:Word ; sg:name "{"a" * 40}!" .'
    monkeypatch.setitem(globals(), "DATA", DATA + word)
    begun = perf_counter()

    with pytest.raises(ShapesError, match="inte klara på 3 sekunder"):
        found(tmp_path, ENDLESS[name], Limits(seconds=3))
    assert perf_counter() - begun < 8


def test_shapes_that_refer_to_each_other_in_a_ring_end(tmp_path: Path) -> None:
    """SHACL leaves their meaning open; samgraf must come back."""
    turtle = "my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:node my:B . my:B a sh:NodeShape ; sh:node my:A ."

    assert found(tmp_path, turtle) == []


def test_shapes_nested_deeply_end_with_a_message(tmp_path: Path) -> None:
    """The library walks them by recursion."""
    deep = (
        "my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:not " + "[ sh:not " * 400 + "my:B" + " ]" * 400 + " ."
    )

    with pytest.raises(ShapesError, match="egna"):
        found(tmp_path, deep)


def test_too_many_findings_are_an_error_that_says_how_many(tmp_path: Path) -> None:
    """Cut in silence, the list would look whole."""
    with pytest.raises(ShapesError, match="fann 2 anmärkningar, högst 1"):
        found(
            tmp_path,
            "my:A a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:property [ sh:path sg:x ; sh:minCount 1 ] .",
            Limits(most=1),
        )


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """A shape from a stranger must not tell anybody that it was run."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        stop = threading.Event()

        def listen() -> None:
            """Note every call."""
            while not stop.is_set():
                try:
                    server.accept()[0].close()
                    heard.append(b"called")
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        for turtle in (
            f"<{address}> a owl:Ontology ; sh:shapesGraph <{address}x> . {END_YEAR}",
            f"<{address}s> a sh:NodeShape ; sh:targetClass <{address}c> ; sh:node <{address}n> . {END_YEAR}",
            f"""{END_YEAR} my:P a sh:NodeShape ; sh:targetClass sg:InsatsEntry ; sh:sparql [ sh:prefixes <{address}> ;
            sh:select "SELECT $this {{ GRAPH <{address}> {{ $this ?p ?o }} }}" ] .""",
        ):
            try:
                found(tmp_path, turtle)
            except ShapesError:
                continue
        stop.set()
        listener.join()

    assert heard == []


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"\xff\xfe\xff", b"<a> <b> <<( <c> <d> <e> )>> ."])
def test_a_file_that_is_no_turtle_is_named(content: bytes, tmp_path: Path) -> None:
    """Whatever somebody puts into the folder."""
    place = tmp_path / "egna"
    place.mkdir()
    (place / "konstig.ttl").write_bytes(content)

    with pytest.raises(ShapesError, match="egna"):
        read_own_shapes(place)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A path that is nearly right would check nothing."""
    with pytest.raises(ShapesError, match="0 filer"):
        read_own_shapes(tmp_path)


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows' own editor writes one."""
    place = folder(tmp_path / "egna", END_YEAR)
    (place / "mina.ttl").write_bytes(b"\xef\xbb\xbf" + (place / "mina.ttl").read_bytes())

    assert len(read_own_shapes(place).triples) == 5


@pytest.mark.packed
def test_check_runs_own_shapes_beside_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One report, one list, each finding with its id; a broken folder is exit code 3 and no result."""
    monkeypatch.chdir(tmp_path)
    place = folder(tmp_path / "egna", END_YEAR)

    assert cli.main(["check", str(EXAMPLE), "--shapes", str(place)]) == 1
    text = capsys.readouterr().out
    assert "Brist  M-01  Egen regel M-01" in text
    assert "Brist  SG-C04" in text
    folder(place, "my:A sh:", "trasig.ttl")
    assert cli.main(["check", str(EXAMPLE), "--shapes", str(place)]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "trasig.ttl" in shown.err
    assert "Traceback" not in shown.err
    assert cli.main(["check", str(EXAMPLE), "--shapes", str(tmp_path / "ingen")]) == 2

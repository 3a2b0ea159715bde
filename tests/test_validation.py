"""From a report's quads to findings that an official understands."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph
from rdflib.namespace import RDF, SH

from samgraf import validation
from samgraf.errors import ProfileError, SamgrafError
from samgraf.facts import Facts
from samgraf.finding_text import render_json, render_text, where
from samgraf.findings import (
    Finding,
    Words,
    findings_graph,
    from_quads,
    in_order,
    question_order,
    reaches,
    split_message,
    to_quads,
    worst,
)
from samgraf.reference import reference_quads
from samgraf.results import sections
from samgraf.shacl_reference import to_rdflib
from samgraf.shapes import SGS, load_shapes
from samgraf.validation import check, data_of, validate
from samgraf.validation_report import render_ttl, report_graph

HERE = Path(__file__).parent / "shapes"
SG, ID = "https://w3id.org/samgraf/def/", "https://w3id.org/samgraf/id/"
PREFIXES = f"""
@prefix answer: <{ID}answer/00-2023/> .
@prefix evidence: <{ID}evidence/> .
@prefix id: <{ID}> .
@prefix question: <{ID}question/villkorsbeslut-2023/> .
@prefix report: <{ID}report/> .
@prefix section: <{ID}section/villkorsbeslut-2023/> .
@prefix sg: <{SG}> .
@prefix status: <{ID}status/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REPORT = (
    'report:00-2023 a sg:Report ; sg:caseNumber "RU-1" ; sg:reportDate "2024-02-01"^^xsd:date ; sg:signedBy "Kim Ek" .'
)
TWO_GAPS = f"""{REPORT}
answer:3.1 a sg:Answer ; sg:answersQuestion question:3.1 ; sg:questionNumber "3.1" ; sg:answerStatus status:empty ;
    sg:hasEvidence evidence:a .
answer:3.3 a sg:Answer ; sg:answersQuestion question:3.3 ; sg:questionNumber "3.3" ;
    sg:answerStatus status:reference-only ; sg:text "Se 3.2." ; sg:hasEvidence evidence:b , evidence:c .
answer:3.4 a sg:Answer ; sg:answersQuestion question:3.4 ; sg:questionNumber "3.4" ; sg:answerStatus status:answered .
<{ID}entry/00-2023/lyftet> a sg:InsatsEntry ; sg:inAnswer answer:3.4 ; sg:questionNumber "3.4" ; sg:name "Lyftet" ;
    sg:describesInsats <{ID}insats/00/lyftet> ; sg:hasEvidence evidence:d .
evidence:a a sg:Evidence ; sg:page 9 ; sg:firstLine 300 ; sg:lastLine 300 ; sg:quote "Hur har arbetet genomförts?" .
evidence:b a sg:Evidence ; sg:page 12 ; sg:firstLine 342 ; sg:lastLine 342 ; sg:quote "och 3.1" .
evidence:c a sg:Evidence ; sg:page 12 ; sg:firstLine 340 ; sg:lastLine 341 ; sg:quote "Se 3.2." .
evidence:d a sg:Evidence ; sg:page 13 ; sg:firstLine 350 ; sg:lastLine 352 ; sg:quote "Lyftet, en kurs för nya företagare" .
"""


def quads(turtle: str) -> list[ox.Quad]:
    """Return what a piece of Turtle says."""
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


TEMPLATE = list(ox.parse((HERE / "template.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """Return the findings of a report with gaps in three places."""
    return validate(quads(TWO_GAPS), TEMPLATE)


def validation_graph(report: list[ox.Quad]) -> Graph:
    """Return the `sh:ValidationReport` of a report."""
    return report_graph(check(report, TEMPLATE).results, to_rdflib(load_shapes().triples), f"{ID}report/00-2023")


def rules(findings: list[Finding]) -> list[tuple[str | None, str]]:
    """Return the question and rule of each finding."""
    return [(finding.question, finding.rule) for finding in findings]


def test_findings_come_in_the_order_of_the_questions(found: list[Finding]) -> None:
    """A reader follows the report from its first page."""
    assert rules(found) == [
        ("3.1", "SG-C01"),
        ("3.3", "SG-C02"),
        ("3.4", "SG-C06"),
        ("3.4", "SG-C07"),
        ("3.4", "SG-C08"),
        ("3.4", "SG-C09"),
        ("3.4", "SG-C15"),
    ]


def test_a_finding_cites_the_topmost_of_its_evidence(found: list[Finding]) -> None:
    """Page and line are the first thing that the reader turns to."""
    refers = found[1]

    assert (refers.page, refers.lines, refers.quote) == (12, "340-341", "Se 3.2.")
    assert where(refers) == "s. 12, rad 340–341"
    assert where(refers, "en") == "p. 12, lines 340–341"


def test_a_finding_about_a_row_names_its_insats(found: list[Finding]) -> None:
    """Twenty-one rows: "an insats has no goal" helps nobody."""
    assert {finding.insats for finding in found if finding.question == "3.4"} == {"Lyftet"}


def test_what_one_place_misses_is_one_finding(found: list[Finding]) -> None:
    """Funding and period are two shapes but one thing to fill in."""
    last = found[-1]

    assert last.message.sv.startswith("Saknas: finansiering, period. ")
    assert last.message.en.startswith("Missing: funding, period. ")


def test_ids_stay_the_same_when_another_finding_goes_away(found: list[Finding]) -> None:
    """What was accepted stays accepted when the report is read again."""
    mended = validate(quads(TWO_GAPS.replace("status:reference-only", "status:answered")), TEMPLATE)
    before = {finding.id for finding in found}

    assert {finding.id for finding in mended if finding.rule != "SG-C14"} == before - {found[1].id}


def test_the_same_report_gives_the_same_findings_and_bytes() -> None:
    """Findings are kept as files in git."""
    shuffled = list(reversed(quads(TWO_GAPS)))
    first, second = check(quads(TWO_GAPS), TEMPLATE), check(shuffled, list(reversed(TEMPLATE)))

    assert first == second
    assert render_ttl(validation_graph(quads(TWO_GAPS))) == render_ttl(validation_graph(shuffled))


def test_two_reports_at_once_are_refused() -> None:
    """Validated together, one report's fact hides another's gap."""
    both = quads(TWO_GAPS + "report:00-2024 a sg:Report .")
    with pytest.raises(SamgrafError, match="En rapport"):
        validate(both, TEMPLATE)


def test_findings_survive_being_stored(found: list[Finding]) -> None:
    """The query `findings` and the page read them from the graph."""
    stored = to_quads(found)

    assert from_quads(stored) == found
    assert {quad.graph_name for quad in stored} == {findings_graph(f"{ID}report/00-2023")}
    assert findings_graph(f"{ID}report/00-2023").value == "https://w3id.org/samgraf/graph/00/2023/findings"
    assert stored == sorted(stored, key=str)


def test_the_validation_report_is_shacl_without_blank_nodes() -> None:
    """Other tools read it, and the same report must give the same bytes."""
    graph = validation_graph(quads(TWO_GAPS))
    again = Graph().parse(data=render_ttl(graph), format="turtle")

    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    assert set(again) == set(graph)
    results = list(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == 8
    for result in results:
        languages = {getattr(message, "language", None) for message in graph.objects(result, SH.resultMessage)}
        assert languages == {"sv", "en"}


def test_a_report_without_gaps_conforms() -> None:
    """`sh:conforms true` is what a machine asks for."""
    graph = validation_graph(quads(REPORT))

    assert [bool(value) for value in graph.objects(None, SH.conforms)] == [True]


def test_the_text_tells_in_one_language_only(found: list[Finding]) -> None:
    """Both languages come out of SHACL at once; a reader wants one."""
    swedish, english = render_text(found, "sv"), render_text(found, "en")

    assert "Frågan har inget svar." in swedish
    assert "The question has no answer." not in swedish
    assert "The question has no answer." in english
    assert "Varning" not in english


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_text_keeps_to_its_width(found: list[Finding], lang: str, width: int) -> None:
    """A terminal of 80 columns is what people have."""
    parts = sections(Facts(quads(TWO_GAPS)), Facts(TEMPLATE))

    assert max(map(len, render_text(found, lang, width, parts).splitlines())) <= width


def test_the_text_holds_rule_place_quote_and_advice(found: list[Finding]) -> None:
    """These five make a finding one can act on."""
    text = render_text(found, "sv", 100)

    for part in ("Fråga 3.3", "Varning  SG-C02", "s. 12, rad 340–341", "”Se 3.2.”", "→ Sammanfatta"):
        assert part in text


def test_the_summary_counts_by_severity_and_section(found: list[Finding]) -> None:
    """The first screen says how much work is left."""
    text = render_text(found, "sv", 80, sections(Facts(quads(TWO_GAPS)), Facts(TEMPLATE)))

    assert "   3 brister" in text
    assert "   3 varningar" in text
    assert "   1 upplysning " in text
    assert "1 av 3, saknas: 3.1, hänvisar bara: 3.3" in text


def test_rows_with_the_same_gap_share_one_explanation() -> None:
    """Nine rows without a basis need one explanation and nine names."""
    second = TWO_GAPS.replace("lyftet", "natet").replace('"Lyftet"', '"Nätet"').split("\n")
    row = "\n".join(line for line in second if "entry/" in line or "describesInsats" in line)
    text = render_text(validate(quads(TWO_GAPS + row), TEMPLATE), "sv", 80)

    assert text.count("Insatsen saknar mål.") == 1
    assert text.count("• Nätet") == 5
    assert text.count("• Lyftet") == 5


def test_no_findings_is_said() -> None:
    """An empty screen could as well be a failure."""
    assert "Inget att anmärka på." in render_text([], "sv")
    assert "Nothing to remark on." in render_text([], "en")


def test_json_has_both_languages_and_counts(found: list[Finding]) -> None:
    """A program chooses the language itself."""
    told = json.loads(render_json(found, sections(Facts(quads(TWO_GAPS)), Facts(TEMPLATE))))

    assert told["counts"] == {"violation": 3, "warning": 3, "info": 1}
    assert set(told["findings"][0]["message"]) == {"sv", "en"}
    assert told["sections"][0]["unanswered"] == ["3.1"]


def test_a_profile_changes_severity_and_switches_off(tmp_path: Path) -> None:
    """A user decides what is grave without touching the shapes."""
    profile = tmp_path / "mine.toml"
    profile.write_text('[severity]\n"SG-C02" = "violation"\n"SG-C15" = "off"\n', encoding="utf-8")
    mine = validate(quads(TWO_GAPS), TEMPLATE, load_shapes(profile))

    assert [finding.severity for finding in mine if finding.rule == "SG-C02"] == ["violation"]
    assert not [finding for finding in mine if finding.rule == "SG-C15"]
    assert [finding.severity for finding in validate(quads(TWO_GAPS), TEMPLATE) if finding.rule == "SG-C02"] == [
        "warning"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[severity]\n"SG-C99" = "info"\n', "SG-C99"),
        ('[severity]\n"SG-C01" = "grave"\n', "grave"),
        ("[severity", "TOML"),
        ("severity = 3\n", "severity"),
        ('[severitet]\n"SG-C01" = "info"\n', "severitet"),
    ],
)
def test_a_wrong_profile_is_an_error_that_names_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    """A misspelt rule that changed nothing would be taken for done."""
    profile = tmp_path / "mine.toml"
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=told):
        load_shapes(profile)


def test_a_profile_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Falling back in silence would check something else than asked."""
    with pytest.raises(ProfileError, match="absent"):
        load_shapes(tmp_path / "absent.toml")


def test_the_data_graph_holds_only_what_the_report_leads_to() -> None:
    """Seven hundred actors that no report names would be copied for nothing."""
    actors = quads("".join(f"id:actor-{n} a sg:Municipality ; sg:name 'Kommun {n}' .\n" for n in range(700)))
    named = quads(TWO_GAPS + "id:mention a sg:ActorMention ; sg:inAnswer answer:3.3 ; sg:actor id:actor-7 .")
    data = data_of(Facts(named), Facts([*TEMPLATE, *actors]), load_shapes())
    copied = {str(quad.subject) for quad in data if "actor-" in str(quad.subject)}

    assert copied == {f"<{ID}actor-7>"}


def test_leaving_out_what_no_shape_speaks_of_changes_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small graph must say what the whole graph says."""
    small = validation.check(quads(TWO_GAPS), TEMPLATE)[0]

    def whole(facts: Facts, reference: Facts, *_rest: object) -> ox.Store:
        """Return everything, as another SHACL tool would get it."""
        data = ox.Store()
        for by_subject in (facts.by_subject, reference.by_subject):
            for subject, values in by_subject.items():
                for predicate, terms in values.items():
                    data.extend(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term) for term in terms)
        data.extend(ox.Quad(*triple) for triple in load_shapes().words)
        return data

    monkeypatch.setattr(validation, "data_of", whole)

    assert validation.check(quads(TWO_GAPS), TEMPLATE)[0] == small


def test_questions_are_ordered_as_people_count() -> None:
    """10.1 comes after 9.2, a follow-up after its question, other remarks last, the report itself first."""
    asked = ["other", "10.3.no", "10.3", "9.2", "10.1", None, "3"]

    assert sorted(asked, key=question_order) == [None, "3", "9.2", "10.1", "10.3", "10.3.no", "other"]


def test_the_gravest_open_finding_decides() -> None:
    """`--fail-on` must not fail on what somebody has accepted."""

    def finding(severity: str, status: str) -> Finding:
        words = Words("a", "a")
        return Finding(
            id=severity + status, report="r", rule="SG-C01", severity=severity, focus="f",  # type: ignore[arg-type]
            title=words, message=words, advice=words, rests_on=words, status=status,
        )  # fmt: skip

    told = in_order([finding("violation", "accepted"), finding("warning", "open")])

    assert worst(told) == "warning"
    assert reaches(told, "warning")
    assert reaches(told, "info")
    assert not reaches(told, "violation")
    assert worst([]) is None


def test_a_message_is_parted_after_its_last_question() -> None:
    """What is asked and what to do are shown apart."""
    assert split_message("Här står 68 %. Är det fel? Rätta andelen.") == (
        "Här står 68 %. Är det fel?",
        "Rätta andelen.",
    )
    assert split_message("Utan fråga.") == ("Utan fråga.", "")


def test_a_section_finding_stands_under_its_section() -> None:
    """What a whole section misses belongs to none of its questions."""
    text = quads(
        REPORT
        + """
answer:1.1 a sg:Answer ; sg:answersQuestion question:1.1 ; sg:questionNumber "1.1" ; sg:answerStatus status:answered ;
    sg:text "Arbetet leddes av en styrgrupp." ; sg:hasEvidence evidence:a .
evidence:a a sg:Evidence ; sg:page 4 ; sg:firstLine 40 ; sg:lastLine 44 ; sg:quote "Arbetet leddes" ."""
    )
    told = validate(text, TEMPLATE)

    assert rules(told) == [("1", "SG-C12")]
    assert {finding.page for finding in told} == {4}
    assert "Avsnitt 1  Strategin" in render_text(told, "sv")
    assert told[0].message.sv.startswith("Nämns inte: civilsamhällesorganisation, företag, ")


def test_every_kind_of_actor_that_a_template_requires_can_be_met() -> None:
    """A kind that words.ttl does not know would be missed in every report."""
    required = {quad.object for quad in reference_quads() if quad.predicate.value == SG + "requiresActorKind"}
    known = {triple.subject for triple in load_shapes().words if triple.predicate.value == f"{SGS}metBy"}

    assert required
    assert required <= known


def test_what_the_shapes_ask_of_a_template_is_what_the_template_says() -> None:
    """A property misspelt in one of them switches a rule off without a word."""
    said = {quad.predicate.value for quad in reference_quads() if "/question/" in str(quad.subject)}
    asked = {
        "asksForTable",
        "maxInsatser",
        "asksForTheme",
        "asksForBox",
        "parentQuestion",
        "askedIf",
        "voluntary",
        "inSection",
    }

    assert {SG + name for name in asked} <= said
    assert {SG + name for name in asked} <= load_shapes().speaks_of


def test_a_report_of_real_size_is_checked_in_a_second() -> None:
    """Twenty-one reports a year are checked while one waits; the bound is loose, the benchmark has the figures."""
    rows = [row for row in TWO_GAPS.split("\n") if "lyftet" in row or "describesInsats" in row]
    entries = "\n".join("\n".join(rows).replace("lyftet", f"rad-{number}") for number in range(21))
    mentions = "\n".join(
        f"id:mention-{number} a sg:ActorMention ; sg:inAnswer answer:3.3 ; sg:actor id:actor-{number % 40} ; "
        f'sg:hasEvidence evidence:n{number} . evidence:n{number} a sg:Evidence ; sg:page 3 ; sg:quote "Ett namn" .'
        for number in range(600)
    )
    report = quads(TWO_GAPS + entries + mentions)
    validate(report, TEMPLATE)
    begun = perf_counter()
    found = validate(report, reference_quads() + tuple(TEMPLATE))

    assert len(found) > 100
    assert perf_counter() - begun < 3


def test_what_is_said_of_the_whole_report_points_at_what_it_quotes() -> None:
    """A placeholder in the signature is on the last page, not where the report begins."""
    dated = """report:00-2023 a sg:Report ; sg:reportYear 2023 ; sg:caseNumber "RU-1" ; sg:signedBy "Kim Ek" ;
        sg:signatureDateAsWritten "2024-01-xx" ; sg:hasEvidence evidence:top , evidence:end .
        evidence:top a sg:Evidence ; sg:page 1 ; sg:firstLine 1 ; sg:quote "Diarienummer RU-1" .
        evidence:end a sg:Evidence ; sg:page 36 ; sg:firstLine 3998 ; sg:quote "2024-01-xx" ."""
    told = validate(quads(dated), TEMPLATE)

    assert [(one.rule, one.page, one.quote) for one in told] == [("SG-T03", 36, "2024-01-xx")]


def test_what_is_said_of_an_insats_stands_where_its_name_does() -> None:
    """A table may have the outputs first: their words do not say which insats it is."""
    above = f"{TWO_GAPS}\n<{ID}entry/00-2023/lyftet> sg:hasEvidence evidence:z .\n"
    above += 'evidence:z a sg:Evidence ; sg:page 13 ; sg:firstLine 345 ; sg:lastLine 346 ; sg:quote "Tre kurser har hållits." .'
    quotes = {found.quote for found in validate(quads(above), TEMPLATE) if found.insats}

    assert quotes == {"Lyftet, en kurs för nya företagare"}

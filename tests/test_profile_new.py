"""Profiles made from empty forms: the made profile must read a report filled in on that form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from docx import Document
from form_reports import Layout, docx_report, said, text_report

from samgraf import cli
from samgraf.errors import NotAReportError, UsageError
from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.profile import load_profiles
from samgraf.reports.profile_new import year_of
from samgraf.reports.profile_yaml import make_profile
from samgraf.reports.read import read_report
from samgraf.validation import check

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.reports.model import Report

PROFILES = {profile.id.rsplit("/", 1)[-1]: profile for profile in load_profiles()}


def _none(_number: str) -> str:
    """Return no number."""
    return ""


def _lettered(number: str) -> str:
    """Return a number with a letter: "3a)" for "3.1"."""
    section, _, rest = number.partition(".")
    return f"{section}{'abcdefgh'[int(rest) - 1]})"


FORMS = {
    "numbered": ("2023", Layout(year=2025)),
    "contents": ("2023", Layout(year=2025, contents="section question")),
    "own line": ("2023", Layout(year=2025, own_line=True)),
    "lettered": ("2023", Layout(year=2025, number=_lettered)),
    "other words": ("2024", Layout(year=2025)),
    "without numbers": ("2021", Layout(year=2025, number=_none, section=_none)),
}
HOW = ("txt", "docx", "cells")


def _write(path: Path, year: str, layout: Layout, how: str) -> Path:
    """Return the file of a form, empty or filled in."""
    profile = PROFILES[year]
    if how == "txt":
        path.write_text(text_report(profile, layout), encoding="utf-8")
    else:
        path.write_bytes(docx_report(profile, layout, in_cells=how == "cells"))
    return path


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", FORMS)
def test_a_profile_made_from_an_empty_form_reads_the_filled_one(name: str, how: str, tmp_path: Path) -> None:
    """A new year's form is a command, no code; nothing else proves that the profile is right."""
    year, layout = FORMS[name]
    suffix = "txt" if how == "txt" else "docx"
    empty = read(_write(tmp_path / f"mall.{suffix}", year, replace(layout, empty=True), how))
    made = make_profile(empty, year_of(empty, None), tmp_path / "2025.yaml", tmp_path)
    report = read_report(
        read(_write(tmp_path / f"rapport.{suffix}", year, layout, how)), profile=str(tmp_path / "2025.yaml")
    )
    texts = {answer.passage.text for answer in report.answers}
    asked = PROFILES[year].questions
    lost = [question.number for question in asked if question.kind == "text" and said(question.number) not in texts]
    ticked = [answer.box.yes for answer in report.answers if answer.box]

    assert (made.found, len(made.profile.questions)) == (len(asked), len(asked))
    assert lost == []
    assert len(report.entries) == sum(question.kind == "table" for question in asked)
    assert all(cell.passage for entry in report.entries for cell in entry.cells)
    assert ticked == [True, True, True]
    assert report.metadata.year == 2025
    assert report.coverage.shares()[2] < 0.01


def _own_form(path: Path, *, filled: bool) -> Path:
    """Return a form of another make: instructions, leads, boxes at a question, follow-ups in one, a last free heading."""
    document = Document()
    document.add_heading("Återrapportering av regionalt utvecklingsansvar 2026", 0)
    document.add_paragraph("Region Halland" if filled else "Region:")
    document.add_heading("Så fyller du i", 1)
    document.add_paragraph(
        "Mallen används av alla regioner när de berättar om årets arbete. Skriv kort och låt siffror tala där det går."
    )
    document.add_heading("1 Strategi och samordning", 1)
    document.add_paragraph(
        "Här vill vi veta hur ni har samverkat med kommuner, länsstyrelsen, civilsamhället och näringslivet under året."
    )
    for text, key in (
        ("1.1 Beskriv hur arbetet med strategin har letts.", "1.1"),
        ("1.2 Hur har ekonomisk, social och miljömässig hållbarhet vägts in?", "1.2"),
    ):
        document.add_paragraph(text)
        document.add_paragraph(said(key) if filled else "Klicka eller tryck här för att ange text.")
    document.add_paragraph("1.3 Lista upp till sju insatser i tabellen.")
    table = document.add_table(rows=2, cols=4)
    row = (
        ("Hamnlyftet 2025–2026", "Fyra kajer", "Egen bedömning: Ökad kunskap.", "RUS: delmål 4")
        if filled
        else ("",) * 4
    )
    for place, head in enumerate(
        ("Insatsens namn", "Gjort (prestationer)", "Förändrat (effekter)", "Mål som insatsen stödjer")
    ):
        table.cell(0, place).text, table.cell(1, place).text = head, row[place]
    document.add_heading("2 Medel", 1)
    document.add_paragraph("2.1 Har anslaget bidragit till målen i")
    for label in ("den regionala strategin", "programmen inom EU"):
        document.add_paragraph(f"{label}?")
        document.add_paragraph("Ja ☒   Nej ☐" if filled else "Ja ☐   Nej ☐")
    document.add_paragraph("Om ja, beskriv hur.")
    if filled:
        document.add_paragraph("Medlen har rustat kajer.")
    document.add_paragraph("Om nej, beskriv varför.")
    document.add_paragraph("2.2 Finns en plan för nästa år? " + ("Ja ☐ Nej ☒" if filled else "Ja ☐ Nej ☐"))
    document.add_heading("Övrigt", 1)
    document.add_paragraph(said("other") if filled else "Klicka eller tryck här för att ange text.")
    document.save(str(path))
    return path


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Report:
    """Return a report on a form that nobody has seen, read with the profile made from the empty form."""
    empty = read(_own_form(tmp_path / "mall.docx", filled=False))
    make_profile(empty, 2026, tmp_path / "2026.yaml", tmp_path)
    return read_report(read(_own_form(tmp_path / "rapport.docx", filled=True)), profile=str(tmp_path / "2026.yaml"))


def test_boxes_follow_ups_and_the_free_end_of_another_form_are_found(report: Report) -> None:
    """Forms differ in more than their words."""
    answers = {answer.question: answer for answer in report.answers}
    boxes = {key: (answer.box.yes, answer.box.no) for key, answer in answers.items() if answer.box}

    assert answers["other"].passage.text == said("other")
    assert answers["2.1"].passage.text == "Medlen har rustat kajer."
    assert boxes == {
        "2.1.den-regionala-strategin": (True, False),
        "2.1.programmen-inom-eu": (True, False),
        "2.2": (False, True),
    }
    assert [entry.name for entry in report.entries] == ["Hamnlyftet"]


def test_a_template_that_no_file_holds_is_described_in_the_reports_graph(report: Report) -> None:
    """The shapes ask what a question asks for; without an answer every empty box would be a violation."""
    quads = to_quads(report, load_reference())
    findings, sections, _ = check(quads, reference_quads())
    asked = {str(quad.subject) for quad in quads if "/question/villkorsbeslut-2026/" in str(quad.subject)}

    assert len(asked) == 9
    assert {finding.rule for finding in findings} <= {"SG-C12", "SG-C13", "SG-C15", "SG-C16", "SG-E03"}
    assert [(section.number, section.title.sv) for section in sections] == [
        ("1", "Strategi och samordning"),
        ("2", "Medel"),
    ]


def test_a_known_template_is_not_described_again(tmp_path: Path) -> None:
    """What is said twice can differ."""
    path = tmp_path / "rapport.txt"
    path.write_text(text_report(PROFILES["2023"], Layout()), encoding="utf-8")
    quads = to_quads(read_report(read(path)), load_reference())

    assert not [quad for quad in quads if "/id/question/" in str(quad.subject)]


def test_what_was_unsure_is_marked_in_the_file(tmp_path: Path) -> None:
    """Nothing is asked, so what was decided must be seen where it stands."""
    made = make_profile(read(_own_form(tmp_path / "mall.docx", filled=False)), 2026, tmp_path / "2026.yaml", tmp_path)
    lines = (tmp_path / "2026.yaml").read_text(encoding="utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if "OSÄKERT:" in line and "rutorna" in line)

    assert lines[at + 1] == '  - number: "2.2"'
    assert [sv.split(":")[0] for sv, _ in made.unsure] == ["2.2"]


def test_the_same_form_gives_the_same_files(tmp_path: Path) -> None:
    """A profile lies in git."""
    form = read(_own_form(tmp_path / "mall.docx", filled=False))
    for name in ("a", "b"):
        make_profile(form, 2026, tmp_path / name / "2026.yaml", tmp_path / name)
    files = [sorted(path.name for path in (tmp_path / name).iterdir()) for name in ("a", "b")]

    assert files[0] == files[1] == ["2026.fingerprint", "2026.yaml", "villkorsbeslut-2026.ttl"]
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files[0])


def test_the_template_as_turtle_asks_for_what_the_form_asks_for(tmp_path: Path) -> None:
    """Shapes and queries read it, as they read those of the ontology."""
    make_profile(read(_own_form(tmp_path / "mall.docx", filled=False)), 2026, tmp_path / "2026.yaml", tmp_path)
    store = ox.Store()
    store.load(path=str(tmp_path / "villkorsbeslut-2026.ttl"), format=ox.RdfFormat.TURTLE)
    question = "PREFIX sg: <https://w3id.org/samgraf/def/> ASK { ?q sg:questionNumber "

    assert store.query(question + '"1.3" ; sg:asksForTable true ; sg:maxInsatser 7 }')
    assert store.query(question + '"1.2" ; sg:asksForTheme <https://w3id.org/samgraf/id/dimension/social> }')
    assert store.query(question + '"2.1.no" ; sg:askedIf "no" }')
    assert store.query(question + '"other" ; sg:voluntary true }')


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    """Somebody may have looked it through and mended it."""
    form = read(_own_form(tmp_path / "mall.docx", filled=False))
    make_profile(form, 2026, tmp_path / "2026.yaml", tmp_path)

    with pytest.raises(UsageError, match=r"2026\.yaml"):
        make_profile(form, 2026, tmp_path / "2026.yaml", tmp_path)


def test_a_text_without_questions_is_no_form(tmp_path: Path) -> None:
    """The wrong file must not become a profile that finds nothing."""
    path = tmp_path / "brev.txt"
    path.write_text("Hej!\nVi ses vid havet i sommar.\n", encoding="utf-8")

    with pytest.raises(NotAReportError, match=r"brev\.txt"):
        make_profile(read(path), 2026, tmp_path / "2026.yaml", tmp_path)
    assert not (tmp_path / "2026.yaml").exists()


def test_a_form_without_a_year_asks_for_it(tmp_path: Path) -> None:
    """A profile without a year would be chosen for every year."""
    path = tmp_path / "mall.txt"
    path.write_text("1.1 Beskriv havet.\n1.2 Beskriv kusten.\n", encoding="utf-8")

    with pytest.raises(UsageError, match="--year"):
        year_of(read(path), None)


def test_a_workspace_reads_reports_with_the_profile_that_was_made_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the empty form to the answers in three commands, without a word of Python or YAML."""
    place = ["--workspace", str(tmp_path / "yta")]
    form, report = _own_form(tmp_path / "mall.docx", filled=False), _own_form(tmp_path / "rapport.docx", filled=True)

    assert cli.main([*place, "profile", "new", str(form)]) == 0
    assert "6 av 6 frågor" in capsys.readouterr().out
    assert cli.main([*place, "profile", "check", str(report)]) == 0
    assert "villkorsbeslut/2026" in capsys.readouterr().out
    assert cli.main([*place, "build", str(report)]) == 0
    assert cli.main([*place, "check"]) == 0
    assert cli.main([*place, "ask", "sections-overview", "--format", "csv"]) == 0
    assert "Strategi och samordning" in capsys.readouterr().out


def test_a_document_that_no_profile_fits_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says it to programs, and the line what to do about it."""
    assert cli.main(["profile", "check", str(_own_form(tmp_path / "rapport.docx", filled=True))]) == 1

    assert "profile new" in capsys.readouterr().out


def test_the_profiles_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """What a profile asks must be seen without opening its file."""
    assert cli.main(["profile", "list"]) == 0
    assert capsys.readouterr().out.count("ej bekräftad") == 3
    assert cli.main(["--lang", "en", "profile", "show", "2021"]) == 0
    text = capsys.readouterr().out

    assert "not confirmed" in text
    assert "9 Miljö, klimat och energi" in text

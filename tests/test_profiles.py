"""Forms of other years: variations of a profile, the profile that fits, and reports whose form was changed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from form_reports import HEADS, Layout, docx_report, said, text_report
from small_reports import document

from samgraf.documents import Span
from samgraf.errors import NotAReportError, ProfileError
from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.moved import moved_parts
from samgraf.reports.profile import Profile, load_profile, load_profiles
from samgraf.reports.read import read_report
from samgraf.resources import folder
from samgraf.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.reports.model import Report

PROFILES = {profile.id: profile for profile in load_profiles()}
OF_2023 = PROFILES["villkorsbeslut/2023"]


def _next(number: str) -> str:
    """Return a number one section further on: "4.1" for "3.1"."""
    section, dot, rest = number.partition(".")
    return f"{int(section) + 1}{dot}{rest}"


def _lettered(number: str) -> str:
    """Return a number with a letter: "3a)" for "3.1"."""
    section, _, rest = number.partition(".")
    return f"{section}{'abcdefgh'[int(rest) - 1]})"


def _letter(number: str) -> str:
    """Return only the letter: "a)" for "3.1"."""
    return _lettered(number)[-2:]


def _counted(number: str) -> str:
    """Return a number as a count through the whole form, after a word: "Fråga 11:"."""
    asked = [question.number for question in OF_2023.questions]
    return f"Fråga {asked.index(number) + 1}:"


def _none(_number: str) -> str:
    """Return no number."""
    return ""


LAYOUTS = {
    "as the form": Layout(),
    "numbers on lines of their own": Layout(own_line=True),
    "no numbers": Layout(number=_none, section=_none),
    "other numbers": Layout(number=_next, section=_next),
    "letters with numbers": Layout(number=_lettered),
    "letters alone": Layout(number=_letter),
    "a word before other numbers": Layout(number=_counted),
    "a list of contents": Layout(contents="section"),
    "a list of contents with questions": Layout(contents="section question"),
    "a list of contents without dots": Layout(contents="section question bare"),
}


def _read(path: Path, data: str | bytes) -> Report:
    """Return the report in a file that is written here."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_report(read(path))


def _wrong(report: Report, profile: Profile) -> list[str]:
    """Return the questions whose answer is not what was written, and the tables without their row."""
    texts = {answer.question: answer.passage.text for answer in report.answers}
    rows = {entry.question: entry for entry in report.entries if all(cell.passage for cell in entry.cells)}
    answers = [q.number for q in profile.questions if q.kind == "text" and texts.get(q.number) != said(q.number)]
    tables = [q.number for q in profile.questions if q.kind == "table"]
    return answers + [number for number in tables if number not in rows or rows[number].name != "Hamnlyftet"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_changed_by_hand_is_read_from_text(name: str, tmp_path: Path) -> None:
    """People renumber, strike out and copy; the answers are the same."""
    report = _read(tmp_path / "rapport.txt", text_report(OF_2023, LAYOUTS[name]))

    assert _wrong(report, OF_2023) == []
    assert report.profile == "villkorsbeslut/2023"
    assert report.coverage.shares()[2] < 0.01


def _of_sections(*sections: str) -> Profile:
    """Return the form of 2023 with its sections in an order, those that are not named left out."""
    asked = [q for section in sections for q in OF_2023.questions if q.section == section]
    return replace(OF_2023, questions=tuple(asked))


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_section_that_was_moved_is_found(suffix: str, tmp_path: Path) -> None:
    """A report may begin with the money; the other sections keep their answers."""
    moved = _of_sections("10", *"123456789")
    made = text_report(moved, Layout()) if suffix == "txt" else docx_report(moved, Layout())

    assert _wrong(_read(tmp_path / f"rapport.{suffix}", made), moved) == []


def test_the_lines_of_a_question_with_boxes_in_the_head_of_a_table_are_not_that_question() -> None:
    """The heads name the same programmes, line by line; the table goes on after them."""
    spans = [Span(at, at + 20) for at in (0, 200, 400, 900)]
    chain = [(0, 1, 1.5, spans[0]), (900, 9, 1.5, spans[3])]
    lines = [(200, 5, 0.7, spans[1]), (400, 6, 0.8, spans[2])]

    assert moved_parts([*chain, *lines], chain, frozenset({5, 6})) == []
    assert moved_parts([*chain, *lines], chain, frozenset()) == lines


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_prompts_that_were_cut_short_are_found(suffix: str, tmp_path: Path) -> None:
    """People keep the first half of a long prompt."""
    asked = [
        q
        if q.kind != "text"
        else replace(q, prompt=q.prompt.split(", ")[0].split(" och ")[0].rstrip(".") + ".", lead="")
        for q in _of_sections(*"123456789").questions
    ]
    short = replace(OF_2023, questions=tuple(asked))
    made = text_report(short, Layout(number=_none)) if suffix == "txt" else docx_report(short, Layout(number=_none))

    assert _wrong(_read(tmp_path / f"rapport.{suffix}", made), short) == []


def test_what_stands_under_a_heading_without_prompts_answers_the_first_question(tmp_path: Path) -> None:
    """Some strike out all that the form says but its headings."""
    asked = [replace(q, prompt=q.prompt if q.kind == "table" else "") for q in _of_sections(*"3456789").questions]
    kept = [q for q in asked if q.prompt or q.number.endswith(".1")]
    bare = replace(OF_2023, questions=tuple(kept))
    report = _read(tmp_path / "rapport.docx", docx_report(bare, Layout(number=_none)))

    assert _wrong(report, bare) == []


def test_a_table_of_insatser_under_another_question_is_read(tmp_path: Path) -> None:
    """Another year's form may ask for the table where ours asks for text; the insatser are there all the same."""
    asked = [
        replace(q, kind="table", prompt="Ange upp till tio insatser inom området.") if q.number == "4.2" else q
        for q in OF_2023.questions
        if q.number != "4.4"
    ]
    report = _read(tmp_path / "rapport.docx", docx_report(replace(OF_2023, questions=tuple(asked)), Layout(year=2025)))

    assert "4.2" in {entry.question for entry in report.entries}
    assert "other-year" in {note.kind for note in report.notes}


@pytest.mark.parametrize("in_cells", [False, True], ids=["paragraphs", "cells"])
@pytest.mark.parametrize("name", ["as the form", "no numbers", "other numbers"])
def test_a_form_changed_by_hand_is_read_from_word(name: str, in_cells: bool, tmp_path: Path) -> None:  # noqa: FBT001 (a case)
    """Many forms are one large table, with each prompt in a cell."""
    report = _read(tmp_path / "rapport.docx", docx_report(OF_2023, LAYOUTS[name], in_cells=in_cells))

    assert _wrong(report, OF_2023) == []


@pytest.mark.parametrize(
    "heads",
    [
        ("Insats", "Prestationer", "Effekter", "Mål"),
        ("Projekt", "Uppnådda prestationer 2023", "Effekter på sikt", "Koppling till mål"),
        HEADS,
    ],
    ids=lambda heads: heads[0],
)
def test_other_column_heads_lead_to_the_same_columns(heads: tuple[str, ...], tmp_path: Path) -> None:
    """Where three heads are known, the fourth column is the one that is left."""
    report = _read(tmp_path / "rapport.docx", docx_report(OF_2023, Layout(), heads=heads))

    assert _wrong(report, OF_2023) == []


@pytest.mark.packed
@pytest.mark.parametrize("identity", PROFILES)
@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_report_in_a_years_own_form_is_read_with_it(identity: str, suffix: str, tmp_path: Path) -> None:
    """Each profile of the loaders finds its own form, and no other profile takes it."""
    profile = PROFILES[identity]
    number = str if profile.numbered else _none
    layout = Layout(number=number, section=number, year=profile.years[-1])
    made = text_report(profile, layout) if suffix == "txt" else docx_report(profile, layout)

    report = _read(tmp_path / f"rapport.{suffix}", made)

    assert (report.profile, report.metadata.year) == (identity, profile.years[-1])
    assert _wrong(report, profile) == []


def test_there_are_profiles_of_several_years_and_one_is_confirmed() -> None:
    """We have the real form of one year; a guess that calls itself real would mislead."""
    assert len(PROFILES) == 4
    assert [profile.id for profile in PROFILES.values() if profile.confirmed] == ["villkorsbeslut/2023"]


@pytest.mark.parametrize("identity", sorted(PROFILES))
def test_a_profile_that_is_a_guess_says_so_in_its_head(identity: str) -> None:
    """Who opens the file must not take our words for the form's."""
    text = (folder("loaders") / f"{identity}.yaml").read_text(encoding="utf-8")

    assert PROFILES[identity].confirmed != ("NOT CONFIRMED" in text)


def test_a_year_without_a_profile_is_read_with_the_one_that_fits_and_says_so(tmp_path: Path) -> None:
    """A report of 2027 in the form of 2023 is worth reading; that it was a guess must be told."""
    report = _read(tmp_path / "rapport.txt", text_report(OF_2023, Layout(year=2027)))
    note = next(note for note in report.notes if note.kind == "other-year")

    assert (report.profile, report.metadata.year) == ("villkorsbeslut/2023", 2027)
    assert "2027" in note.sv
    assert "2027" in note.en
    assert note.in_("sv") != note.in_("en")


def test_a_guessed_profile_is_told(tmp_path: Path) -> None:
    """Its questions may not be the year's."""
    profile = PROFILES["villkorsbeslut/2024"]
    report = _read(tmp_path / "rapport.txt", text_report(profile, Layout(year=2024)))

    assert [note.kind for note in report.notes] == ["unconfirmed-profile"]


def test_a_report_of_the_year_itself_has_no_notes(tmp_path: Path) -> None:
    """A note that is always there is not read."""
    assert _read(tmp_path / "rapport.txt", text_report(OF_2023, Layout())).notes == ()


def test_what_another_years_form_did_not_ask_is_not_unanswered(tmp_path: Path) -> None:
    """Nobody can be blamed for a question that was not in the form."""
    shorter = replace(OF_2023, questions=tuple(q for q in OF_2023.questions if q.number not in {"2.4", "9.2"}))
    reports = [
        _read(tmp_path / f"{year}.txt", text_report(shorter, Layout(year=year), lambda _: "")) for year in (2023, 2027)
    ]
    found = [
        {finding.question for finding in validate(to_quads(report, load_reference()), reference_quads())}
        for report in reports
    ]
    kinds = [note.kind for note in reports[1].notes]

    assert {"2.3", "2.4", "9.2"} <= found[0]
    assert "2.3" in found[1]
    assert not {"2.4", "9.2"} & found[1]
    assert "absent-question" in kinds


def test_a_prompt_that_the_form_has_under_two_sections_makes_no_two_forms(tmp_path: Path) -> None:
    """A short report, whose other prompts are in its own words, is one report."""
    same, few = {"4.4", "9.2"}, {"3.1", "4.1", "5.1", "6.1", "9.1"}
    prompts = {q.prompt for q in OF_2023.questions if q.number in same}
    asked = [
        replace(q, prompt=f"{' '.join(q.prompt.split()[:7])} och vad blev gjort under året?") if q.number in few else q
        for q in OF_2023.questions
        if q.number in {*same, *few}
    ]
    report = _read(tmp_path / "rapport.txt", text_report(replace(OF_2023, questions=tuple(asked)), Layout()))

    assert len(prompts) == 1
    assert {answer.question for answer in report.answers} >= same
    assert "repeated-form" not in {note.kind for note in report.notes}


def test_a_question_that_no_profile_has_is_told(tmp_path: Path) -> None:
    """Its answer stands in the answer before it, where nobody would look for it."""
    text = text_report(OF_2023, Layout()).replace(
        "4 Kompetensförsörjning och",
        "3.5 Beskriv hur barns villkor vid kusten har uppmärksammats.\nMed bad.\n4 Kompetensförsörjning och",
    )
    notes = _read(tmp_path / "rapport.txt", text).notes

    assert [note.kind for note in notes] == ["unknown-question"]
    assert "3.5 Beskriv hur barns" in notes[0].sv


def test_the_graph_says_which_template_and_profile_were_used(tmp_path: Path) -> None:
    """A guess must be seen by whoever asks the graph, too."""
    report = _read(tmp_path / "rapport.txt", text_report(OF_2023, Layout(year=2027)))
    said_of = {
        quad.predicate.value.rsplit("/", 1)[-1]: quad.object.value for quad in to_quads(report, load_reference())
    }

    assert said_of["usesTemplate"].endswith("/template/villkorsbeslut-2023")
    assert said_of["readWithProfile"] == "villkorsbeslut/2023"


LIKE = "id: egen/2025\nlike: villkorsbeslut/2023\nyears: [2025]\n"


def test_a_profile_lays_what_it_says_over_the_one_it_is_like(tmp_path: Path) -> None:
    """A year that changed two words should be a file of two words."""
    path = tmp_path / "2025.yaml"
    path.write_text(
        LIKE
        + 'reword: {Övriga medskick: Till sist}\nwithout: ["9", "2.4"]\n'
        + 'questions:\n  - {number: "1.1", prompt: Berätta om strategin.}\n  - {number: "3.5", prompt: Beskriv barnens villkor.}\n'
        + "columns:\n  - {column: goals, head: Målen}\n",
        encoding="utf-8",
    )
    profile = load_profile(path)
    numbers = [question.number for question in profile.questions]

    assert profile.template == OF_2023.template
    assert profile.fingerprint == OF_2023.fingerprint
    assert profile.questions[0].prompt == "Berätta om strategin."
    assert numbers.index("3.5") == numbers.index("3.4") + 1
    assert not {"2.4", "9.1", "9.2"} & set(numbers)
    assert "9" not in [section.number for section in profile.sections]
    assert profile.questions[-1].prompt == "Till sist"
    assert [column.head for column in profile.columns if column.column == "goals"] == ["Målen"]
    assert len(profile.columns) == 4


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LIKE + "questons: []\n", "questons"),
        (LIKE.replace("2023", "1999"), "1999"),
        (LIKE + "questions:\n  - {nummer: '1.1'}\n", "number"),
        (LIKE + "questions:\n  - {number: '1.1', promt: x}\n", "promt"),
        (LIKE.replace("villkorsbeslut/2023", "egen/2025"), "egen/2025"),
        ("like: villkorsbeslut/2023\n", "id, years"),
        ("- a\n", "YAML"),
        ("id: egen/2025\nyears: [2025]\nreword: {a: b}\n", "reword"),
    ],
    ids=["misspelt key", "no such profile", "no number", "misspelt key of a question", "like itself", "no id", "no mapping", "reword without like"],
)  # fmt: skip
def test_a_wrong_variation_is_an_error_that_says_what(text: str, told: str, tmp_path: Path) -> None:
    """A misspelt key that is passed over is a form that nobody reads."""
    path = tmp_path / "2025.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ProfileError) as caught:
        load_profile(path)

    assert told in caught.value.sv
    assert told in caught.value.en


def test_a_profile_of_the_workspace_takes_the_place_of_a_guess(tmp_path: Path) -> None:
    """Who has made the real form's profile should not have to remove ours."""
    (tmp_path / "2024.yaml").write_text(LIKE.replace("egen/2025", "villkorsbeslut/2024"), encoding="utf-8")
    found = [profile for profile in load_profiles(tmp_path) if profile.id == "villkorsbeslut/2024"]

    assert [(profile.years, profile.confirmed) for profile in found] == [((2025,), True)]


def test_a_text_without_any_question_is_told_that_none_was_found():
    """Only 0 of 24 is nothing that anybody says."""
    with pytest.raises(NotAReportError) as told:
        read_report(document("Hej\nDetta är något annat.\n"), region="19", year=2023)

    assert "ingen av mallens" in told.value.message("sv")
    assert "none of the questions of the form" in told.value.message("en")

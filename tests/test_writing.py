"""A report written in its form: read again it says the same; comments are no answers; hostile text stays text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from docx import Document
from pyoxigraph import Literal, NamedNode, Quad
from small_reports import load

from samgraf.cli import program
from samgraf.cli.reading import quads_of
from samgraf.facts import SG, Facts
from samgraf.findings import Finding, Words
from samgraf.publishing.form_docx import write_form
from samgraf.publishing.known import known_of
from samgraf.publishing.model import Answered, Known, Row
from samgraf.publishing.remarks import remarks
from samgraf.publishing.same import compare
from samgraf.publishing.writing import blank_form, profile_of, read_again, report_form, report_of
from samgraf.readers import read
from samgraf.reference import load_reference
from samgraf.reports.profile import load_profiles
from samgraf.reports.read import read_report
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from samgraf.publishing.form_docx import Form
    from samgraf.reports.model import Report
    from samgraf.reports.profile import Profile

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SHARED = EXAMPLES.parents[1] / "shared" / "reports"
PROFILES = {profile.id: profile for profile in load_profiles()}
FORM = PROFILES["villkorsbeslut/2023"]


@pytest.fixture(scope="module")
def example() -> list[Quad]:
    """Return the statements of the example report."""
    return quads_of(EXAMPLES / "vastmanland-2023.docx", load_reference())[0][0]


def read_form(form: Form, folder: Path, profile: Profile = FORM, year: int = 2023) -> Report:
    """Return a written form as our own reader reads it."""
    path = folder / "form.docx"
    path.write_bytes(form.data)
    return read_report(read(path), region="19", year=year, profile=profile.id)


def test_a_report_written_and_read_again_has_the_same_facts(example: list[Quad]) -> None:
    """The round trip: all that was known is in the document, and nothing else."""
    found = read_again(report_form(example, load_reference(), FORM), example, load_reference(), FORM)

    assert found.same, (found.lost[:5], found.gained[:5])
    assert found.shared > 5000


@pytest.mark.slow
@pytest.mark.parametrize("name", ["orebro-2023.docx"])
def test_a_real_report_makes_the_round_trip(name: str) -> None:
    """A form filled in by others, and a report whose tables were torn into text."""
    if not (SHARED / name).is_file():
        pytest.skip(f"{SHARED / name} is not here")
    before = quads_of(SHARED / name, load_reference())[0][0]

    found = read_again(report_form(before, load_reference(), FORM), before, load_reference(), FORM)

    assert found.same, (found.lost[:5], found.gained[:5])


def test_what_is_lost_or_added_is_seen(example: list[Quad]) -> None:
    """A comparison that cannot fail proves nothing."""
    text = next(quad for quad in example if quad.predicate.value == SG + "text")
    less = [quad for quad in example if quad != text]

    assert compare(example, less).lost
    assert compare(less, example).gained
    assert compare(example, example).same


def test_what_is_left_of_a_table_is_the_file_s_and_not_the_report_s(example: list[Quad]) -> None:
    """The form that is written has whole tables: nothing of them is left over, and nothing is lost by that."""
    graph = example[0].graph_name
    left = NamedNode("https://w3id.org/samgraf/id/left-over/1")
    more = [
        Quad(left, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(SG + "LeftOver"), graph),
        Quad(left, NamedNode(SG + "text"), Literal("Kustnära bygder"), graph),
    ]

    assert compare([*example, *more], example).same


def test_the_same_report_gives_the_same_bytes(example: list[Quad]) -> None:
    """A document in git changes only where the report did."""
    first, again = (
        report_form(example, load_reference(), FORM, "empty", {"1.1": ["Tänk på detta."]}) for _ in range(2)
    )

    assert first.data == again.data
    with zipfile.ZipFile(io.BytesIO(first.data)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {2024}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.id)
def test_an_empty_form_of_each_profile_is_read_as_unanswered(profile: Profile, tmp_path: Path) -> None:
    """Every question is there in the year's own order and numbers, and what is printed is nobody's answer."""
    report = read_form(blank_form(profile), tmp_path, profile, profile.years[-1])

    assert {answer.status for answer in report.answers} == {"empty"}
    assert all(answer.prompt for answer in report.answers if answer.question[-1].isdigit())
    assert [answer.question for answer in report.answers if answer.question.count(".") == 1] == [
        question.number for question in profile.questions if "." in question.number
    ]
    assert report.entries == ()
    assert all(answer.has_table for answer in report.answers if answer.question.endswith("3.4"))


def test_remarks_are_comments_and_never_answers(example: list[Quad], tmp_path: Path) -> None:
    """Whoever sends the form in with the comments left has not answered anything with them."""
    told = {
        number: [f"Anmärkning om {number}: Almi och 47 % saknas. Varför?"] * 3
        for number in ("", "3", "1.1", "3.4", "10.3.rus", "10.3.no")
    }
    form = report_form(example, load_reference(), FORM, "empty", told)
    report = read_form(form, tmp_path)

    assert {answer.status for answer in report.answers} == {"empty"}
    assert "Anmärkning" not in report.document.text
    comments = list(Document(io.BytesIO(form.data)).comments)
    assert len(comments) == len(told)
    assert all(len(comment.paragraphs) == 3 for comment in comments)


def test_next_year_starts_from_the_insatser_that_go_on(example: list[Quad], tmp_path: Path) -> None:
    """Names, descriptions and goals are kept; results, answers and what has ended are the past year's."""
    known = known_of(Facts(example), report_of(Facts(example)), ("19", 2023), load_reference())
    coming = known.next_year()
    ended = {row.name for rows in known.rows.values() for row in rows if row.end is not None and row.end <= 2023}
    profile = profile_of(Facts(example), report_of(Facts(example)), list(PROFILES.values()), 2024)

    report = read_form(report_form(example, load_reference(), profile, "next-year"), tmp_path, profile, 2024)

    kept = {entry.name for entry in report.entries}
    assert profile.id == "villkorsbeslut/2024"
    assert ended
    assert kept
    assert not ended & kept
    assert kept == {row.name for rows in coming.rows.values() for row in rows}
    assert not any(entry.outputs or entry.effects for entry in report.entries)
    assert any(entry.cell("goals").mentions.goals for entry in report.entries)
    assert {answer.status for answer in report.answers if answer.question == "1.1"} == {"empty"}


HOSTILE = "R&D <b>x</b> {{ 7*7 }} {% raw %} ]]> \"'` &amp; =1+1 %s ${x} \\N"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Tags, braces, control characters and a very long answer come back as they went in, or marked where XML cannot hold them."""
    long = "Ett ord till. " * 7500
    known = Known(
        key="19-2023",
        region="Region Västmanland",
        year=2023,
        answers={"1.1": Answered(HOSTILE), "1.2": Answered("rad ett\x0brad två\x00\x1f\ud800"), "1.3": Answered(long)},
        rows={
            "3.4": (Row(name=f"Insats {HOSTILE}", description="{{ x }}", outputs="<w:t>3</w:t> möten", goals="a\x0cb"),)
        },
    )
    report = read_form(write_form(FORM, known), tmp_path)
    answers = {answer.question: answer.passage.text for answer in report.answers}

    assert answers["1.1"] == HOSTILE
    assert answers["1.2"] == "rad ett\nrad två\ufffd\ufffd\ufffd"
    assert answers["1.3"] == long.strip()
    assert report.entries[0].cell("name").passage.text == f"Insats {HOSTILE}\n{{{{ x }}}}"
    assert report.entries[0].cell("outputs").passage.text == "<w:t>3</w:t> möten"


def test_three_hundred_insatser_are_three_hundred_rows(tmp_path: Path) -> None:
    """A region that lists all it does loses none of it."""
    rows = tuple(
        Row(name=f"Insats nummer {n}", description="Ett projekt.", outputs=f"{n} möten") for n in range(1, 301)
    )
    known = Known(key="19-2023", region="Region Västmanland", year=2023, rows={"3.4": rows})

    report = read_form(write_form(FORM, known), tmp_path)

    assert [entry.name for entry in report.entries] == [row.name for row in rows]


def test_what_the_form_has_no_place_for_is_told() -> None:
    """An answer of another form, and a row of a register without a question, are not dropped in silence."""
    known = Known(
        key="19-2023",
        region="R",
        year=2023,
        answers={"14.1": Answered("Kvar.")},
        rows={"register": (Row(name="Bortglömd"),)},
    )

    assert write_form(FORM, known).unplaced == ("14.1: Kvar.", "register: Bortglömd")


def test_a_report_with_an_address_of_somebody_elses_is_written_too(tmp_path: Path) -> None:
    """A graph from another program has its own names for things; what it says of itself is what counts."""
    source = tmp_path / "annan.ttl"
    source.write_text(
        "@prefix sg: <https://w3id.org/samgraf/def/> .\n"
        "<https://example.org/r> a sg:Report ; sg:region <https://w3id.org/samgraf/id/actor/region-19> ; sg:reportYear 2023 .\n"
        '<https://example.org/e> a sg:InsatsEntry ; sg:inReport <https://example.org/r> ; sg:questionNumber "4.4" ; sg:name "Yrkeslyftet <b>" .\n'
    )
    quads = quads_of(source, load_reference())[0][0]

    report = read_form(report_form(quads, load_reference(), FORM), tmp_path)

    assert [entry.name for entry in report.entries] == ["Yrkeslyftet <b>"]


def test_what_no_cell_says_gets_a_line() -> None:
    """A register's columns, and a person's corrections, are in the document too."""
    several = quads_of(EXAMPLES / "insatser-register.xlsx", load_reference())
    quads = next(quads for quads, _ in several if report_of(Facts(quads)).endswith("19-2022"))
    row = known_of(Facts(quads), report_of(Facts(quads)), ("19", 2022), load_reference()).rows["4.4"][0]

    assert row.more == (
        "Period: 2021-03-01 – 2023-02-28",
        "Finansiering: ESF; anslag 1:1",
        "Projektägare: Mälardalens universitet",
        "Samverkanspartner: Arboga kommun; Handelskammaren Mälardalen; Köpings kommun",
        "Beviljat belopp: 4200000 kr",
    )
    assert row.effects.endswith("\nUppföljning")
    assert "delmål 18" in row.goals


def test_a_time_with_an_open_end_is_read_back_open(tmp_path: Path) -> None:
    """A register says "2022-01-01 –"; in a sentence a loose dash means nothing."""
    several = quads_of(EXAMPLES / "insatser-register.xlsx", load_reference())
    quads = next(quads for quads, _ in several if report_of(Facts(quads)).endswith("19-2023"))

    report = read_form(report_form(quads, load_reference(), FORM), tmp_path)
    period = next(entry.period for entry in report.entries if entry.name == "Bygdens innovationer")

    assert period is not None
    assert (period.start_year, period.start_month, period.end_year) == (2022, 1, None)


def test_remarks_stand_by_their_question_the_gravest_first() -> None:
    """An accepted finding is no remark."""

    def finding(severity: str, question: str | None, status: str = "open") -> Finding:
        words = Words("Vad fattas?", "What?")
        return Finding(id=f"x/{severity}", report="r/19-2023", rule="SG-X01", severity=severity, focus="f", title=words, message=words,
                       advice=Words("Fyll i.", "Fill in."), rests_on=words, question=question, status=status)  # fmt: skip

    told = remarks(
        [
            finding("info", "1.1"),
            finding("violation", "1.1"),
            finding("warning", None),
            finding("info", "2.1", "accepted"),
        ],
        2023,
    )

    assert list(told) == ["", "1.1"]
    assert [text[:14] for text in told["1.1"]] == ["Brist 2023, SG", "Upplysning 202"]


def test_the_command_writes_and_says_how_the_reading_came_out(tmp_path: Path) -> None:
    """What is printed is what an analyst relies on; a made-up report with one of everything does not read back as it was made."""
    load(Workspace.create(tmp_path / "ws"))
    out = tmp_path / "ut.docx"
    run = CliRunner().invoke(
        program(), ["--workspace", str(tmp_path / "ws"), "write", "19-2023", str(out)], standalone_mode=False
    )

    assert read(out).text.count("Fiskrådet")
    assert re.search(r"Läst igen: \d+ uppgifter lika, \d+ saknas, \d+ nya\.", run.output)
    assert run.return_value == 1


@pytest.mark.parametrize(
    ("report", "out"),
    [
        ("19-2023", "ut.pdf"),
        ("19-2023", "ut.docx"),
        ("finns-inte.docx", "ut.docx"),
        (str(EXAMPLES / "insatser-register.xlsx"), "ut.docx"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_writes_nothing(report: str, out: str, tmp_path: Path) -> None:
    """Another ending, no workspace, no file, three reports in one file."""
    run = CliRunner().invoke(program(), ["--workspace", str(tmp_path / "ws"), "write", report, str(tmp_path / out)])

    assert run.exception is not None
    assert not (tmp_path / out).exists()

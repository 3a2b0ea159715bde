"""The example report: the files are what the YAML makes, they say what its facts say, and samgraf finds that."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from samgraf.api import library
from samgraf.graph.report import to_quads
from samgraf.queries import find, run
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.store import from_quads
from samgraf.validation import validate

if TYPE_CHECKING:
    from samgraf.reports.model import Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
REPORT = yaml.safe_load((EXAMPLES / "vastmanland-2023.yaml").read_text("utf-8"))
QUESTIONS = [question for section in REPORT["sections"] for question in section["questions"]]
ENTRIES = [(question["key"], entry) for question in QUESTIONS for entry in question.get("table") or []]
EXPECTED = ("actors-on-goals", "findings", "insatser")
OWN_REPORT = EXAMPLES.parents[1] / "shared" / "reports" / "vastmanland-2023.txt"


def _strings(piece: object) -> list[str]:
    """Return every text of a piece of the YAML, in its order."""
    if isinstance(piece, str):
        return [piece]
    if isinstance(piece, dict):
        return [text for value in piece.values() for text in _strings(value)]
    return [text for value in piece for text in _strings(value)] if isinstance(piece, list) else []


def _written(entry: dict[str, object]) -> str:
    return " ".join(_strings([entry["name"], *(entry[column] for column in ("about", "outputs", "effects", "goals"))]))


def test_the_files_are_what_the_yaml_makes(tmp_path: Path) -> None:
    """Two homes for the same text drift apart."""
    made = subprocess.run(
        [sys.executable, EXAMPLES / "make_example.py", "--out", tmp_path], capture_output=True, text=True, check=False
    )

    assert made.returncode == 0, made.stderr
    for name in ("vastmanland-2023.docx", "example.gold.json", *(f"expected/{name}.csv" for name in EXPECTED)):
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes(), f"{name} is old: run `make example`"


def test_there_are_21_insatser_and_33_questions() -> None:
    """The report that is restated has as many."""
    assert len(ENTRIES) == 21
    assert len(QUESTIONS) == 33


def test_no_table_holds_more_than_five_insatser() -> None:
    """The form asks for at most five."""
    assert max(len(question.get("table") or []) for question in QUESTIONS) == 5


def test_the_first_page_says_that_it_is_a_restatement() -> None:
    """Nobody may take it for the region's own."""
    assert "inte regionens egen rapport" in REPORT["notice"]["title"]


@pytest.mark.parametrize(("question", "entry"), ENTRIES, ids=[entry["name"] for _, entry in ENTRIES])
def test_an_insats_says_its_facts(question: str, entry: dict[str, object]) -> None:
    """The gold file may not ask for what the document does not hold."""
    del question
    text = _written(entry)
    facts = entry["facts"]
    assert isinstance(facts, dict)
    for number in facts["figures"]:
        written = str(number).replace(".", ",")
        assert re.search(rf"(?<!\d)(?<!\d,){written}(?![\d,]*\d)", text.replace(" ", "")), number
    for basis in facts["basis"]:
        assert basis in text.lower()
    for target in facts["delmal"]:
        assert target == 5 or re.search(rf"mål (\d+ och )?{target}\b", text), target


def test_nine_insatser_state_no_basis() -> None:
    """That is one of the defects that checking must find."""
    without = [entry["name"] for _, entry in ENTRIES if not entry["facts"]["basis"]]
    kept = next(defect for defect in REPORT["defects"] if defect["kind"] == "no-basis")

    assert without == kept["insatser"]
    assert len(without) == 9


def test_the_references_to_chapters_that_do_not_exist_are_kept() -> None:
    """Rule R01 needs them, and each must be where the gold file says."""
    answer = next(question for question in QUESTIONS if question["key"] == "5.2")["answer"]
    found = re.findall(r"se kap\s(\d+\.\d+)", " ".join(_strings(answer)))
    kept = next(defect for defect in REPORT["defects"] if defect["kind"] == "dangling-reference")
    existing = {question["key"] for question in QUESTIONS}

    assert sorted(target for target in found if target not in existing) == sorted(kept["to"])


def test_the_gold_file_has_the_shape_that_the_benchmark_reads() -> None:
    """It is compared by the same program as other gold files."""
    gold = json.loads((EXAMPLES / "example.gold.json").read_text("utf-8"))

    assert [insats["q"] for insats in gold["insatser"]] == [question for question, _ in ENTRIES]
    assert {"name", "start", "end", "areas", "delmal", "funding", "basis", "actors", "figures"} <= set(
        gold["insatser"][0]
    )


@pytest.mark.skipif(not OWN_REPORT.exists(), reason="the region's own report is not beside the checkout")
def test_no_sentence_is_copied_from_the_region() -> None:
    """The text is ours; only names, titles of goals and lists of them may be the same."""
    source = re.findall(r"\w+", OWN_REPORT.read_text("utf-8").lower())
    size = 16
    theirs = {tuple(source[at : at + size]) for at in range(len(source) - size)}
    pieces = [
        text for question in QUESTIONS for text in _strings([question.get("answer", []), question.get("after", [])])
    ]
    pieces += [text for _, entry in ENTRIES for text in _strings([entry["about"], entry["outputs"], entry["effects"]])]
    pieces += _strings(REPORT["other"]["answer"])
    copied = []
    for text in pieces:
        ours = re.findall(r"\w+", text.lower())
        copied += [
            " ".join(ours[at : at + size]) for at in range(len(ours) - size) if tuple(ours[at : at + size]) in theirs
        ]

    assert not copied


def _table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of what must be found."""
    with (EXAMPLES / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["docx", "pdf"])
def report(request: pytest.FixtureRequest) -> Report:
    """Return the example as read from Word and from PDF."""
    return read_report(read(EXAMPLES / f"vastmanland-2023.{request.param}"))


@pytest.mark.packed
def test_every_insats_is_found_under_its_question(report: Report) -> None:
    """None is missed and none invented."""
    found = [(entry.question, entry.name) for entry in report.entries]

    assert found == [(row["question"], row["name"]) for row in _table("insatser")]


@pytest.mark.packed
def test_the_years_of_each_insats_are_found(report: Report) -> None:
    """A period is what tells an insats of the year from one that is over."""
    found = {
        entry.name: (entry.period.start_year, entry.period.end_year) if entry.period else (None, None)
        for entry in report.entries
    }
    expected = {
        row["name"]: tuple(int(row[key]) if row[key] else None for key in ("start", "end"))
        for row in _table("insatser")
    }

    assert found == expected


@pytest.mark.packed
def test_the_basis_of_each_insats_is_found(report: Report) -> None:
    """The template asks for it, and nine insatser lack it."""
    words = {"uppfoljning": "uppföljning", "utvardering": "utvärdering", "egen-bedomning": "egen bedömning"}
    found = {entry.name: sorted({words[each.basis] for each in entry.bases}) for entry in report.entries}

    assert found == {
        row["name"]: sorted(row["basis"].split("; ")) if row["basis"] else [] for row in _table("insatser")
    }


@pytest.mark.packed
def test_the_defects_are_found(report: Report) -> None:
    """They are what the example is for; the rules on what is missing must find these and no others of their kind."""
    findings = validate(to_quads(report, load_reference()), reference_quads())
    rows = _table("findings")
    rules = {row["rule"] for row in rows}
    found = {
        (each.rule, "" if each.insats else each.question, each.insats or "") for each in findings if each.rule in rules
    }

    assert found == {(row["rule"], row["question"], row["insats"]) for row in rows}


@pytest.mark.packed
def test_actors_are_found_with_the_goals_they_worked_towards(report: Report) -> None:
    """It is the question that samgraf is built to answer."""
    store = from_quads([*to_quads(report, load_reference()), *reference_quads()])
    rows = run(find(library(), "insats-actors"), store).to_dicts()
    found = {(row["name"], row["actorName"]) for row in rows}
    expected = {(row["insats"], row["actor"]) for row in _table("actors-on-goals")}

    assert len(expected & found) >= 0.85 * len(expected), sorted(expected - found)


def test_the_notice_is_no_answer(report: Report) -> None:
    """What we say about the document is not what the region says."""
    assert not [answer for answer in report.answers if "återberättelse" in answer.passage.text]

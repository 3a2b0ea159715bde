"""What no insats took of a table is told, decided by a person, and never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_reports import NOTHING, document, passage, small_report

from samgraf.documents import Span
from samgraf.graph.report import to_quads
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.context import Context
from samgraf.reports.found import Found, Row
from samgraf.reports.left_over import leftovers, notes_on_cells, notes_on_left
from samgraf.reports.model import Leftover
from samgraf.review.allowed import NO_INSATS, choices, new_values, reading
from samgraf.review.corrections import apply_corrections
from samgraf.review.records import Correction
from samgraf.review.things import Thing, things
from samgraf.review.uncertain import uncertain
from samgraf.validation import check

if TYPE_CHECKING:
    from samgraf.reports.model import Report

TEXT = """Namn Prestationer
Öppna verkstäder
24 företag har fått råd.
Kustnära bygder 2022–2024
Finansieras av Havsfonden.
\fGröna hamnar
Tre rapporter.
Flera av de här insatserna fortsätter under nästa år."""


def left(text: str = TEXT, *taken: str, rest: tuple[str, ...] = ()) -> tuple[Leftover, ...]:
    """Return what is left of a table in flat text whose rows have these lines, and whose other lines are these."""
    source = document(text)

    def at(line: str) -> Span:
        start = text.index(line)
        return Span(start, start + len(line))

    rows = tuple(Row(((at(line),), (), (), ()), (1.0,) * 4, "flat-lines", paragraphs=False) for line in taken)
    found = Found("3.4", rows, (at("Namn Prestationer"),), tuple(at(line) for line in rest), has_table=True)
    context = Context(reference=load_reference(), region="19", year=2023)
    return tuple(leftovers(source, found, Span(0, len(text)), (), (), context))


def test_a_part_that_no_row_took_is_told_with_its_place_and_first_words():
    """A row that is lost in silence is an insats that nobody asks after."""
    parts = left(
        TEXT, "Öppna verkstäder", "Gröna hamnar", rest=("Kustnära bygder 2022–2024", "Finansieras av Havsfonden.")
    )
    (note,) = notes_on_left(document(TEXT), parts)

    assert note.kind == "unread-text"
    assert note.sv.startswith("Fråga 3.4, sida 1, rad 4–5: ”Kustnära bygder 2022–2024 Finansieras av Havsfonden.”")
    assert note.en.startswith("Question 3.4, page 1, line 4–5: “Kustnära")


def test_parts_with_a_row_between_them_are_told_apart():
    """Each may be an insats of its own."""
    parts = left(TEXT, "Gröna hamnar", "Öppna verkstäder", rest=("24 företag har fått råd.", "Tre rapporter."))

    assert [part.passage.text for part in parts] == ["24 företag har fått råd.", "Tre rapporter."]


def test_a_sentence_wider_than_the_cells_stands_below_the_table():
    """It is what the region says of all of them."""
    assert left(TEXT, "Öppna verkstäder", rest=("Flera av de här insatserna fortsätter under nästa år.",)) == ()


@pytest.mark.parametrize("said", ["Se 5.4.", "Inga insatser.", "–", "Summa: 4", "12"])
def test_what_points_elsewhere_or_says_nothing_is_no_part_of_an_insats(said: str):
    """An answer that there is nothing to tell has been read."""
    text = f"Namn Prestationer\nÖppna verkstäder\n{said}"

    assert left(text, "Öppna verkstäder", rest=(said,)) == ()


def test_a_few_words_under_the_heads_of_an_empty_table_answer_its_question():
    """A finding of its own asks about them."""
    text = "Namn Prestationer\nArbetet bedrivs utan särskilda insatser."

    assert left(text, rest=("Arbetet bedrivs utan särskilda insatser.",)) == ()


def with_left() -> Report:
    """Return a small report of whose table "Social hållbarhet" is left."""
    report = small_report()
    part = Leftover(
        question="5.4", passage=passage(report.document, "Social hållbarhet"), beside=("Fiskrådet", "Trålvakten")
    )
    return replace(report, left=(part,), notes=notes_on_left(report.document, (part,)))


def asked(report: Report) -> Thing:
    """Return what review asks of the part that is left."""
    (thing,) = (thing for thing in things(report) if thing.kind == "left")
    return thing


def decided(report: Report, decision: str, name: str | None = None) -> Report:
    """Return a report in which somebody has decided about the part that is left."""
    thing = asked(report)
    new = {"name": name} if name else {}
    record = Correction(
        id="1", key=thing.key, kind="left", report="19-2023", question="5.4", insats="", surface=thing.surface,
        decision=decision, old={}, new=new, who="Anna", when="2024-02-01T12:00:00+00:00", source="0", quote=thing.quote,
    )  # type: ignore[arg-type]  # fmt: skip
    changed, (outcome,) = apply_corrections(report, [record])
    assert outcome.state == "applied"
    return changed


def test_review_asks_about_what_is_left():
    """A person can see at once whether an insats is missing; it is asked however sure the reading was."""
    report = with_left()
    thing = asked(report)

    assert thing in [row.first for row in uncertain(things(report), set(), below=0.0)]
    assert reading(thing, NOTHING) == NO_INSATS
    assert [choice.label for choice in choices(thing, NOTHING, "19")] == ["Fiskrådet", "Trålvakten"]
    assert new_values("Nya bryggor", thing, NOTHING, "19") == {"name": "Nya bryggor"}


def test_a_part_that_is_right_so_is_not_told_again():
    """Somebody has said that it belongs to no insats."""
    report = decided(with_left(), "confirmed")

    assert report.notes == ()
    assert len(report.entries) == len(with_left().entries)
    assert "reviewStatus> <https://w3id.org/samgraf/id/review/confirmed>" in "\n".join(
        str(quad) for quad in to_quads(report, NOTHING) if "left-over" in str(quad)
    )


def test_a_part_with_a_new_name_becomes_an_insats():
    """What the program missed a person adds, with the text it rests on."""
    report = decided(with_left(), "corrected", "Nya bryggor")
    (added,) = (entry for entry in report.entries if entry.name == "Nya bryggor")

    assert (added.question, added.method, added.review) == ("5.4", "review", "corrected")
    assert added.cells[0].passage.text == "Social hållbarhet"
    assert report.notes == ()


def test_a_part_with_the_name_of_an_insats_is_put_with_it():
    """It is no second insats of that name."""
    base = with_left()
    (entry,) = base.entries
    base = replace(base, left=(replace(base.left[0], question=entry.question, beside=(entry.name,)),))
    report = decided(base, "corrected", entry.name)
    told = "\n".join(map(str, to_quads(report, NOTHING)))

    assert len(report.entries) == 1
    assert "/left-over/" in told
    assert any(
        "/left-over/" in str(q.subject) and str(q.predicate).endswith("ofEntry>") for q in to_quads(report, NOTHING)
    )


def not_cut(method: str, *, goals: bool) -> tuple[list[str], set[str]]:
    """Return the notes on a report whose only row was found in a way and has no effect, and the rules that its table breaks."""
    report = small_report()
    entry = replace(report.entries[0], method=method, effects=())
    if not goals:
        cells = tuple(replace(cell, mentions=replace(cell.mentions, goals=())) for cell in entry.cells)
        entry = replace(entry, cells=cells)
    answer = replace(report.answers[0], question=entry.question, status="answered")
    told = replace(report, entries=(entry,), answers=(*report.answers, answer))
    found = check(to_quads(told, NOTHING), reference_quads())[0]
    rules = {finding.rule for finding in found if finding.question == entry.question}
    return [note.kind for note in notes_on_cells(told.entries)], rules & {"SG-C07", "SG-C08", "SG-C09", "SG-E05"}


def test_a_table_that_was_read_without_its_cells_is_told_once_and_its_rows_not_accused():
    """Nobody has left a goal out where the program could not tell which words are the goals."""
    assert not_cut("flat-lines", goals=False) == (["no-cells"], {"SG-E05"})


def test_a_row_with_cells_or_with_a_goal_is_judged_by_what_it_says():
    """A cell that is there and empty is a gap."""
    assert not_cut("table:docx", goals=False)[0] == []
    assert {"SG-C07", "SG-C09"} <= not_cut("table:docx", goals=False)[1]
    assert not_cut("flat-lines", goals=True)[0] == []
    assert "SG-E05" not in not_cut("flat-lines", goals=True)[1]

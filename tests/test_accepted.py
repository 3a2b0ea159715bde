"""What somebody accepted stays accepted until what it rests on changes, and no acknowledged decision is lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from example_store import REPORT
from small_findings import finding

from samgraf import cli
from samgraf.accepted import NAME, accept, append, chosen, latest, read_lines, reopen, rests_on, settle
from samgraf.before_after import change_json, change_text, compare
from samgraf.errors import LockedError, UsageError, WorkspaceError
from samgraf.finding_text import render_json, render_text
from samgraf.findings import Words, reaches
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return an empty workspace."""
    return Workspace.create(tmp_path / "data")


def test_an_accepted_finding_stays_accepted(workspace: Workspace) -> None:
    """Who has decided once is not asked again."""
    accept(workspace, [finding()], reason="Står i  bilaga 2", who="Kim", now=NOW)
    again = settle([finding(), finding(2)], latest(read_lines(workspace.path / NAME)))

    assert [one.status for one in again] == ["accepted", "open"]
    decision = again[0].decision
    assert decision is not None
    assert (decision.who, decision.when, decision.reason) == ("Kim", "2024-02-01T12:00:00+00:00", "Står i bilaga 2")
    assert not reaches(again[:1], "info")


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "Något annat"},
        {"message": Words("Saknas: mål.", "Missing: goal.")},
        {"rule": "SG-C02"},
        {"focus": "https://w3id.org/samgraf/id/answer/19-2023/3.2"},
    ],
    ids=["quote", "message", "rule", "focus"],
)
def test_it_is_open_again_when_what_it_rests_on_changes(workspace: Workspace, changes: dict[str, object]) -> None:
    """The decision was about something else, and the reader is told so."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    changed = settle([finding(**changes)], latest(read_lines(workspace.path / NAME)))

    assert changed[0].status == "open"
    text = " ".join(render_text(changed).split())
    assert "Öppen igen: godtogs 2024-02-01 av Kim (Bilaga 2), men det som den vilar på har ändrats." in text


@pytest.mark.parametrize(
    "changes", [{"page": 9}, {"first_line": 70}, {"severity": "info"}, {"advice": Words("a", "b")}]
)
def test_a_finding_that_only_moved_stays_accepted(workspace: Workspace, changes: dict[str, object]) -> None:
    """A new page break is no new fact."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)

    assert settle([finding(**changes)], latest(read_lines(workspace.path / NAME)))[0].status == "accepted"


def test_a_reopened_finding_is_open_without_a_word(workspace: Workspace) -> None:
    """The last line about a finding is what holds."""
    lines = accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    reopen(workspace, lines, who="Ali", now=NOW)
    told = settle([finding()], latest(read_lines(workspace.path / NAME)))[0]

    assert (told.status, told.decision) == ("open", None)
    assert len(read_lines(workspace.path / NAME)) == 2


def test_text_and_json_leave_accepted_ones_out_of_the_counts(workspace: Workspace) -> None:
    """But say how many they are."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    told = settle([finding(), finding(2)], latest(read_lines(workspace.path / NAME)))
    whole = json.loads(render_json(told))

    assert whole["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert whole["accepted"] == 1
    assert whole["findings"][0]["decision"]["reason"] == "Bilaga 2"
    assert whole["findings"][0]["shortId"] == "10000000"
    assert "   1 godtagen" in render_text(told)


def test_a_line_that_a_crash_cut_short_is_left_out_and_cut_off(workspace: Workspace) -> None:
    """It was never acknowledged; what was, is kept."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    path = workspace.path / NAME
    whole = path.read_bytes()
    for cut in range(1, len(whole) - 1, 37):
        path.write_bytes(whole + whole[:cut])
        assert len(read_lines(path)) == 1
        append(workspace, [replace(read_lines(path)[0], reason="Igen")])
        assert [line.reason for line in read_lines(path)] == ["Bilaga 2", "Igen"]


def test_a_last_line_without_its_end_is_kept(workspace: Workspace) -> None:
    """An editor left it so; it is whole."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    path = workspace.path / NAME
    path.write_bytes(path.read_bytes().rstrip())
    accept(workspace, [finding(2)], reason="Bilaga 3", who="Kim", now=NOW)

    assert [line.reason for line in read_lines(path)] == ["Bilaga 2", "Bilaga 3"]


@pytest.mark.parametrize("broken", [b"{\n", b'{"a": 1}\n', b"[]\n", b'"x"\n', b"\xff\n"])
def test_a_broken_line_is_named_and_nothing_is_written(workspace: Workspace, broken: bytes) -> None:
    """To guess what somebody decided would be to decide for them."""
    accept(workspace, [finding()], reason="Bilaga 2", who="Kim", now=NOW)
    path = workspace.path / NAME
    before = broken + path.read_bytes()
    path.write_bytes(before)

    with pytest.raises(WorkspaceError, match="rad 1"):
        accept(workspace, [finding(2)], reason="Bilaga 3", who="Kim", now=NOW)
    assert path.read_bytes() == before


def test_only_one_writes_at_a_time(workspace: Workspace) -> None:
    """Two who append at once would tear each other's lines."""
    other = Workspace.open(workspace.path)
    with workspace.writing(), pytest.raises(LockedError):
        accept(other, [finding()], reason="Bilaga 2", who="Kim", now=NOW)


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001])
def test_a_reason_is_asked_for(workspace: Workspace, reason: str) -> None:
    """In two years nobody remembers why."""
    with pytest.raises(UsageError, match="Skälet"):
        accept(workspace, [finding()], reason=reason, who="Kim", now=NOW)


def test_a_beginning_of_an_id_is_enough_if_it_fits_one() -> None:
    """Sixteen digits are not typed by hand."""
    ids = [finding(1).id, finding(2).id, "https://w3id.org/samgraf/id/finding/1000000000000001"]

    assert chosen(["2000"], ids) == [ids[1]]
    assert chosen(["[2000]", "200000", ids[1]], ids) == [ids[1]]
    with pytest.raises(UsageError, match="flera iakttagelser: 1000000000000000, 1000000000000001"):
        chosen(["1000"], ids)
    with pytest.raises(UsageError, match="ingen iakttagelse"):
        chosen(["ffff"], ids)
    with pytest.raises(UsageError, match="minst 4"):
        chosen(["200"], ids)


def test_the_digest_rests_on_rule_focus_message_and_quote_only() -> None:
    """What it leaves out may change without a new decision."""
    assert rests_on(finding()) == rests_on(finding(7, severity="info", page=1, insats="x"))
    assert rests_on(finding()) != rests_on(finding(quote="x"))


def test_a_new_version_is_compared_with_the_old() -> None:
    """What the last week's work did, at a glance."""
    change = compare([finding(1), finding(2)], [finding(2), finding(3, insats="Ny")])

    assert [one.id for one in change.mended] == [finding(1).id]
    assert [one.id for one in change.broken] == [finding(3).id]
    assert [one.id for one in change.stays] == [finding(2).id]


def test_another_years_report_is_compared_by_what_is_said() -> None:
    """Its findings have other ids: the report's year is in them."""
    change = compare([finding(1), finding(2, question="3.2"), finding(4)], [finding(5), finding(6, question="9.1")])

    assert [one.id for one in change.stays] == [finding(5).id]
    assert [one.question for one in change.broken] == ["9.1"]
    assert len(change.mended) == 2


def test_a_change_is_told_as_text_and_json() -> None:
    """For people and for programs; the same bytes twice."""
    change = compare([finding(1)], [finding(2, insats="Ny")])
    text = change_text(change, "sv", 80, title="ny.docx")

    assert "   1 nytt sedan förra versionen" in text
    assert text == change_text(change, "sv", 80, title="ny.docx")
    assert json.loads(change_json(change))["counts"] == {"mended": 1, "broken": 1, "stays": 0}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a workspace that holds the example report, and what was found in it."""
    place = tmp_path_factory.mktemp("checked")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.delenv("SAMGRAF_WORKSPACE", raising=False)
        patch.setenv("SOURCE_DATE_EPOCH", "1706745600")
        assert cli.main(["build", str(REPORT)]) == 0
        assert cli.main(["check", "--fail-on", "violation", "--out", "a.json"]) == 1
    return place


@pytest.fixture
def built(checked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the example report, beside a folder of its own that holds what was built and checked."""
    shutil.copytree(checked, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAMGRAF_WORKSPACE", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1706745600")
    return REPORT


def test_the_commands_accept_list_and_reopen(built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """From the first check to a report that may be sent."""
    grave = next(
        one
        for one in json.loads((tmp_path / "a.json").read_text("utf-8"))["findings"]
        if one["severity"] == "violation"
    )
    capsys.readouterr()

    assert cli.main(["findings", "accept", grave["shortId"], "--reason", "Beslutat i nämnden", "--who", "Kim"]) == 0
    assert grave["shortId"] in capsys.readouterr().out
    assert cli.main(["check", str(built)]) == 0
    assert cli.main(["check"]) == 0
    capsys.readouterr()
    assert cli.main(["findings", "list"]) == 0
    assert "2024-02-01 Kim: Beslutat i nämnden" in capsys.readouterr().out
    assert cli.main(["ask", "findings", "severity=brist", "--format", "csv"]) == 0
    assert "godtagen" in capsys.readouterr().out
    assert cli.main(["doctor"]) == 0
    assert cli.main(["findings", "reopen", grave["shortId"], "--who", "Kim"]) == 0
    assert cli.main(["check"]) == 1


def test_an_id_that_is_none_is_wrong_usage(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing is written."""
    del built

    assert cli.main(["findings", "accept", "ffffffff", "--reason", "x"]) == 2
    assert "ffffffff" in capsys.readouterr().err


def test_findings_need_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision must be kept somewhere."""
    monkeypatch.chdir(tmp_path)

    assert cli.main(["findings", "list"]) == 3
    assert cli.main(["findings", "accept"]) == 2


def test_every_form_goes_to_a_file_by_its_ending(built: Path, tmp_path: Path) -> None:
    """Twice the same bytes, in every form."""
    begins = {
        "html": b"<!DOCTYPE html>",
        "xlsx": b"PK",
        "sarif": b"{",
        "json": b"{",
        "ttl": b"PREFIX",
        "txt": b"19-2023",
    }
    assert built.is_file()
    for suffix, begin in begins.items():
        for name in ("a", "b"):
            assert cli.main(["check", "--out", f"{name}.{suffix}"]) == 1
        first, second = ((tmp_path / f"{name}.{suffix}").read_bytes() for name in ("a", "b"))

        assert first.startswith(begin)
        assert first == second


@pytest.mark.parametrize(
    "arguments",
    [["--since", "19-2023", "--format", "xlsx"], ["--since", "19-2023", "19-2023"], ["--since"], ["--format", "pdf"]],
)
def test_options_that_do_not_go_together_are_wrong_usage(built: Path, arguments: list[str]) -> None:
    """Rather than a page that leaves half of it out."""
    assert cli.main(["check", str(built), *arguments]) == 2


def test_since_takes_a_stored_report(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that was sent last."""
    capsys.readouterr()

    assert cli.main(["check", str(built), "--since", "19-2023", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["counts"]["mended"], told["counts"]["broken"]) == (0, 0)
    assert told["counts"]["stays"] > 30


def test_a_file_that_cannot_be_written_is_told(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is made; one that is a file cannot be."""
    (tmp_path / "fil").write_text("x", "utf-8")

    assert cli.main(["check", str(built), "--out", str(tmp_path / "fil" / "a.html")]) == 3
    assert "kunde inte skriva" in capsys.readouterr().err

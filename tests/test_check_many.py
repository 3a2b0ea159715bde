"""Many stored reports: checked in several processes, kept by content, and the stored findings never older than the graphs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from small_reports import OTHER, load

from samgraf import check_cache, check_many
from samgraf.accepted import NAME, accept, latest, read_lines
from samgraf.check_many import check_stored, keep, refresh
from samgraf.checking import Choices
from samgraf.findings import from_quads
from samgraf.shapes import load_shapes
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.findings import Finding

REGIONS = ("03", "04", "05", "06", "07", "08", "09")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with two reports."""
    made = Workspace.create(tmp_path / "data")
    for region in ("18", "19"):
        load(made, region=region)
    return made


def choices(workspace: Workspace, **changes: object) -> Choices:
    """Return what to check with: our rules and what is accepted in the workspace."""
    lines = latest(read_lines(workspace.path / NAME))
    return Choices(load_shapes(), lines=lines, local=workspace.reference_folder, **changes)  # type: ignore[arg-type]


def checked_keys(workspace: Workspace, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which of the reports are checked anew."""
    seen = []
    plain = check_many.check_one

    def seeing(workspace: Workspace, key: str, digest: str, given: Choices) -> object:
        seen.append(key)
        return plain(workspace, key, digest, given)

    with monkeypatch.context() as patch:
        patch.setattr(check_many, "check_one", seeing)
        check_stored(workspace, keys, choices(workspace))
    return seen


def stored(workspace: Workspace, key: str) -> list[Finding]:
    """Return the findings that are stored of a report."""
    return from_quads(parse((workspace.path / "findings" / f"{key}.nq").read_bytes(), RdfFormat.N_QUADS))


def test_only_what_changed_is_checked_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-one reports, one corrected: twenty need no second look."""
    keys = ["18-2023", "19-2023"]
    first = checked_keys(workspace, keys, monkeypatch)
    again = checked_keys(workspace, keys, monkeypatch)
    load(workspace, OTHER, region="19")

    assert (first, again, checked_keys(workspace, keys, monkeypatch)) == (keys, [], ["19-2023"])


@pytest.mark.packed
def test_what_is_kept_is_what_was_found(workspace: Workspace) -> None:
    """The second answer must be the first, to the last word."""
    first = list(check_stored(workspace, ["18-2023", "19-2023"], choices(workspace))[0])
    again = check_stored(workspace, ["18-2023", "19-2023"], choices(workspace))[0]

    assert [each.findings for each in first] != [(), ()]
    assert list(again) == first
    assert (again[1], len(again), list(again[:1])) == (first[1], 2, first[:1])


@pytest.mark.packed
@pytest.mark.parametrize("what", ["severity", "reference", "program", "code"])
def test_another_rule_reference_or_program_makes_it_old(
    workspace: Workspace, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An answer from before the rules changed is a wrong answer."""
    before = check_cache.common_digest(choices(workspace))
    now = choices(workspace)
    if what == "severity":
        profile = tmp_path / "mine.toml"
        profile.write_text('[severity]\n"SG-C02" = "off"\n', encoding="utf-8")
        now = Choices(load_shapes(profile), local=workspace.reference_folder)
    elif what == "reference":
        workspace.put(workspace.reference_folder, "mine.ttl", b"<http://a> <http://b> <http://c> .")
    else:
        name = "program_version" if what == "program" else "_code_digest"
        monkeypatch.setattr(check_cache, name, lambda: "another")

    assert check_cache.common_digest(now) != before


@pytest.mark.packed
def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    """Reports are checked in children that were started, not forked; the answer is the same."""
    workspace = Workspace.create(tmp_path / "data")
    for region in REGIONS:
        load(workspace, region=region)
    keys = [f"{region}-2023" for region in REGIONS]
    told: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_many, "_processors", lambda: 2)
        many = list(check_stored(workspace, keys, choices(workspace), lambda *step: told.append(step))[0])
    for key in keys:
        check_cache.place(workspace.path, key).unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_many, "_processors", lambda: 1)
        alone = list(check_stored(workspace, keys, choices(workspace))[0])

    assert many == alone
    assert told == [(nth, 7) for nth in range(1, 8)]
    assert {each.title.sv for each in many} >= {"Region Uppsala 2023", "Region Kronoberg 2023"}


def test_a_report_that_cannot_be_read_is_told_and_the_others_are_checked(workspace: Workspace) -> None:
    """One damaged file must not hide twenty answers."""
    (workspace.path / "graphs" / "18-2023.nq").write_bytes(b"skadad")
    checks, faults = check_stored(workspace, ["18-2023", "19-2023", "20-2023"], choices(workspace))

    assert [each.name for each in checks] == ["19-2023"]
    assert {fault.key for fault in faults} == {"18-2023", "20-2023"}
    assert all("samgraf" in fault.error.sv for fault in faults)


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe\x00", b"[[["])
def test_a_damaged_answer_is_removed_and_made_anew(
    workspace: Workspace, damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept may be thrown away, so it may break too."""
    keys = ["19-2023"]
    good = list(check_stored(workspace, keys, choices(workspace))[0])
    at = check_cache.place(workspace.path, "19-2023")
    head = at.read_bytes().partition(b"\n")[0]
    at.write_bytes(head + b"\n" + damage)

    assert checked_keys(workspace, keys, monkeypatch) == keys
    assert list(check_stored(workspace, keys, choices(workspace))[0]) == good


def test_a_decision_counts_at_once(workspace: Workspace) -> None:
    """What is kept is what was found; what people said of it is read each time."""
    found = check_stored(workspace, ["19-2023"], choices(workspace))[0][0].findings[0]
    accept(workspace, [found], reason="Det är rätt", who="Kim", now=datetime(2024, 1, 1, tzinfo=UTC))
    now = check_stored(workspace, ["19-2023"], choices(workspace))[0][0].findings

    assert [one.status for one in now if one.id == found.id] == ["accepted"]


def test_stored_findings_are_those_that_were_told(workspace: Workspace) -> None:
    """`samgraf ask findings` and `samgraf check` must not say different things."""
    checks, _ = check_stored(workspace, ["18-2023", "19-2023"], choices(workspace))
    keep(workspace, checks, choices(workspace))

    for each in checks:
        assert stored(workspace, each.name) == list(each.findings)
    assert workspace.check() == []


def test_findings_of_a_former_graph_are_gone_and_made_anew(workspace: Workspace) -> None:
    """What was found in another text is not found in this one."""
    assert refresh(workspace) == []
    before = stored(workspace, "19-2023")
    load(workspace, OTHER, region="19")

    assert not (workspace.path / "findings" / "19-2023.nq").exists()
    assert refresh(workspace) == []
    assert {one.rule for one in stored(workspace, "19-2023")} == {one.rule for one in before}


def test_a_second_refresh_writes_nothing(workspace: Workspace) -> None:
    """A question that is only read must not change the files that are in git."""
    refresh(workspace)
    paths = [path for path in workspace.path.rglob("*") if path.is_file()]
    before = {path: path.stat().st_mtime_ns for path in paths}
    refresh(workspace)

    assert {path: path.stat().st_mtime_ns for path in paths} == before


def test_quotes_of_a_stored_report_are_looked_up_in_its_source(workspace: Workspace) -> None:
    """A graph that was changed by hand must not pass for what the source says."""
    load(workspace, region="20")
    checks, _ = check_stored(workspace, ["20-2023"], choices(workspace))
    assert "SG-E02" not in {one.rule for one in checks[0].findings}
    kept = list((workspace.path / "index" / "texts").glob("*.txt"))
    at = workspace.path / "graphs" / "20-2023.nq"
    at.write_bytes(at.read_bytes().replace(b'quote> "Tre m', b'quote> "Fem m'))
    manifest = json.loads((workspace.path / "manifest.json").read_bytes())
    manifest["reports"]["20-2023"]["graph_sha256"] = check_cache.files.sha256_of(at)
    (workspace.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    changed, _ = check_stored(workspace, ["20-2023"], choices(workspace))

    assert len(kept) == 1
    assert {one.message.sv[:10] for one in changed[0].findings if one.rule == "SG-E02"} == {"”Fem möten"}

"""The workspace keeps what it was given: same bytes, whole files, one writer, and it says what is damaged."""

from __future__ import annotations

import contextlib
import errno
import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_reports import NOTHING, OTHER, TEXT, load, small_report

from samgraf import files, locking
from samgraf.errors import LockedError, WorkspaceError
from samgraf.graph.report import to_nquads, to_quads
from samgraf.manifest import read_manifest
from samgraf.workspace import Workspace, kept_name, located


@pytest.fixture
def workspace(tmp_path):
    """Return an empty workspace."""
    return Workspace.create(tmp_path / "data")


def content(folder):
    """Return every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_report_is_kept_with_its_source_and_its_counts(workspace):
    """The manifest is what `samgraf doctor` and git show."""
    assert load(workspace) == "added"

    record = workspace.manifest().reports["19-2023"]
    assert (workspace.path / record.source).read_bytes() == TEXT.encode()
    assert record.source.startswith(f"reports/{record.source_sha256}.txt")
    assert workspace.graph_bytes("19-2023") == to_nquads(to_quads(small_report(), NOTHING))
    assert (record.answers, record.entries, record.reference) == (3, 1, "r1")
    assert record.quads == workspace.graph_bytes("19-2023").count(b"\n")


def test_loading_twice_changes_no_byte_of_any_file(workspace):
    """A workspace lives in git: what did not change must not show."""
    load(workspace)
    before = content(workspace.path)

    assert load(workspace) == "unchanged"
    assert content(workspace.path) == before


def test_two_workspaces_with_the_same_reports_have_the_same_bytes(tmp_path):
    """Whatever the order they were loaded in."""
    first, second = Workspace.create(tmp_path / "a" / "data"), Workspace.create(tmp_path / "b" / "data")
    load(first, year=2023), load(first, year=2022)
    load(second, year=2022), load(second, year=2023)

    assert content(first.path) == content(second.path)


def test_the_same_region_and_year_replaces_and_keeps_the_old_source(workspace):
    """A corrected report is the same report; what was sent in first may still be asked for."""
    load(workspace)
    old = workspace.manifest().reports["19-2023"]

    assert load(workspace, OTHER) == "replaced"
    assert list(workspace.manifest().reports) == ["19-2023"]
    assert (workspace.path / old.source).is_file()
    assert b"Fyra m" in workspace.graph_bytes("19-2023")


def test_removing_takes_the_graph_and_the_source_and_leaves_the_others(workspace):
    """What was loaded by mistake must be gone."""
    load(workspace)
    load(workspace, OTHER, year=2022)

    assert workspace.remove("19", 2022)
    assert not workspace.remove("19", 2022)
    assert list(workspace.manifest().reports) == ["19-2023"]
    assert workspace.check() == []
    assert len(list((workspace.path / "reports").iterdir())) == 1


def test_a_source_of_two_reports_stays_until_the_last_is_removed(workspace):
    """One file can have been loaded under two years."""
    load(workspace)
    load(workspace, year=2022)

    workspace.remove("19", 2022)

    assert workspace.check() == []


@pytest.mark.parametrize("kind", ["file", "folder with a file", "git repository", "folder with a reports folder"])
def test_a_foreign_folder_is_refused_and_left_alone(tmp_path, kind):
    """Eight database files beside somebody's report.docx help nobody."""
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("x")
    else:
        name = {"git repository": ".git/config", "folder with a reports folder": "reports/rapport.docx"}.get(
            kind, "rapport.docx"
        )
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text("x")
    before = content(tmp_path)

    with pytest.raises(WorkspaceError, match="arbetsyta"):
        Workspace.create(place)
    with pytest.raises(WorkspaceError):
        Workspace.open(place)
    assert content(tmp_path) == before


def test_opening_what_is_not_there_makes_nothing(tmp_path):
    """A misspelt path must not become a workspace."""
    with pytest.raises(WorkspaceError, match="samgraf build"):
        Workspace.open(tmp_path / "nowhere")

    assert list(tmp_path.iterdir()) == []


def test_create_goes_on_where_a_killed_create_stopped(tmp_path):
    """Half a workspace is nobody's foreign folder."""
    (tmp_path / "data" / "graphs").mkdir(parents=True)
    (tmp_path / "data" / ".tmp-1-manifest.json").write_text("{")

    assert Workspace.create(tmp_path / "data").manifest().reports == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("samgraf.toml", "format = 99"),
        ("samgraf.toml", "format = ["),
        ("manifest.json", "{"),
        ("manifest.json", '{"format": 99}'),
        ("manifest.json", "[]"),
    ],
)
def test_a_broken_or_newer_workspace_is_an_error_that_says_what_to_do(workspace, name, text):
    """Never a traceback."""
    (workspace.path / name).write_text(text)

    with pytest.raises(WorkspaceError, match=name):
        Workspace.open(workspace.path).manifest()


def test_where_the_workspace_is_follows_option_then_environment_then_default(monkeypatch):
    """The command's option is the nearest."""
    monkeypatch.setenv("SAMGRAF_WORKSPACE", "env")

    assert located("given") == Path("given")
    assert located() == Path("env")
    monkeypatch.delenv("SAMGRAF_WORKSPACE")
    assert located(None) == Path("samgraf-data")


class Killed(BaseException):
    """The program ends here."""


def fail_at(monkeypatch, number, error):
    """Let the n-th step that touches the disk fail, and all after it: as when the program is killed."""
    steps = {"taken": 0}

    def counted(real):
        def step(*arguments, **named):
            steps["taken"] += 1
            if steps["taken"] >= number:
                raise error
            return real(*arguments, **named)

        return step

    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    return steps


@pytest.mark.parametrize(
    "error", [Killed(), OSError(errno.ENOSPC, "No space left on device")], ids=["killed", "disk full"]
)
@pytest.mark.parametrize("action", ["add", "replace", "remove"])
def test_a_stop_at_any_step_leaves_the_old_report_or_the_new_one(tmp_path, monkeypatch, action, error):
    """Every step of every write is tried: nothing torn, nothing lost, and the next run finishes."""
    outcomes = set()
    for number in range(1, 100):
        workspace = Workspace.create(tmp_path / f"{number}" / "data")
        load(workspace, year=2022)
        if action != "add":
            load(workspace)
        old = None if action == "add" else to_nquads(to_quads(small_report(), NOTHING))
        with monkeypatch.context() as patched:
            steps = fail_at(patched, number, error)
            with contextlib.suppress(Killed, WorkspaceError):
                workspace.remove("19", 2023) if action == "remove" else load(workspace, OTHER)
        reopened = Workspace.open(workspace.path)
        held = reopened.manifest().reports
        now = reopened.graph_bytes("19-2023") if "19-2023" in held else None
        new = None if action == "remove" else True
        assert now == old or (new and b"Fyra m" in now) or (action == "remove" and now is None)
        assert reopened.graph_bytes("19-2022")
        outcomes.add(now == old)
        assert [damage.path for damage in reopened.check() if damage.path != "graphs/19-2023.nq"] == []
        if steps["taken"] < number:
            break
        reopened.remove("19", 2023) if action == "remove" else load(reopened, OTHER)
        assert reopened.check() == []
        assert not list(reopened.path.rglob(".tmp-*"))
    else:
        pytest.fail("the write never came to its end")

    assert outcomes == {True, False}


def test_a_source_that_changed_while_it_was_read_is_refused(workspace):
    """The evidence would point into another text."""
    report = small_report()
    source = workspace.path.parent / "liten.txt"
    source.write_text("något annat")

    with pytest.raises(WorkspaceError, match="ändrades"):
        workspace.add(report, to_quads(report, NOTHING), source)
    assert workspace.manifest().reports == {}


def test_a_file_name_of_the_source_never_becomes_a_path(workspace):
    """Names of kept files come from hashes."""
    report = small_report()
    source = workspace.path.parent / "x.d$oc"
    source.write_bytes(TEXT.encode())
    workspace.add(report, to_quads(report, NOTHING), source)

    assert [path.name for path in (workspace.path / "reports").iterdir()] == [report.document.sha256]


@pytest.mark.parametrize("key", ["../../etc/passwd", "19-2023/..", "19_2023", "", "1९-2023"])
def test_a_key_that_is_no_report_is_refused(workspace, key):
    """Keys become file names."""
    with pytest.raises(WorkspaceError, match="19-2023"):
        workspace.graph_bytes(key)


def test_every_flipped_byte_is_found_and_named(workspace):
    """Bit rot is silent; the manifest is not."""
    load(workspace)
    record = workspace.manifest().reports["19-2023"]
    for name in (record.graph, record.source):
        path = workspace.path / name
        data = path.read_bytes()
        for place in range(0, len(data), len(data) // 20):
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])

            assert [damage.path for damage in workspace.check()] == [name]
        path.write_bytes(data)
    (workspace.path / record.graph).unlink()
    (workspace.path / "graphs" / "20-2020.nq").write_bytes(b"")

    assert [(damage.path, damage.en) for damage in workspace.check()] == [
        ("graphs/19-2023.nq", "the file is missing"),
        ("graphs/20-2020.nq", "the file is not in manifest.json"),
    ]
    with pytest.raises(WorkspaceError, match="skadad"):
        workspace.graph_bytes("19-2023")


def test_a_source_that_is_read_again_from_the_workspace_keeps_its_name(workspace):
    """It lies there under its sha256, which tells a person nothing."""
    load(workspace)
    record = workspace.manifest().reports["19-2023"]

    assert kept_name(workspace.path, workspace.path / record.source) == record.source_name
    assert kept_name(workspace.path, Path(record.source_name)) is None
    assert kept_name(workspace.path / "nowhere", workspace.path / record.source) is None


def test_a_damaged_graph_is_mended_by_loading_the_report_again(workspace):
    """The source is kept, so nothing is lost."""
    load(workspace)
    (workspace.path / "graphs" / "19-2023.nq").write_bytes(b"junk")

    load(workspace)

    assert workspace.check() == []


def test_findings_are_kept_beside_and_leave_with_their_report(workspace):
    """They are made again by checking; they never outlive the report."""
    load(workspace)
    quads = to_quads(small_report(), NOTHING)[:3]

    assert workspace.write_findings("19", 2023, quads)
    assert not workspace.write_findings("19", 2023, quads)
    assert list(workspace.manifest().files) == ["findings/19-2023.nq"]
    workspace.remove("19", 2023)
    assert not list((workspace.path / "findings").iterdir())


def test_a_second_writer_is_refused_by_name_and_can_still_read(workspace):
    """The word "locked" helps nobody; who has it does."""
    load(workspace)
    with locking.writing(workspace.path / "lock"):
        with pytest.raises(LockedError, match=f"process {os.getpid()}"):
            load(Workspace.open(workspace.path), OTHER)

        assert Workspace.open(workspace.path).graph_bytes("19-2023")
    assert load(workspace, OTHER) == "replaced"


def test_the_lock_of_a_dead_process_is_taken_over(workspace):
    """A killed build must not stop the next one."""
    code = (
        "import sys,os; from pathlib import Path; from samgraf import locking\n"
        "held = locking.writing(Path(sys.argv[1])); held.__enter__(); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(workspace.path / "lock")], check=False)
    left = locking.holder(workspace.path / "lock")

    assert left is not None
    assert left.pid != os.getpid()
    assert load(workspace) == "added"
    assert locking.holder(workspace.path / "lock") is None


def _hold(path, results):
    """Try to write for a moment, and tell whether it went."""
    try:
        with locking.writing(Path(path)):
            results.put("won")
            time.sleep(0.5)
    except LockedError as error:
        results.put(str(error))


def test_of_two_processes_one_writes_and_the_other_is_told_who(tmp_path):
    """Two at once would each undo the other."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    both = [context.Process(target=_hold, args=(str(tmp_path / "lock"), results)) for _ in range(2)]
    for one in both:
        one.start()
    said = [results.get(timeout=20) for _ in both]
    for one in both:
        one.join(20)

    assert "won" in said
    assert len(said) == 2


def test_a_file_with_the_same_bytes_is_not_written_again(tmp_path):
    """Times of files mean something to make and to people."""
    path = tmp_path / "a"

    assert files.write_whole(path, b"x")
    before = path.stat().st_mtime_ns
    assert not files.write_whole(path, b"x")
    assert path.stat().st_mtime_ns == before


def test_the_manifest_goes_through_its_own_reader(workspace):
    """What is written is what is read, and keys of a later program do no harm."""
    load(workspace)
    path = workspace.path / "manifest.json"
    held = json.loads(path.read_bytes())
    held["reports"]["19-2023"]["later"] = 1
    before = read_manifest(path)
    path.write_text(json.dumps(held))

    assert read_manifest(path) == before

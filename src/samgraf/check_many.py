"""Many stored reports checked: what rests on the same as last time is not checked again, the rest in several processes.

The processes are spawned, never forked: an open store hangs in a forked child. Each writes what it found to the cache
(`samgraf.check_cache`) and hands nothing back, and reports are read from there one at a time, so that memory does not
grow with their number.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, overload

from pyoxigraph import RdfFormat, parse

from samgraf import check_cache, files
from samgraf.accepted import NAME, latest, read_lines, settle
from samgraf.checked import Checked
from samgraf.checking import Choices, check_report
from samgraf.errors import SamgrafError, WorkspaceError
from samgraf.findings import to_quads
from samgraf.graph.report import to_nquads
from samgraf.shapes import load_shapes
from samgraf.source_text import source_text
from samgraf.workspace import Workspace, program_version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from samgraf.accepted import Line
    from samgraf.findings import Finding

FEWEST = 6
"""Reports from which on it pays to start processes; each takes a second to start."""
_AT_ONCE = 20
"""Reports whose findings are stored in one go."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A report that could not be checked, and the error."""

    key: str
    error: SamgrafError


class StoredChecks(Sequence[Checked]):
    """The checks of stored reports, each read from the cache when it is looked at."""

    def __init__(self, workspace: Path, digests: Mapping[str, str], lines: Mapping[str, Line]) -> None:
        """Keep where the checks are, and what people decided about findings."""
        self._workspace, self._digests, self._lines = workspace, digests, lines
        self._keys = tuple(digests)

    def __len__(self) -> int:
        """Return how many reports there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> Checked: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Checked]: ...
    def __getitem__(self, index: int | slice) -> Checked | Sequence[Checked]:
        """Return one report's check, or some of them."""
        if isinstance(index, slice):
            some = {key: self._digests[key] for key in self._keys[index]}
            return StoredChecks(self._workspace, some, self._lines)
        return self._read(self._keys[index])

    def __iter__(self) -> Iterator[Checked]:
        """Yield each report's check."""
        return map(self._read, self._keys)

    def _read(self, key: str) -> Checked:
        """Return the check of one report, with what people decided."""
        held = check_cache.read(self._workspace, key, self._digests[key])
        if held is None:
            at = check_cache.place(self._workspace, key)
            files.remove_file(at)
            raise SamgrafError(
                f"{at}: den sparade granskningen var skadad och är borttagen. Kör samgraf check igen.",
                f"{at}: the check that was kept was damaged and has been removed. Run samgraf check again.",
            )
        return replace(held, findings=tuple(settle(held.findings, self._lines)))


def check_stored(
    workspace: Workspace, keys: Sequence[str], choices: Choices, step: Callable[[int, int], None] | None = None
) -> tuple[StoredChecks, list[Fault]]:
    """Return the checks of stored reports ("19-2023"), and those that could not be checked.

    `step` is told how many of the reports that need it are done, and of how many.
    """
    held = workspace.manifest().reports
    common = check_cache.common_digest(choices)
    digests = {key: check_cache.report_digest(held[key], common) for key in keys if key in held}
    faults = [Fault(key, _no_report(workspace, key)) for key in keys if key not in held]
    stale = [key for key, digest in digests.items() if not check_cache.is_fresh(workspace.path, key, digest)]
    for done, (key, error) in enumerate(_checked(workspace, stale, digests, choices), start=1):
        if error:
            faults.append(Fault(key, error))
            del digests[key]
        if step:
            step(done, len(stale))
    return StoredChecks(workspace.path, digests, choices.lines), faults


def _no_report(workspace: Workspace, key: str) -> SamgrafError:
    """Return the error for a report that is not in the workspace."""
    return WorkspaceError(
        f"{workspace.path}: ingen rapport {key} är inläst. samgraf doctor visar vilka som finns.",
        f"{workspace.path}: no report {key} is loaded. samgraf doctor shows which there are.",
    )


def _checked(
    workspace: Workspace, stale: Sequence[str], digests: Mapping[str, str], choices: Choices
) -> Iterator[tuple[str, SamgrafError | None]]:
    """Yield each report when it is checked and its check kept, with the error if it could not be."""
    processes = min(_processors(), len(stale) // (FEWEST // 2))
    if len(stale) < FEWEST or processes < 2:  # noqa: PLR2004  (one process more than this one is none)
        for key in stale:
            yield key, check_one(workspace, key, digests[key], choices)
        return
    job = (str(workspace.path), choices.profile, choices.own)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin, initargs=job) as pool:
        told = pool.map(_work, stale, (digests[key] for key in stale), chunksize=1)
        for key, error in zip(stale, told, strict=True):
            yield key, SamgrafError(*error) if error else None


def check_one(workspace: Workspace, key: str, digest: str, choices: Choices) -> SamgrafError | None:
    """Return nothing when a report is checked and its check kept, else the error."""
    try:
        quads = parse(workspace.graph_bytes(key), RdfFormat.N_QUADS)
        record = workspace.record(key)
        text = source_text(workspace.path, record, program_version())
        plain = replace(choices, lines={})
        check_cache.write(workspace.path, key, digest, check_report(key, record.source_name, quads, plain, text))
    except SamgrafError as error:
        return error
    return None


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_held: dict[str, tuple[Workspace, Choices]] = {}
"""In a child: what it was started with."""


def _begin(place: str, profile: Path | None, own: object) -> None:
    """Get a child ready: the workspace and what to check with."""
    workspace = Workspace.open(place)
    choices = Choices(load_shapes(profile), own, local=workspace.reference_folder, profile=profile)  # type: ignore[arg-type]
    _held["all"] = (workspace, choices)


def _work(key: str, digest: str) -> tuple[str, str] | None:
    """Return nothing when a child has checked a report, else the error in both languages."""
    workspace, choices = _held["all"]
    error = check_one(workspace, key, digest, choices)
    return (error.sv, error.en) if error else None


def keep(workspace: Workspace, checks: StoredChecks, choices: Choices) -> None:
    """Return when the findings are stored as they are now, so that `samgraf ask findings` can answer.

    Which are stored already is remembered beside the checks: to write them as quads takes longer than to read them.

    Raises:
        LockedError: somebody else is writing.
    """
    at, held = check_cache.place(workspace.path, "stored"), workspace.manifest()
    known, basis = _known(at), check_cache.common_digest(replace(choices, own=None))
    before = dict(known)
    coming: dict[str, bytes] = {}
    for each in checks:
        key = each.report.rsplit("/", 1)[-1]
        rests_on, token = check_cache.report_digest(held.reports[key], basis), _token(each.findings)
        if known.get(key, {}) != {
            "rests_on": rests_on,
            "token": token,
            "sha256": held.files.get(f"findings/{key}.nq"),
        }:
            coming[key] = to_nquads(to_quads(each.findings))
            known[key] = {"rests_on": rests_on, "token": token, "sha256": files.sha256_bytes(coming[key])}
        if len(coming) == _AT_ONCE:
            workspace.write_all_findings(coming)
            coming = {}
    if coming:
        workspace.write_all_findings(coming)
    if known != before:
        files.write_whole(at, json.dumps(known, sort_keys=True).encode())


def refresh(workspace: Workspace, step: Callable[[int, int], None] | None = None) -> list[Fault]:
    """Return the reports that could not be checked, when all others have stored findings that rest on what is there now."""
    lines = latest(read_lines(workspace.path / NAME))
    choices = Choices(load_shapes(), lines=lines, local=workspace.reference_folder)
    held, known = workspace.manifest(), _known(check_cache.place(workspace.path, "stored"))
    common = check_cache.common_digest(choices)
    old = [
        key
        for key, record in sorted(held.reports.items())
        if known.get(key, {}).get("rests_on") != check_cache.report_digest(record, common)
        or known[key]["sha256"] != held.files.get(f"findings/{key}.nq")
    ]
    checks, faults = check_stored(workspace, old, choices, step)
    keep(workspace, checks, choices)
    return faults


def _known(at: Path) -> dict[str, dict[str, str]]:
    """Return what the stored findings of each report rest on, their token and their sha256."""
    try:
        return dict(json.loads(at.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _token(findings: Sequence[Finding]) -> str:
    """Return a digest of findings by which it is known that they are the same."""
    told = (f"{one.id} {one.severity} {one.status} {one.message.sv} {one.first_line} {one.quote}" for one in findings)
    return files.sha256_bytes("\n".join(told).encode("utf-8", "surrogatepass"))

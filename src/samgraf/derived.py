"""What follows from each report of a workspace, derived again only where the report, the rules or the goals changed.

    index/derived/<digest>.nq    the derived graph of one report; the first line is the sha256 of the rest

The digest is that of the report's graph, of the rules, and of the reference data that rules see. The files may be thrown
away: they are made again. One that is damaged counts as missing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf import files
from samgraf.graph.namespaces import report_graph
from samgraf.graph.nquads import to_nquads
from samgraf.rules import derive_reference, derive_report, reads_of, rules_digest, shared_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samgraf.manifest import Record
    from samgraf.workspace import Workspace


def derived_graphs(workspace: Workspace, store: ox.Store) -> Iterator[bytes]:
    """Yield, as N-Quads, what follows from the reference data, and from each report with it.

    `store` holds the reference data already. Files of reports that changed or are gone are taken away.

    Raises:
        WorkspaceError: a report's file is damaged.
    """
    shared = shared_in(store)
    yield to_nquads(derive_reference(shared))
    about = files.sha256_bytes(to_nquads(shared) + rules_digest("report").encode())
    folder = workspace.path / "index" / "derived"
    used = set()
    for key, record in sorted(workspace.manifest().reports.items()):
        at = folder / f"{files.sha256_bytes(f'{about} {record.graph_sha256}'.encode())}.nq"
        used.add(at.name)
        yield _kept(at) or _derive(workspace, key, record, shared, at)
    for path in folder.glob("*.nq"):
        if path.name not in used:
            path.unlink(missing_ok=True)


def _derive(workspace: Workspace, key: str, record: Record, shared: list[ox.Quad], at: Path) -> bytes:
    """Return what follows from one report, and keep it."""
    report = list(ox.parse(_read_by_rules(workspace.graph_bytes(key, record), record), ox.RdfFormat.N_QUADS))
    data = to_nquads(derive_report(report, shared)) if report else b""
    with contextlib.suppress(OSError):  # where nothing can be written, it is derived again next time
        at.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(at, f"# {files.sha256_bytes(data)}\n".encode() + data)
    return data


def _read_by_rules(data: bytes, record: Record) -> bytes:
    """Return those statements of a report's own graph that rules read; canonical N-Quads hold one a line."""
    reads = {str(read).encode() for read in reads_of("report")}
    ends = f" {report_graph(record.region, record.year)} .".encode()
    lines = (line for line in data.splitlines() if line.endswith(ends))
    return b"\n".join(line for line in lines if line.split(b" ", 2)[1] in reads)


def _kept(at: Path) -> bytes | None:
    """Return what a file holds, None where it is not there or is damaged."""
    if not at.is_file():
        return None
    head, _, data = at.read_bytes().partition(b"\n")
    return data if head == f"# {files.sha256_bytes(data)}".encode() else None

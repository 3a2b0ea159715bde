"""The index: what the SPARQL engine opens, made from the workspace's files and thrown away at will.

    index/CURRENT            the name of the generation that counts
    index/gen-7/             manifest.json and either data.nq (small) or an Oxigraph store (large)
    index/tmp-<pid>/         one that is being built; swept when its builder is dead

A generation is sealed: built aside, synced, renamed, never written again. Its manifest says which
files it was made from, so that a stale one is known, and the sha256 of its own, so that a damaged
one is. The one before is kept for those who have it open.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from samgraf import files
from samgraf.errors import WorkspaceError
from samgraf.ontology import stamps
from samgraf.reference import reference_quads
from samgraf.workspace import Workspace, program_version, reference_digest

if TYPE_CHECKING:
    from pathlib import Path

MEMORY_QUADS = 10_000
"""Up to here a generation is one file that is loaded into memory each time. Measured: loading takes 2 to 5 µs a
statement, opening a folder of the engine's 10 ms whatever its size, but answers from it take four times as long."""

ALWAYS_HASHED = 16_000_000
"""Bytes up to which a generation's files are hashed at every opening; above, those whose size or time changed."""

_LATELY = 3600
"""Seconds for which a text or a check stays after no report uses it any more."""

Kind = Literal["memory", "disk"]


@dataclass(frozen=True, slots=True)
class Generation:
    """A sealed generation: its folder, which form it has, the digest of what it was made from, its statements."""

    path: Path
    kind: Kind
    made_from: str
    quads: int

    def open(self) -> ox.Store:
        """Return an engine over the generation; nothing can be written through it to the disk."""
        if self.kind == "disk":
            return ox.Store.read_only(str(self.path / "store"))
        store = ox.Store()
        # not bulk_load, which gives blank nodes (of the ontology's axioms) other names each time
        store.bulk_extend(ox.parse(path=str(self.path / "data.nq"), format=ox.RdfFormat.N_QUADS))
        return store


def made_from(workspace: Workspace) -> str:
    """Return the digest of all that an index of this workspace is made from."""
    held = workspace.manifest()
    parts = [f"program {program_version()}", f"reference {reference_digest()}"]
    parts += [f"{key} {record.graph_sha256}" for key, record in sorted(held.reports.items())]
    parts += [f"{name} {digest}" for name, digest in sorted(held.files.items()) if name.endswith(".nq")]
    parts += [f"{path.name} {files.sha256_of(path)}" for path, _, _ in stamps(workspace.reference_folder)]
    return files.sha256_bytes("\n".join(parts).encode())


def current(workspace: Workspace) -> Generation | None:
    """Return the generation that counts, if it is there, whole and made from what the workspace holds now."""
    found = _read(workspace)
    return found if found and found.made_from == made_from(workspace) else None


def state(workspace: Workspace) -> Literal["whole", "missing", "stale", "damaged"]:
    """Return how the index is, with every byte of it read."""
    if not (workspace.path / "index" / "CURRENT").is_file():
        return "missing"
    found = _read(workspace, thorough=True)
    if found is None:
        return "damaged"
    return "whole" if found.made_from == made_from(workspace) else "stale"


def ensure(workspace: Workspace) -> Generation:
    """Return a generation made from what the workspace holds now; built if there is none.

    Raises:
        WorkspaceError: a report's file is damaged, or the disk refuses.
    """
    return current(workspace) or build(workspace)


def build(workspace: Workspace) -> Generation:
    """Return a new generation, sealed and current. What was current stays if anything fails."""
    root = workspace.path / "index"
    building = root / f"tmp-{os.getpid()}"
    try:
        _make_room(workspace, root)
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        digest = made_from(workspace)
        about = _fill(building, workspace) | {"made_from": digest}
        about["files"] = {path.relative_to(building).as_posix(): _seal(path) for path in _files(building)}
        files.write_whole(building / "manifest.json", (json.dumps(about, indent=2, sort_keys=True) + "\n").encode())
        for inner in (building / "store", building):
            if inner.is_dir():
                files.sync_folder(inner)
        sealed = _publish(root, building)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise WorkspaceError(
            f"{root}: indexet kunde inte byggas ({error.strerror or error}). Rapporterna är orörda. "
            "Kontrollera plats på disken och rättigheter och försök igen.",
            f"{root}: the index could not be built ({error.strerror or error}). The reports are untouched. "
            "Check disk space and permissions and try again.",
        ) from error
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return Generation(sealed, about["kind"], digest, about["quads"])


def assemble(workspace: Workspace, store: ox.Store) -> None:
    """Fill an engine with all graphs: reports and their evidence, findings, reference data, what follows from them."""
    from samgraf.derived import derived_graphs  # noqa: PLC0415  (rules are needed only where an index is built)

    held = workspace.manifest()
    for key, record in sorted(held.reports.items()):
        store.bulk_load(input=workspace.graph_bytes(key, record), format=ox.RdfFormat.N_QUADS)
    for name, digest in sorted(held.files.items()):
        at = workspace.path / name
        if name.endswith(".nq") and at.is_file() and files.sha256_of(at) == digest:
            store.bulk_load(path=str(at), format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(reference_quads(workspace.reference_folder))
    for data in derived_graphs(workspace, store):
        store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS)


def _fill(building: Path, workspace: Workspace) -> dict[str, Any]:
    """Return what a generation is (kind and number of statements), its data written in the folder."""
    store = ox.Store()
    assemble(workspace, store)
    quads = len(store)
    if quads <= MEMORY_QUADS:
        data = ox.serialize(store, format=ox.RdfFormat.N_QUADS) or b""
        (building / "data.nq").write_bytes(b"".join(sorted(data.splitlines(keepends=True))))
        return {"kind": "memory", "quads": quads}
    on_disk = ox.Store(str(building / "store"))
    on_disk.bulk_extend(store)
    on_disk.flush()
    del on_disk  # closes it
    return {"kind": "disk", "quads": quads}


def _publish(root: Path, building: Path) -> Path:
    """Return the folder of a generation that is now the current one; older than the one before are removed."""
    number = max((_number(path) for path in root.glob("gen-*")), default=0) + 1
    while True:
        sealed = root / f"gen-{number}"
        try:
            building.rename(sealed)
            break
        except OSError:
            if not sealed.exists():
                raise
            number += 1  # somebody else has just built one
    files.sync_folder(root)
    files.write_whole(root / "CURRENT", f"{sealed.name}\n".encode())
    for path in root.glob("gen-*"):
        if _number(path) < number - 1:
            shutil.rmtree(path, ignore_errors=True)
    return sealed


def _read(workspace: Workspace, *, thorough: bool = False) -> Generation | None:
    """Return the current generation, or None if it is missing or a file of it is not as it was sealed."""
    root = workspace.path / "index"
    try:
        name = (root / "CURRENT").read_text(encoding="ascii").strip()
        if _number(root / name) < 1:
            return None
        about = json.loads((root / name / "manifest.json").read_bytes())
        always = thorough or sum(size for size, _, _ in about["files"].values()) <= ALWAYS_HASHED
        for inner, (size, changed, digest) in about["files"].items():
            at = root / name / inner
            known = at.stat()
            if known.st_size != size or ((always or known.st_mtime_ns != changed) and files.sha256_of(at) != digest):
                return None
        return Generation(root / name, about["kind"], about["made_from"], about["quads"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _seal(path: Path) -> tuple[int, int, str]:
    """Return the size, time and sha256 of a file, when it is on the disk."""
    files.sync_file(path)
    about = path.stat()
    return about.st_size, about.st_mtime_ns, files.sha256_of(path)


def _files(building: Path) -> list[Path]:
    """Return the files of a generation that matter, sorted; not the engine's lock and its log of what it did."""
    skipped = {"LOCK", "LOG", "manifest.json"}
    return sorted(
        path
        for path in building.rglob("*")
        if path.is_file() and path.name not in skipped and not path.name.startswith("LOG.old")
    )


def _make_room(workspace: Workspace, root: Path) -> None:
    """Sweep what killed builders left, and see that there is room for three times the reports' graphs."""
    root.mkdir(parents=True, exist_ok=True)
    for path in root.glob("tmp-*"):
        if path.name == f"tmp-{os.getpid()}" or not _lives(path.name.removeprefix("tmp-")):
            shutil.rmtree(path, ignore_errors=True)
    _sweep_kept(workspace, root)
    needed = 3 * sum(path.stat().st_size for path in (workspace.path / "graphs").glob("*.nq"))
    free = shutil.disk_usage(root).free
    if free < needed:
        raise WorkspaceError(
            f"{root}: disken har {free // 1_000_000} MB ledigt, indexet behöver {needed // 1_000_000} MB. Frigör "
            "plats och försök igen.",
            f"{root}: the disk has {free // 1_000_000} MB free, the index needs {needed // 1_000_000} MB. Free "
            "space and try again.",
        )


def _sweep_kept(workspace: Workspace, root: Path) -> None:
    """Remove the texts and checks that no report uses: those of reports that were removed or replaced, or of another program.

    One that was written lately stays, so that nobody who is checking loses it; what is lost by mistake is made again.
    """
    reports = workspace.manifest().reports
    used = {f"{record.source_sha256}-{program_version()}.txt" for record in reports.values()}
    used |= {"stored.json", *(f"{key}.json" for key in reports)}
    before = time.time() - _LATELY
    for path in sorted([*root.glob("texts/*.txt"), *root.glob("checks/*.json")]):
        with contextlib.suppress(OSError):  # in use, or gone already
            if path.name not in used and path.stat().st_mtime < before:
                path.unlink()


def _lives(pid: str) -> bool:
    """Return whether a process may still be running (on Windows this cannot be asked without risk: it may)."""
    if os.name == "nt":
        return True
    with contextlib.suppress(ProcessLookupError, ValueError, OverflowError):
        try:
            os.kill(int(pid), 0)
        except PermissionError:
            return True
        return True
    return False


def _number(path: Path) -> int:
    """Return the number of a generation's folder, 0 if it is none."""
    number = path.name.removeprefix("gen-")
    return int(number) if path.name.startswith("gen-") and number.isascii() and number.isdigit() else 0

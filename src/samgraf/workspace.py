"""The workspace: a folder of plain files that holds the reports, their graphs and what people said about them.

    samgraf.toml            that this is a workspace, and of which form
    manifest.json           every report with its counts and the sha256 of its files
    reports/<sha256>.docx   the sources;  graphs/<län>-<year>.nq  canonical N-Quads
    corrections/ findings/  what people corrected, what checking found
    links/                  proposed links to the data of others, what people decided of them, what services answered
    reference/ profiles/    actors, goals (Turtle) and forms (YAML) that only this workspace knows, from review or its user
    index/                  made from the files, by `samgraf.index`; may be thrown away

Files are the truth. A report is swapped in three steps, each of which is whole: the manifest says
what is coming, the graph's file is renamed into place, the manifest says that it is there. After a
kill between any two, the next reader sees the old report or the new one, never half.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from samgraf import files, locking
from samgraf.errors import WorkspaceError
from samgraf.graph.nquads import to_nquads
from samgraf.manifest import FORMAT, Manifest, Record, read_manifest
from samgraf.resources import folder
from samgraf.workspace_folder import FOLDERS, check_form, foreign, is_begun, located, writable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from samgraf.graph.rdf_reports import GraphReport
    from samgraf.reports.model import Report

__all__ = ["Damage", "Outcome", "Workspace", "located", "program_version", "reference_digest"]

_KEY = re.compile(r"[0-9]{2}-[0-9]{4}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")

Outcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what the manifest says: its path in the workspace, and why, in Swedish and English."""

    path: str
    sv: str
    en: str


def program_version() -> str:
    """Return the version of this program."""
    try:
        return version("samgraf")
    except PackageNotFoundError:
        return "0"


@cache
def reference_digest() -> str:
    """Return the sha256 of the installed ontology: the reference data and the rules, by path and content."""
    root = folder("ontology")
    found = sorted(path for path in root.rglob("*") if path.suffix in {".ttl", ".rq"})
    lines = [f"{path.relative_to(root).as_posix()} {files.sha256_of(path)}\n" for path in found]
    return files.sha256_bytes("".join(lines).encode())


@dataclass(slots=True)
class Workspace:
    """A workspace that is open; nothing is kept in memory but where it is."""

    path: Path
    _depth: int = field(default=0, repr=False)

    @classmethod
    def create(cls, path: Path | str) -> Workspace:
        """Return the workspace in a folder, made if the folder is empty or not there.

        Raises:
            WorkspaceError: there is something else in the folder.
        """
        place = Path(path)
        if (place / "samgraf.toml").is_file():
            return cls.open(place)
        if place.exists() and not is_begun(place):
            raise foreign(place)
        workspace = cls(place)
        with writable(place):
            for name in FOLDERS:
                (place / name).mkdir(parents=True, exist_ok=True)
            with workspace.writing():
                if not (place / "manifest.json").is_file():
                    files.write_whole(place / "manifest.json", Manifest().to_bytes())
                files.write_whole(place / ".gitignore", b"/index/\n/lock\n.tmp-*\n")
                # last: a folder with samgraf.toml is a whole workspace
                files.write_whole(place / "samgraf.toml", f"# A samgraf workspace.\nformat = {FORMAT}\n".encode())
        return workspace

    @classmethod
    def open(cls, path: Path | str) -> Workspace:
        """Return the workspace in a folder; nothing is written.

        Raises:
            WorkspaceError: there is no workspace there, or one that a newer program wrote.
        """
        place = Path(path)
        check_form(place)
        return cls(place)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Return, while the block runs, the only right to write in this workspace; may be nested."""
        if self._depth:
            yield
            return
        with locking.writing(self.path / "lock"):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    @property
    def reference_folder(self) -> Path:
        """Return where Turtle of the workspace's own lies: goal frameworks, actors, templates. It need not be there."""
        return self.path / "reference"

    @property
    def profiles_folder(self) -> Path:
        """Return where profiles of the workspace's own lie. It need not be there."""
        return self.path / "profiles"

    def put(self, folder: Path, name: str, data: bytes) -> Path:
        """Return the path of a file of the user's own, written whole into one of those two folders."""
        at = folder / name
        with writable(self.path), self.writing():
            folder.mkdir(exist_ok=True)
            files.write_whole(at, data)
        return at

    def manifest(self) -> Manifest:
        """Return what the workspace holds; a swap that was cut short counts as done if its graph is in place."""
        held = read_manifest(self.path / "manifest.json")
        for key, coming in held.pending.items():
            at = self.path / "graphs" / f"{key}.nq"
            there = files.sha256_of(at) if at.is_file() else None
            if coming is None and there is None:
                held.reports.pop(key, None)
            elif coming is not None and there == coming.graph_sha256:
                held.reports[key] = coming
        return replace(held, pending={})

    def add(
        self, report: Report, quads: Iterable[Quad], source: Path | None, *, reference: str | None = None
    ) -> Outcome:
        """Return what became of a report's graph: added, in place of the same region's and year's, or already there.

        `source` is the file that was read; it is kept under its sha256. `reference` is the digest of
        the reference data that it was read with, if that is not the installed one.
        """
        data = to_nquads(quads)
        key = _key(f"{report.metadata.region}-{report.metadata.year}")
        record = Record(
            region=report.metadata.region,
            year=report.metadata.year,
            graph=f"graphs/{key}.nq",
            graph_sha256=files.sha256_bytes(data),
            quads=data.count(b"\n"),
            answers=len(report.answers),
            entries=len(report.entries),
            source=None,
            source_sha256=report.document.sha256,
            source_name=report.document.name,
            profile=report.profile,
            reference=reference_digest() if reference is None else reference,
            program=program_version(),
        )
        return self._swap(record, data, source)

    def add_graph(self, report: GraphReport, source: Path) -> Outcome:
        """Return what became of a report that was read from RDF, as `add`.

        Where the graph describes the source that it was made from, the record names that one, which is not here; else
        the RDF file is itself the source, and is kept.
        """
        data = to_nquads(report.quads)
        key = _key(f"{report.region}-{report.year}")
        record = Record(
            region=report.region,
            year=report.year,
            graph=f"graphs/{key}.nq",
            graph_sha256=files.sha256_bytes(data),
            quads=data.count(b"\n"),
            answers=report.answers,
            entries=report.entries,
            source=None,
            source_sha256=report.source_sha256 or files.sha256_of(source),
            source_name=report.source_name or kept_name(self.path, source) or source.name,
            profile=report.profile or "rdf",
            reference=reference_digest(),
            program=program_version(),
        )
        return self._swap(record, data, None if report.source_sha256 else source)

    def _swap(self, record: Record, data: bytes, source: Path | None) -> Outcome:
        """Return what became of a report's graph, which is put in place with its source."""
        key = f"{record.region}-{record.year}"
        with writable(self.path), self.writing():
            self._tidy()
            if source:
                record = replace(record, source=self._keep_source(source, record.source_sha256))
            held = self.manifest()
            before = held.reports.get(key)
            if before and before.answers and not record.answers:
                raise WorkspaceError(
                    f"{record.source_name}: {key} är redan inläst ur {before.source_name} med {before.answers} svar; här finns "
                    "bara insatser, så den får inte ta rapportens plats. Läs in den i en annan arbetsyta med --workspace.",
                    f"{record.source_name}: {key} is already loaded from {before.source_name} with {before.answers} answers; "
                    "here are only insatser, so it may not take the report's place. Read it into another workspace with --workspace.",
                )
            if before == record and self._is_whole(record):
                return "unchanged"
            self._write_manifest(replace(held, pending={key: record}))
            files.write_whole(self.path / record.graph, data)
            held.reports[key] = record
            old = f"findings/{key}.nq"
            self._write_manifest(replace(held, files={name: sha for name, sha in held.files.items() if name != old}))
            files.remove_file(self.path / old)  # what was found in another graph is not found in this one
        return "replaced" if before else "added"

    def remove(self, region: str, year: int) -> bool:
        """Return whether there was a report to remove, with its findings, and its source if no other is from it."""
        key = _key(f"{region}-{year}")
        with writable(self.path), self.writing():
            self._tidy()
            held = self.manifest()
            gone = held.reports.get(key)
            if gone is None:
                return False
            self._write_manifest(replace(held, pending={key: None}))
            files.remove_file(self.path / gone.graph)
            del held.reports[key]
            dropped = [name for name in held.files if Path(name).stem == key]
            self._write_manifest(replace(held, files={n: s for n, s in held.files.items() if n not in dropped}))
            still_used = {record.source for record in held.reports.values()}
            for name in [*dropped, *([gone.source] if gone.source and gone.source not in still_used else [])]:
                files.remove_file(self.path / name)
        return True

    def write_findings(self, region: str, year: int, quads: Iterable[Quad]) -> bool:
        """Return whether a report's stored findings changed; checking makes them again, so they are never pending."""
        return self.write_all_findings({f"{region}-{year}": to_nquads(quads)})

    def write_all_findings(self, data: Mapping[str, bytes]) -> bool:
        """Return whether any of the stored findings changed; `data` are N-Quads by report ("19-2023")."""
        return self._write_beside("findings", data)

    def write_links(self, region: str, year: int, quads: Iterable[Quad]) -> bool:
        """Return whether a report's stored links changed; linking makes them again, so they are never pending."""
        return self._write_beside("links", {f"{region}-{year}": to_nquads(quads)})

    def _write_beside(self, folder: str, data: Mapping[str, bytes]) -> bool:
        """Return whether any graph that stands beside its report's changed; the index is made with them."""
        changed = False
        with writable(self.path), self.writing():
            held = self.manifest()
            digests = dict(held.files)
            for key, written in data.items():
                name = f"{folder}/{_key(key)}.nq"
                changed |= files.write_whole(self.path / name, written)
                digests[name] = files.sha256_bytes(written)
            if digests != held.files:
                self._write_manifest(replace(held, files=digests))
        return changed

    def graph_bytes(self, key: str, record: Record | None = None) -> bytes:
        """Return the canonical N-Quads of one report ("19-2023"), as the manifest knows them.

        `record` is the report's, where the manifest has been read already: it is long where reports are many.

        Raises:
            WorkspaceError: there is no such report, or its file is damaged.
        """
        record = record or self.record(key)
        for _ in range(2):  # a writer may swap the file between the two readings: then the manifest is new too
            at = self.path / record.graph
            data = at.read_bytes() if at.is_file() else b""
            if files.sha256_bytes(data) == record.graph_sha256:
                return data
            record = self.record(key)
        again = self.path / record.source if record.source else record.source_name
        raise WorkspaceError(
            f"{at}: filen är skadad eller ändrad för hand. Läs in rapporten igen med samgraf build {again}.",
            f"{at}: the file is damaged or was changed by hand. Load the report again with samgraf build {again}.",
        )

    def record(self, key: str) -> Record:
        """Return what the manifest knows of a report."""
        record = self.manifest().reports.get(_key(key))
        if record is None:
            raise WorkspaceError(
                f"{self.path}: ingen rapport {key} är inläst. samgraf doctor visar vilka som finns.",
                f"{self.path}: no report {key} is loaded. samgraf doctor shows which there are.",
            )
        return record

    def check(self) -> list[Damage]:
        """Return every file that is missing or is not what the manifest says, sorted by path."""
        held = self.manifest()
        expected = dict(held.files)
        for record in held.reports.values():
            expected[record.graph] = record.graph_sha256
            if record.source:
                expected[record.source] = record.source_sha256
        found = []
        for name, digest in sorted(expected.items()):
            at = self.path / name
            if not at.is_file():
                found.append(Damage(name, "filen saknas", "the file is missing"))
            elif files.sha256_of(at) != digest:
                found.append(Damage(name, "filen är skadad eller ändrad", "the file is damaged or changed"))
        known = {Path(name).name for name in expected if name.startswith("graphs/")}
        strays = sorted(path.name for path in (self.path / "graphs").glob("[!.]*.nq") if path.name not in known)
        found.extend(
            Damage(f"graphs/{name}", "filen står inte i manifest.json", "the file is not in manifest.json")
            for name in strays
        )
        return found

    def _keep_source(self, source: Path, expected: str) -> str:
        """Return where a source is kept; its name is its sha256, so that no name can lead out of the folder.

        Raises:
            WorkspaceError: the file is no longer the one that was read.
        """
        data = source.read_bytes()
        if files.sha256_bytes(data) != expected:
            raise WorkspaceError(
                f"{source}: filen ändrades medan den lästes. Kör samgraf build igen.",
                f"{source}: the file changed while it was read. Run samgraf build again.",
            )
        suffix = source.suffix.lower()
        name = f"reports/{expected}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        files.write_whole(self.path / name, data)
        return name

    def _is_whole(self, record: Record) -> bool:
        """Return whether a report's graph is on the disk as its record says."""
        at = self.path / record.graph
        return at.is_file() and files.sha256_of(at) == record.graph_sha256

    def _tidy(self) -> None:
        """Finish what a killed program left: half-written files go, a swap that was cut short is settled."""
        for name in ("", *FOLDERS):
            if (self.path / name).is_dir():
                files.sweep(self.path / name)
        self._write_manifest(self.manifest())

    def _write_manifest(self, held: Manifest) -> None:
        """Write the manifest, if it says something new."""
        files.write_whole(self.path / "manifest.json", held.to_bytes())


def kept_name(place: Path, path: Path) -> str | None:
    """Return what a file was called that a workspace keeps under its sha256, None for any other file.

    A report that is damaged is read again from there, and keeps its name.
    """
    if path.resolve().parent != (place / "reports").resolve() or not (place / "manifest.json").is_file():
        return None
    records = read_manifest(place / "manifest.json").reports.values()
    return next((one.source_name for one in records if one.source == f"reports/{path.name}"), None)


def _key(key: str) -> str:
    """Return a report's key, when it is one."""
    if not _KEY.fullmatch(key):
        raise WorkspaceError(
            f"{key!r} är ingen rapport: skriv länskod och år, till exempel 19-2023.",
            f"{key!r} is no report: write county code and year, for example 19-2023.",
        )
    return key

"""The list of what a workspace holds: each report, its files and their sha256, in one JSON file without times."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from samgraf.errors import WorkspaceError
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""The number of the form that workspaces have; a program reads its own and older."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a workspace knows of one report.

    `graph` and `source` are paths in the workspace, each with its sha256; `reference` is the digest of the reference
    data it was read with; `quads`, `answers`, `entries` are counts.
    """

    region: str
    year: int
    graph: str
    graph_sha256: str
    quads: int
    answers: int
    entries: int
    source: str | None
    source_sha256: str
    source_name: str
    profile: str
    reference: str
    program: str

    def is_poorer_than(self, before: Record) -> bool:
        """Return whether a reading found far less than the one whose place it took: few of its insatser, or half of its statements."""
        return 3 * self.entries < 2 * before.entries or 2 * self.quads < before.quads


@dataclass(frozen=True, slots=True)
class Manifest:
    """The reports of a workspace by key ("19-2023"), the sha256 of derived files, and what is being written.

    `pending` holds, while a report is swapped, what will be true once its graph is in place; None means removal.
    """

    reports: dict[str, Record] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    pending: dict[str, Record | None] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, sorted, the same for the same content."""
        held: dict[str, Any] = {
            "format": FORMAT,
            "reports": {key: asdict(record) for key, record in self.reports.items()},
            "files": self.files,
            "totals": {
                "reports": len(self.reports),
                "quads": sum(record.quads for record in self.reports.values()),
                "entries": sum(record.entries for record in self.reports.values()),
            },
        }
        if self.pending:
            held["pending"] = {key: asdict(record) if record else None for key, record in self.pending.items()}
        return (json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file.

    Raises:
        WorkspaceError: it is missing, broken, or of a newer form.
    """
    try:
        held = json.loads(path.read_bytes())
        if held["format"] > FORMAT:
            raise WorkspaceError(
                f"{path}: arbetsytan är skriven av en nyare samgraf (form {held['format']}, denna läser {FORMAT}). "
                "Uppgradera samgraf.",
                f"{path}: the workspace was written by a newer samgraf (form {held['format']}, this one reads "
                f"{FORMAT}). Upgrade samgraf.",
            )
        return Manifest(
            reports={key: _record(about) for key, about in sorted(held["reports"].items())},
            files=dict(sorted(held.get("files", {}).items())),
            pending={key: _record(about) if about else None for key, about in sorted(held.get("pending", {}).items())},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sv, en = reason_of(error)
        raise WorkspaceError(
            f"{path}: innehållsförteckningen går inte att läsa ({sv}). Hämta tillbaka filen ur en säkerhetskopia, "
            "eller skapa en ny arbetsyta och läs in rapporterna igen med samgraf build.",
            f"{path}: the manifest cannot be read ({en}). Restore the file from a backup, "
            "or create a new workspace and load the reports again with samgraf build.",
        ) from error


def _record(about: dict[str, Any]) -> Record:
    """Return a report's record; keys that a later program added are left out."""
    known = {each.name for each in fields(Record)}
    return Record(**{key: value for key, value in about.items() if key in known})

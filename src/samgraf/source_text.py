"""The text that a stored report was read from, so that its quotes can be looked up again (rule E02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf import files

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.manifest import Record


def source_text(workspace: Path, record: Record, program: str) -> str | None:
    """Return the text of the source that a workspace keeps for a report, None where it keeps none or it is no longer the same.

    Reading a Word file or a PDF takes a second, so its text is kept under `index/`, by the source and the program's version.
    """
    if record.source is None:
        return None
    kept = workspace / "index" / "texts" / f"{record.source_sha256}-{program}.txt"
    if kept.is_file():
        told, _, text = kept.read_bytes().partition(b"\n")
        if files.sha256_bytes(text).encode() == told:
            return text.decode()
    at = workspace / record.source
    if not at.is_file() or files.sha256_of(at) != record.source_sha256:
        return None
    from samgraf.readers import read  # noqa: PLC0415  (what a text that is kept does not need)

    text = read(at).text.encode("utf-8", "surrogatepass")
    files.write_whole(kept, files.sha256_bytes(text).encode() + b"\n" + text)
    return text.decode("utf-8", "surrogatepass")

"""A folder that we publish into: only what changed is written, what is gone is removed, a folder that is not ours is refused."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf import files
from samgraf.errors import WorkspaceError
from samgraf.system_words import system_reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = ".samgraf-published.json"
"""Which files of the folder are ours, by their sha256. Its presence says that the folder is one of ours."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were written, left alone because they were the same already, and removed; and their size in bytes."""

    written: int
    kept: int
    removed: int
    size: int


def write_tree(folder: Path, tree: Mapping[str, bytes]) -> Outcome:
    """Return what became of the files of a folder, which then holds a tree of files (path to bytes) and nothing of ours besides.

    Files that somebody else put there stay. The manifest is written before and after, so that a run that was cut short is
    known, and mended by the next.

    Raises:
        WorkspaceError: the folder holds other things than what we published, or cannot be written.
    """
    before = check_folder(folder)
    after = {name: files.sha256_bytes(data) for name, data in tree.items()}
    gone = sorted(name for name in before if name not in after)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_manifest(folder, {**after, **{name: before[name] for name in gone}})
        written = sum(_put(folder, name, data) for name, data in sorted(tree.items()))
        for name in gone:
            _remove(folder, name)
        _write_manifest(folder, after)
    except OSError as error:
        sv, en = system_reason(error)
        raise WorkspaceError(
            f"{folder}: kunde inte skriva ({sv}: {error.filename}). Ge plats eller rättighet, och kör igen: det som är skrivet görs inte om.",
            f"{folder}: could not write ({en}: {error.filename}). Make room or give the right, and run again: what is written is not done again.",
        ) from error
    return Outcome(written, len(tree) - written, len(gone), sum(map(len, tree.values())))


def check_folder(folder: Path) -> dict[str, str]:
    """Return the files that we have published in a folder by their sha256, none where the folder is empty or not there.

    Raises:
        WorkspaceError: there are other things in it and no manifest of ours, or a manifest that cannot be read.
    """
    at = folder / MANIFEST
    if not at.is_file():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise WorkspaceError(
                f"{folder}: mappen är inte tom och är inte publicerad av samgraf. Ange en tom mapp, eller en som samgraf publish har skrivit.",
                f"{folder}: the folder is not empty and was not published by samgraf. Give an empty folder, or one that samgraf publish wrote.",
            )
        return {}
    try:
        held = json.loads(at.read_bytes())
        names = {str(name): str(digest) for name, digest in held["files"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise WorkspaceError(
            f"{at}: filen går inte att läsa, så det går inte att veta vad som är publicerat. Publicera i en tom mapp.",
            f"{at}: the file cannot be read, so what was published is not known. Publish into an empty folder.",
        ) from error
    if held.get("format") != _FORMAT or any(not safe(name) for name in names):
        raise WorkspaceError(
            f"{at}: en annan version av samgraf har skrivit mappen. Publicera i en tom mapp.",
            f"{at}: another version of samgraf wrote the folder. Publish into an empty folder.",
        )
    return names


def safe(name: str) -> bool:
    """Return whether a path stays inside the folder that it is put into."""
    parts = name.split("/")
    return bool(name) and "\\" not in name and all(part not in {"", ".", ".."} for part in parts)


def _write_manifest(folder: Path, held: Mapping[str, str]) -> None:
    text = json.dumps({"format": _FORMAT, "files": dict(sorted(held.items()))}, ensure_ascii=False, indent=0)
    files.write_whole(folder / MANIFEST, f"{text}\n".encode())


def _put(folder: Path, name: str, data: bytes) -> bool:
    """Return whether a file had to be written; it is renamed into place, so that a reader never sees half of it."""
    path = folder / name
    with contextlib.suppress(OSError):
        if path.read_bytes() == data and not path.is_symlink():
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f"{files.LITTER}{os.getpid()}"
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return True


def _remove(folder: Path, name: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()

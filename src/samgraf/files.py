"""Files that are whole or not there: written beside, synced, and renamed into place."""

from __future__ import annotations

import contextlib
import os
import sys
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LITTER = ".tmp-"
"""How the names of files begin that a killed program may have left."""


def write_whole(path: Path, data: bytes) -> bool:
    """Return whether a file had to be written: its bytes are there, whole and synced, when this returns.

    A file that already has these bytes is left alone. If anything fails, the old file is untouched.
    """
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)  # a device or a pipe, /dev/stdout: it is written to, never replaced
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f"{LITTER}{os.getpid()}-{path.name}"
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return True


def remove_file(path: Path) -> None:
    """Return when a file is gone, for good; that there was none is no error."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk (Windows has no such call, and needs none)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Return when the bytes of a file that is already written are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sha256_bytes(data: bytes) -> str:
    """Return the sha256 of bytes, in hexadecimal digits."""
    return sha256(data).hexdigest()


def sweep(folder: Path) -> list[str]:
    """Return the names of half-written files that were removed; call it only as the one who may write."""
    found = sorted(path for path in folder.glob(f"{LITTER}*") if path.is_file())
    for path in found:
        path.unlink(missing_ok=True)
    return [path.name for path in found]

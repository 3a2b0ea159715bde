"""One writer at a time: a lock on a file that says who holds it.

The operating system holds the lock, so that it is free again when its holder dies, however it
dies; what is written in the file only tells who it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from samgraf.errors import LockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAR = 1 << 20  # on Windows the locked byte cannot be read by others: lock one that the text never reaches


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: process, computer, since when (UTC, ISO 8601)."""

    pid: int
    host: str
    since: str


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Holder]:
    """Return, for as long as the block runs, the only right to write; `path` is the lock's file.

    Raises:
        LockedError: somebody else holds it; the message names them.
    """
    with path.open("a+b") as file:
        if not _take(file):
            raise _held(path)
        me = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        _say(file, json.dumps(asdict(me)).encode())
        try:
            yield me
        finally:
            _say(file, b"")
            _release(file)


def holder(path: Path) -> Holder | None:
    """Return who last wrote their name in a lock's file, or None where nobody is named."""
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _held(path: Path) -> LockedError:
    """Return the error that names who is writing."""
    other = holder(path)
    sv = f"process {other.pid} på {other.host} sedan {other.since}" if other else "en annan process"
    en = f"process {other.pid} on {other.host} since {other.since}" if other else "another process"
    return LockedError(
        f"{path.parent}: arbetsytan skrivs just nu av {sv}. Vänta tills den är klar och försök igen; "
        "att fråga och läsa går under tiden.",
        f"{path.parent}: the workspace is being written by {en}. Wait until it is done and try again; "
        "asking and reading works meanwhile.",
    )


def _say(file: IO[bytes], text: bytes) -> None:
    """Write the holder's name, and nothing else, in the lock's file."""
    file.truncate(0)
    file.write(text)
    file.flush()


def _take(file: IO[bytes]) -> bool:
    """Return whether the lock could be taken, at once."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (only there)

            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  (not on Windows)

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _release(file: IO[bytes]) -> None:
    """Give the lock back; closing the file would do it too, but later on Windows."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (only there)

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

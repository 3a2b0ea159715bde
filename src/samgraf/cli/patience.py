"""Long reading: told of on stderr while it lasts, and ended when it takes longer than any report does."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from samgraf.cli.words import Lang, words
from samgraf.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = 5.0
"""Seconds before anything is told."""
THEN = 10.0
"""Seconds between two lines after that."""
MOST = 300.0
"""Seconds of processor time that one file may take; the longest report that we know of takes a tenth."""


@contextmanager
def patience(path: Path, lang: Lang, most: float = MOST, first: float = FIRST) -> Iterator[None]:
    """Return when the block is done: a line on stderr says that a file is still read, and how long it has been.

    Processor time is counted, so that a busy machine does not refuse what another reads.

    Raises:
        ReadError: the file took more than `most` seconds of processor time.
    """
    if threading.current_thread() is not threading.main_thread():  # only the main thread can be interrupted
        yield
        return
    watch = _Watch(path, lang, most, first)
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # so a shell starts what it runs in the background
    if ignored:
        signal.signal(signal.SIGINT, watch.stop)
    watch.thread.start()
    try:
        yield
    except KeyboardInterrupt as stop:
        if not watch.late:
            raise
        raise _too_long(path, most) from stop
    finally:
        watch.done.set()
        watch.thread.join()
        if ignored:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Watch:
    """Looks at the clock beside the reading."""

    def __init__(self, path: Path, lang: Lang, most: float, first: float) -> None:
        self.path, self.lang, self.most, self.first = path, lang, most, first
        self.late = False
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def stop(self, *_signal: object) -> None:
        """Stop the reading if it has lasted too long, and for no other reason."""
        if self.late:
            raise KeyboardInterrupt

    def _look(self) -> None:
        began, used = time.monotonic(), time.process_time()
        tell = self.first
        while not self.done.wait(min(1.0, self.first)):
            passed = time.monotonic() - began
            if time.process_time() - used > self.most:
                self.late = True
                _thread.interrupt_main()
                return
            if passed >= tell:
                tell = passed + THEN
                self._tell(passed)

    def _tell(self, passed: float) -> None:
        held = self.path.stat().st_size if self.path.is_file() else 0
        size = f"{held / 1_000_000:.1f} MB" if held >= _SMALL else f"{max(1, held // 1000)} kB"
        sv = f"{self.path}: läser fortfarande ({size.replace('.', ',')}, {passed:.0f} s) …"
        en = f"{self.path}: still reading ({size}, {passed:.0f} s) …"
        click.echo(words(self.lang, sv, en), file=sys.stderr)


_SMALL = 100_000
"""Bytes below which a file's size is told in kB."""


def _too_long(path: Path, most: float) -> ReadError:
    return ReadError(
        f"{path}: läsningen avbröts efter {most:.0f} sekunders räknande; så lång tid tar ingen rapport. Ingenting har lästs in. "
        "Kontrollera att det är rätt fil; dela upp den om den har flera rapporter, eller läs in Word-filen i stället för text.",
        f"{path}: reading was stopped after {most:.0f} seconds of computing; no report takes so long. Nothing was loaded. "
        "Check that it is the right file; split it if it holds several reports, or read the Word file instead of text.",
    )

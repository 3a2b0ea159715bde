"""Python looks for unused cycles as objects are made; a file becomes many objects that all stay, so it looks in vain."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM = 100_000
"""So many more objects are made than let go before Python looks again."""
_lock = Lock()
_before: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Have Python look for cycles seldom for a while; how often it did is set back when the last of those who ask is done."""
    with _lock:
        _before.append(gc.get_threshold())
        gc.set_threshold(_SELDOM, *_before[0][1:])
    try:
        yield
    finally:
        with _lock:
            first = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*first)

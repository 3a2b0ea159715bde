"""Reports read once for all the tests of a file that ask about them: a reading depends on the file alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from samgraf.readers import read
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.reports.model import Report


@lru_cache(maxsize=8)
def reading(path: Path) -> Report:
    """Return the report in a file that no test changes."""
    return read_report(read(path))

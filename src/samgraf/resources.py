"""Where the four folders of data are: beside `src` in a checkout, inside the package in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Folder = Literal["ontology", "shapes", "loaders", "queries", "examples"]


@cache
def folder(name: Folder) -> Path:
    """Return the path of one of the data folders."""
    package = Path(__file__).resolve().parent
    packed = package / "data" / name
    return packed if packed.is_dir() else package.parents[1] / name

"""How wide text is in the faces that reports are set in.

The widths (`letter-widths.json`, in thousandths of the size) are those of Arial, Times New Roman, Calibri and Cambria, as
faces of the same measures have them (Liberation Sans and Serif, Carlito, Caladea), and of DejaVu Sans, which is
Verdana's like, and DejaVu Serif.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LETTER = 500.0
"""A letter of middle width, in thousandths of the size."""

_FIRST = re.compile(r"[^ \t]+")


@dataclass(frozen=True)
class Face:
    """A face: the widths of its letters, in thousandths of its size, regular and bold."""

    name: str
    regular: Mapping[str, int]
    bold: Mapping[str, int]

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return how wide text is, in letters of middle width."""
        widths = self.bold if bold else self.regular
        return sum(widths.get(c, widths["n"]) for c in text.replace("\u00a0", " ")) / LETTER

    def needed(self, line: str, below: str, *, bold: bool = False) -> float:
        """Return how wide a line would be with the first word of the line below it."""
        return self.width(f"{line} {first_word(below)}", bold=bold)


def first_word(text: str) -> str:
    """Return the first word of a line; a blank that does not break a line parts no words."""
    match = _FIRST.search(text)
    return match.group() if match else ""


EVEN = Face("even", {"n": int(LETTER)}, {"n": int(LETTER)})
"""A face whose letters are all as wide: text that was wrapped by counting them."""


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """Return the faces that are known."""
    told = json.loads(resources.files("samgraf.reports").joinpath("letter-widths.json").read_text("utf-8"))
    letters = told["letters"]
    return tuple(
        Face(name, dict(zip(letters, each["regular"], strict=True)), dict(zip(letters, each["bold"], strict=True)))
        for name, each in told["faces"].items()
    )

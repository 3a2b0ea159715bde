"""What the styles of an OpenDocument text say that a reader must know: what is hidden, bold or begins a page, and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.readers.docx_numbering import shaped

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterable

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW, FORM = (
    f"{{{_NAMESPACE}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing", "form")
)
FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a numbering: the form of its number, where it starts, how many levels it shows, what stands after it."""

    form: str
    start: int
    shown: int
    suffix: str


@dataclass
class Styles:
    """What the styles of a document say, by their names."""

    hidden: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    new_page: set[str] = field(default_factory=set)
    page_after: set[str] = field(default_factory=set)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def by_section(self, name: str) -> bool:
        """Return whether a numbering counts within its sections somewhere ("3.4"), as forms do and lists do not."""
        return any(level.shown > 1 for level in self.levels.get(name, {}).values())

    def next(self, name: str, at: int) -> str:
        """Return the next number of a level as it is shown, or nothing where it shows none."""
        levels = self.levels.get(name, {})
        level = levels.get(at)
        if level is None or not level.form:
            return ""
        counts = self.counts.setdefault(name, {})
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [other for other in counts if other > at]:
            del counts[deeper]
        shown = []
        for one in range(max(1, at - level.shown + 1), at + 1):
            known = levels.get(one, level)
            if known.form:
                shown.append(shaped(counts.setdefault(one, known.start), _FORMS.get(known.form, "decimal")))
        return ".".join(shown) + level.suffix


def read_styles(roots: Iterable[ET.Element]) -> Styles:
    """Return what the styles in some parts of a document say."""
    found = Styles()
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            _look(style, found)
        for kind in ("list-style", "outline-style"):
            for style in root.iter(f"{TEXT}{kind}"):
                name = style.get(f"{STYLE}name", "") if kind == "list-style" else ""
                found.levels[name] = {
                    _whole(level.get(f"{TEXT}level"), 0): _Level(
                        level.get(f"{STYLE}num-format", ""),
                        _whole(level.get(f"{TEXT}start-value"), 1),
                        _whole(level.get(f"{TEXT}display-levels"), 1),
                        level.get(f"{STYLE}num-suffix", ""),
                    )
                    for level in style
                }
    return found


def _look(style: ET.Element, found: Styles) -> None:
    """Return nothing; note what a style says of looks that tell something."""
    name = style.get(f"{STYLE}name", "")
    for properties in style:
        if properties.get(f"{TEXT}display") == "none":
            found.hidden.add(name)
        if properties.get(f"{FO}font-weight") in {"bold", "700", "800", "900"}:
            found.bold.add(name)
        if properties.get(f"{FO}break-before") == "page":
            found.new_page.add(name)
        if properties.get(f"{FO}break-after") == "page":
            found.page_after.add(name)
    if style.get(f"{STYLE}master-page-name"):
        found.new_page.add(name)


def _whole(value: str | None, otherwise: int) -> int:
    """Return a small whole number, or another where there is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else otherwise  # noqa: PLR2004 - no form counts to thousands

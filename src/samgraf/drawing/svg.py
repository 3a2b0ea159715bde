"""Elements of SVG as text: everything escaped, numbers with one decimal, the same input the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from samgraf.checked import showable

if TYPE_CHECKING:
    from collections.abc import Iterable

FONT = "'Liberation Sans', Arial, Helvetica, 'DejaVu Sans', sans-serif"
INK = "#1F2933"
GREY = "#52606D"
FAINT = "#CBD2D9"
PAPER = "#FFFFFF"

Value = str | int | float


def tag(name: str, children: Iterable[str] | str = (), /, **attributes: Value | None) -> str:
    """Return an element; `children` is markup, attributes are values: `stroke_width` becomes stroke-width, `class_` class."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(showable(value_text(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    inner = children if isinstance(children, str) else "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return text as markup."""
    return escape(showable(text))


def value_text(value: Value) -> str:
    """Return a value of an attribute: numbers with at most one decimal."""
    if isinstance(value, float):
        written = f"{value:.1f}".removesuffix(".0")
        return "0" if written == "-0" else written
    return str(value)


def drawing(width: float, height: float, title: str, description: str, children: Iterable[str]) -> str:
    """Return a whole picture on white, with a title and a description for those who do not see it."""
    head = [tag("title", words(title)), tag("desc", words(description))]
    paper = tag("rect", width=width, height=height, fill=PAPER)
    return (
        tag(
            "svg",
            "\n".join(["", *head, paper, *children, ""]),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {value_text(width)} {value_text(height)}",
            width=width,
            height=height,
            role="img",
            font_family=FONT,
            font_size=12,
            fill=INK,
        )
        + "\n"
    )

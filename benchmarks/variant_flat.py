"""Made-up reports as the text that a tool takes out of their PDF: tables without their cells."""

from __future__ import annotations

import random
import re
import textwrap
from typing import Any

from variant_parts import cells, heads, parts
from variant_turned import turned_rows

PAGE = 44
"""So many lines stand on a page."""


def flat_text(made: Any, *, spaced: bool | None = None, width: int | None = None) -> str:
    """Return the report as the text of a PDF whose tables are flattened cell by cell, with pages cut through rows.

    `spaced` puts a blank line after every line (as some tools do); None lets the seed decide, as for `width`.
    """
    r = random.Random(made.seed + 2)
    spaced = r.random() < 0.5 if spaced is None else spaced
    width = width or made.style["width"]
    pages: list[list[str]] = [[]]
    for part in parts(made):
        if part.kind != "table":
            _put(pages, _wrapped(part.text, 82 if part.kind == "question" else 88))
            continue
        if _on_its_side(made, part.text):
            for row in made.rows[part.text]:
                for label, paragraphs in turned_rows(made, row):
                    _put(pages, _wrapped(label, width))
                    _put(pages, [line for p in paragraphs for line in _wrapped(p, width, made.style["hyphens"])])
            continue
        for head in heads(made):
            _put(pages, _wrapped(head, width))
        for row in made.rows[part.text]:
            _put_row(
                pages,
                [
                    [line for p in cell for line in _wrapped(p, width, made.style["hyphens"])]
                    for cell in cells(made, row)
                ],
            )
    joint = " \n\n" if spaced else "\n"
    return "\f".join(joint.join(_page(made, page, i)) + "\n" for i, page in enumerate(pages, start=1))


def scrambled_text(made: Any, *, width: int = 34) -> str:
    """Return the report as the text of a PDF taken out box by box: on each page the columns of a table come in any order.

    Paragraphs are parted by a blank line; the lines of a paragraph are not.
    """
    r = random.Random(made.seed + 3)
    pages: list[list[str]] = [[]]
    used = 0
    for part in parts(made):
        if part.kind != "table":
            lines = _wrapped(part.text, 82 if part.kind == "question" else 88)
            used = used + len(lines) + 1 if used + len(lines) <= PAGE else _turn(pages, len(lines))
            pages[-1].append("\n".join(lines))
            continue
        if _on_its_side(made, part.text):
            beside = r.random() < 0.5
            for row in made.rows[part.text]:
                told = [
                    ("\n".join(_wrapped(label, width)), ["\n".join(_wrapped(p, width)) for p in text])
                    for label, text in turned_rows(made, row)
                ]
                height = sum(label.count("\n") + sum(p.count("\n") + 2 for p in text) + 2 for label, text in told)
                used = used + height if used + height <= PAGE else _turn(pages, height)
                pages[-1] += _labelled(told, beside=beside)
            continue
        order = r.choice(((0, 1, 2, 3), (0, 2, 1, 3), (1, 0, 2, 3), (0, 1, 3, 2)))
        pages[-1] += ["\n".join(_wrapped(heads(made)[i], width)) for i in order]
        group: list[list[list[str]]] = []
        for row in made.rows[part.text]:
            filled = [["\n".join(_wrapped(p, width)) for p in cell] for cell in cells(made, row)]
            height = max(sum(p.count("\n") + 2 for p in cell) for cell in filled)
            if used + height > PAGE:
                pages[-1] += _by_column(group, order)
                group, used = [], _turn(pages, 0)
            group.append(filled)
            used += height
        pages[-1] += _by_column(group, order)
    return "\f".join("\n\n".join(_page(made, page, i)) + "\n" for i, page in enumerate(pages, start=1))


def side_text(made: Any, *, width: int = 30) -> str:
    """Return the report as text that keeps its columns side by side with blanks, pages cut through rows.

    The seed decides whether an empty line parts the rows, and how far to the right each page begins.
    """
    r = random.Random(made.seed + 4)
    parted = r.random() < 0.5
    pages: list[list[str]] = [[]]
    for part in parts(made):
        if part.kind != "table":
            _put(pages, _wrapped(part.text, 82 if part.kind == "question" else 88))
            continue
        if _on_its_side(made, part.text):
            rows = [[[label], text] for row in made.rows[part.text] for label, text in turned_rows(made, row)]
        else:
            rows = [[[head] for head in heads(made)], *(cells(made, row) for row in made.rows[part.text])]
        for row in rows:
            filled = [[line for p in cell for line in _wrapped(p, width, made.style["hyphens"])] for cell in row]
            for k in range(max(map(len, filled))):
                line = "".join((c[k] if k < len(c) else "").ljust(width + 3) for c in filled).rstrip()
                _put(pages, [line])
            if parted and pages[-1]:
                _put(pages, [""])
    shifts = ["", *(" " * (2 * r.randint(0, 2)) for _ in pages[1:])]
    shifted = [[shift + line for line in page] for shift, page in zip(shifts, pages, strict=True)]
    return "\f".join("\n".join(_page(made, page, i)) + "\n" for i, page in enumerate(shifted, start=1))


def column_text(made: Any, *, width: int = 30) -> str:
    """Return the report as text whose tables come column by column on each page, each column in one piece.

    The seed decides whether an empty line parts the cells of a column.
    """
    r = random.Random(made.seed + 5)
    parted = r.random() < 0.5
    pages: list[list[str]] = [[]]
    for part in parts(made):
        if part.kind != "table":
            _put(pages, _wrapped(part.text, 82 if part.kind == "question" else 88))
            continue
        for head in heads(made):
            _put(pages, [*_wrapped(head, width), ""])
        group: list[list[list[str]]] = []
        used = 0
        for row in made.rows[part.text]:
            filled = [[line for p in cell for line in _wrapped(p, width)] for cell in cells(made, row)]
            height = max(map(len, filled))
            if group and used + height > PAGE:
                pages[-1] += _stacked(group, parted=parted)
                pages.append([])
                group, used = [], 0
            group.append(filled)
            used += height
        pages[-1] += _stacked(group, parted=parted)
    return "\f".join("\n".join(_page(made, page, i)) + "\n" for i, page in enumerate(pages, start=1))


def _on_its_side(made: Any, number: str) -> bool:
    """Return whether the tables under a question have a label before each value; an empty table has its heads alone."""
    return made.style["layout"] == "turned" and bool(made.rows[number])


def _labelled(told: list[tuple[str, list[str]]], *, beside: bool) -> list[str]:
    """Return the paragraphs of a table on its side, each value after its label or all values after all labels."""
    if beside:
        return [p for label, text in told for p in (label, *text)]
    return [*(label for label, _ in told), *(p for _, text in told for p in text)]


def _stacked(rows: list[list[list[str]]], *, parted: bool) -> list[str]:
    """Return the columns of rows one under another, an empty line after each."""
    lines: list[str] = []
    for column in range(4):
        for row in rows:
            lines += [*row[column], ""] if parted and row[column] else row[column]
        lines += [] if parted else [""]
    return lines


def _turn(pages: list[list[str]], used: int) -> int:
    """Begin a page and return how many of its lines are used."""
    pages.append([])
    return used


def _by_column(rows: list[list[list[str]]], order: tuple[int, ...]) -> list[str]:
    return [p for column in order for row in rows for p in row[column]]


def _page(made: Any, lines: list[str], number: int) -> list[str]:
    """Return a page with its header and footer."""
    if not made.style["furniture"]:
        return [*lines, str(number)]
    return [f"{made.county.region_name}   Dnr {made.gold['diarienummer']}", *lines, f"Sida {number} (20)"]


def _wrapped(text: str, width: int, hyphen: str | None = None) -> list[str]:
    """Return a paragraph in lines; with `hyphen` long words are cut at the line's end."""
    if hyphen is None:
        return textwrap.wrap(text, width)
    lines = [""]
    for word in text.split():
        room = width - len(lines[-1]) - 1
        if len(lines[-1]) + len(word) + 1 <= width or not lines[-1]:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif re.fullmatch(r"[a-zåäö]{12,}[.,]?", word) and room >= 6:
            lines[-1] += f" {word[: room - 1]}{hyphen}"
            lines.append(word[room - 1 :])
        else:
            lines.append(word)
    return lines


def _put(pages: list[list[str]], lines: list[str]) -> None:
    for line in lines:
        if len(pages[-1]) >= PAGE:
            pages.append([])
        pages[-1].append(line)


def _put_row(pages: list[list[str]], columns: list[list[str]]) -> None:
    """Put a row on the page cell by cell; what does not fit goes on below the break, cell by cell."""
    left = columns
    while any(left):
        room = PAGE - len(pages[-1])
        if room <= 2:
            pages.append([])
            continue
        for column in left:
            pages[-1] += column[:room]
        left = [c[room:] for c in left]
        if any(left):
            pages.append([])

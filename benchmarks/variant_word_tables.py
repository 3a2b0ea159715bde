"""Habits of building tables and cells in Word files: see `variant_word.py`."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from word_xml import Element, Parts, W, elements, text_of

if TYPE_CHECKING:
    import random


def nested(root: Element, r: random.Random, _: Parts) -> None:
    """Put what cells say into a table of one column inside the cell."""
    for cell in [one for one in root.iter(f"{W}tc") if r.random() < 0.25]:
        paragraphs = cell.findall(f"{W}p")
        row = cell.getparent()
        if row is None or row.getprevious() is None or len(paragraphs) < 2:
            continue
        inner = elements("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl>")[0]
        for paragraph in paragraphs:
            line = elements("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>")[0]
            line[0].append(paragraph)
            inner.append(line)
        cell.append(inner)
        cell.append(elements("<w:p/>")[0])


def merged(root: Element, _: random.Random, __: Parts) -> None:
    """Lay tables on a finer grid, so that every cell spans columns, and split names over two merged rows."""
    for table in root.iter(f"{W}tbl"):
        for row in table.findall(f"{W}tr"):
            for cell in row.findall(f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                if properties is None:
                    properties = elements("<w:tcPr/>")[0]
                    cell.insert(0, properties)
                span = properties.find(f"{W}gridSpan")
                wide = int(span.get(f"{W}val", "1")) if span is not None else 1
                if span is not None:
                    properties.remove(span)
                properties.append(elements(f'<w:gridSpan w:val="{wide * 2}"/>')[0])
        grid = table.find(f"{W}tblGrid")
        if grid is not None:
            for column in list(grid):
                grid.append(copy.deepcopy(column))


def continued(root: Element, _: random.Random, __: Parts) -> None:
    """Let the later paragraphs of cells stand in a row of their own below, the name's cell merged over both."""
    for table in root.iter(f"{W}tbl"):
        for row in table.findall(f"{W}tr")[1:]:
            cells = row.findall(f"{W}tc")
            long = [cell for cell in cells[1:] if len(cell.findall(f"{W}p")) > 1]
            if len(cells) != 4 or not long or list(row.iter(f"{W}vMerge")):  # the name stands first
                continue
            below = elements("<w:tr/>")[0]
            for cell in cells:
                half = elements("<w:tc><w:tcPr/></w:tc>")[0]
                if cell in long:
                    half.extend(cell.findall(f"{W}p")[1:])
                else:
                    _merge(cell, "restart")
                    half = elements("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")[0]
                below.append(half)
            row.addnext(below)


def _merge(cell: Element, how: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = elements("<w:tcPr/>")[0]
        cell.insert(0, properties)
    properties.append(elements(f'<w:vMerge w:val="{how}"/>')[0])


def soft_breaks(root: Element, r: random.Random, _: Parts) -> None:
    """Break the lines of cells and answers with Shift+Enter: one paragraph, with breaks inside."""
    holders = [cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tbl") is None and r.random() < 0.7]
    for holder in holders:
        first, *rest = holder.findall(f"{W}p")
        for paragraph in rest:
            first.append(elements("<w:r><w:br/></w:r>")[0])
            first.extend(paragraph.findall(f"{W}r"))
            holder.remove(paragraph)


def box_columns(root: Element, r: random.Random, parts: Parts) -> None:
    """Lay the boxes out in a table with a column for yes and one for no, a cross in one of them."""
    box_table(root, r, parts)
    line = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    for table in root[0].findall(f"{W}tbl"):
        if not re.search(r"Ja.*[☒☐]", text_of(table)):
            continue
        for row in table:
            if row.tag == f"{W}tr":
                yes = bool(re.search("Ja ☒|☒ Ja", text_of(row)))
                row.remove(row[-1])
                row.extend(elements(line.format("X" if yes else "") + line.format("" if yes else "X")))
        table.find(f"{W}tr").addprevious(
            elements(f"<w:tr>{line.format('')}{line.format('Ja')}{line.format('Nej')}</w:tr>")[0]
        )


def box_table(root: Element, _: random.Random, __: Parts) -> None:
    """Lay the boxes out in a table: what is asked, and its boxes."""
    body = root[0]
    rows: list[tuple[Element, Element]] = []
    for paragraph in body.findall(f"{W}p"):
        before = paragraph.getprevious()
        if (
            re.search(r"(?:Ja|Nej).*(?:Nej|Ja)", text_of(paragraph))
            and re.search(r"[☒☐\[]", text_of(paragraph))
            and before is not None
        ):
            rows.append((before, paragraph))
    if not rows:
        return
    table = elements("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid></w:tbl>")[0]
    rows[0][0].addprevious(table)
    for asked, answer in rows:
        row = elements("<w:tr><w:tc><w:tcPr/></w:tc><w:tc><w:tcPr/></w:tc></w:tr>")[0]
        row[0].append(asked)
        row[1].append(answer)
        table.append(row)


def one_by_one(root: Element, _: random.Random, __: Parts) -> None:
    """Give each insats a table of its own, with the heads above it, and an empty paragraph between."""
    for table in list(root[0].findall(f"{W}tbl")):
        rows = table.findall(f"{W}tr")
        if len(rows) < 3 or list(table.iter(f"{W}vMerge")) or list(table.iter(f"{W}gridSpan")):
            continue
        for row in reversed(rows[2:]):
            own = elements("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>")[0]
            own.extend([copy.deepcopy(rows[0]), row])
            table.addnext(own)
            table.addnext(elements("<w:p/>")[0])

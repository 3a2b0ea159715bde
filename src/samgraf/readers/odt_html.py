"""The body of an OpenDocument text becomes HTML of the kind that Word files become: paragraphs, lists, tables, notes."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from samgraf.readers.docx_leads import begins_anew, is_name
from samgraf.readers.docx_package import PAGE_MARK
from samgraf.readers.odt_styles import DRAW, OFFICE, TABLE, TEXT
from samgraf.readers.signs import TICKED, UNTICKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.readers.odt_styles import Styles

_BLANKS = re.compile(r"[ \t\r\n]+")
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_UNREAD = {
    f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{TEXT}note-citation",
    f"{TEXT}placeholder", f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph", f"{TEXT}script", f"{TEXT}ruby-text",
    f"{OFFICE}forms", f"{OFFICE}annotation",
}  # fmt: skip
"""Elements whose text a reader of the document does not see, or that is nobody's answer."""
_MOST_CELLS = 63


class Body:
    """Writes a body as HTML. Notes come last; a text box comes after the paragraph that it hangs on."""

    def __init__(self, styles: Styles, boxes: dict[str, bool]) -> None:
        """Keep the styles, and the boxes of the document's forms by their ids with whether they are ticked."""
        self.styles = styles
        self.boxes = boxes
        self.notes: list[str] = []
        self.begun = False
        self.pending = ""

    def document(self, body: ET.Element) -> str:
        """Return a whole body as HTML."""
        text = "".join(self._blocks(body))
        notes = "".join(f'<li id="footnote-{number}">{note}</li>' for number, note in enumerate(self.notes, start=1))
        return f"{text}<ol>{notes}</ol>" if notes else text

    def _blocks(self, element: ET.Element) -> Iterator[str]:
        """Yield the blocks in an element: those of sections, indexes and shapes as if they stood there themselves."""
        for child in element:
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield self._paragraph(child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name", ""), 1)
            elif child.tag == f"{TABLE}table":
                yield self._breaks(child.get(f"{TABLE}style-name", ""), "<p>{}</p>")
                yield f"<table>{''.join(self._rows(child))}</table>"
            elif child.tag == f"{TEXT}soft-page-break":
                yield f"<p>{PAGE_MARK}</p>"
            elif child.tag not in _UNREAD:
                yield from self._blocks(child)

    def _list(self, element: ET.Element, style: str, level: int) -> Iterator[str]:
        """Yield the items of a list; where it numbers the form's own parts, these are paragraphs with their numbers as text."""
        numbers = self.styles.by_section(style)
        yield "" if numbers else "<ul>"
        for item in element:
            yield "" if numbers else "<li>"
            counted = item.tag != f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, child.get(f"{TEXT}style-name", style), level + 1)
                elif child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    yield self._paragraph(child, "" if counted or not numbers else self.styles.next(style, level))
                    counted = True
            yield "" if numbers else "</li>"
        yield "" if numbers else "</ul>"

    def _paragraph(self, element: ET.Element, number: str = "") -> str:
        """Return a paragraph or heading, what hangs on it after it."""
        style = element.get(f"{TEXT}style-name", "")
        if style in self.styles.hidden:
            return ""
        hanging: list[ET.Element] = []
        text = "".join(self._inline(element, hanging))
        level = element.get(f"{TEXT}outline-level", "1") if element.tag == f"{TEXT}h" else ""
        if level and not number and text.strip() and element.get(f"{TEXT}is-list-header") != "true":
            number = self.styles.next("", int(level) if level.isdigit() else 1)
        tag = f"h{min(6, max(1, int(level)))}" if level.isdigit() else "p"
        marks, self.pending = self.pending + self._breaks(style, "{}"), ""
        told = f"<{tag}>{marks}{number}{' ' if number else ''}{text}</{tag}>"
        after = f"<p>{PAGE_MARK}</p>" if style in self.styles.page_after else ""
        return told + after + "".join(block for box in hanging for block in self._blocks(box))

    def _breaks(self, style: str, form: str) -> str:
        """Return the mark of a new page, in a form, where a style begins one; the first page has begun already."""
        first, self.begun = not self.begun, True
        return form.format(PAGE_MARK) if style in self.styles.new_page and not first else ""

    def _rows(self, table: ET.Element) -> Iterator[str]:
        """Yield the rows of a table, those of its head and of groups too."""
        for child in table:
            if child.tag == f"{TABLE}table-row":
                self._part_lead(child)
                yield f"<tr>{''.join(self._cells(child))}</tr>"
            elif child.tag == f"{TEXT}soft-page-break":
                self.pending += PAGE_MARK
            elif child.tag.startswith(f"{TABLE}table-") and child.tag != f"{TABLE}table-column":
                yield from self._rows(child)

    def _cells(self, row: ET.Element) -> Iterator[str]:
        """Yield the cells of a row; those that another covers are no cells."""
        for cell in row:
            if cell.tag != f"{TABLE}table-cell":
                continue
            down, right = (cell.get(f"{TABLE}number-{way}-spanned", "1") for way in ("rows", "columns"))
            repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
            for _ in range(min(_MOST_CELLS, int(repeated)) if repeated.isdigit() else 1):
                yield f'<td rowspan="{html.escape(down)}" colspan="{html.escape(right)}">{"".join(self._blocks(cell))}</td>'

    def _part_lead(self, row: ET.Element) -> None:
        """Return nothing; break the line after bold letters that begin a row: they are the name, as in Word files."""
        paragraphs = (one for cell in row.iter(f"{TABLE}table-cell") for one in cell.iter(f"{TEXT}p"))
        first = next((one for one in paragraphs if any(c.isalpha() for c in "".join(one.itertext()))), None)
        if first is None or (first.text or "").strip():
            return
        lead = ""
        for place, child in enumerate(first):
            said = "".join(child.itertext())
            if said.strip() and child.get(f"{TEXT}style-name", "") not in self.styles.bold:
                if is_name(lead) and begins_anew(lead, said):
                    first.insert(place, ET.Element(f"{TEXT}line-break"))
                return
            lead += said
            rest = child.tail or ""
            if rest.strip():
                if is_name(lead) and begins_anew(lead, rest):
                    child.tail, broken = "", ET.Element(f"{TEXT}line-break")
                    broken.tail = rest
                    first.insert(place + 1, broken)
                return
            lead += rest

    def _inline(self, element: ET.Element, hanging: list[ET.Element]) -> Iterator[str]:
        """Yield the text in an element; boxes of text and notes are put aside."""
        yield _escaped(element.text)
        for child in element:
            yield from self._piece(child, hanging)
            yield _escaped(child.tail)

    def _piece(self, child: ET.Element, hanging: list[ET.Element]) -> Iterator[str]:
        """Yield what an element inside a paragraph shows."""
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield " " * min(99, int(count) if count.isdigit() else 1)
        elif child.tag in {f"{TEXT}tab", f"{TEXT}line-break", f"{TEXT}soft-page-break"}:
            yield {"tab": "\t", "line-break": "<br/>"}.get(child.tag.rpartition("}")[2], PAGE_MARK)
        elif child.tag == f"{TEXT}note":
            self.notes.append("".join(self._blocks(child)))
        elif child.tag == f"{DRAW}control":
            ticked = self.boxes.get(child.get(f"{DRAW}control", ""))
            yield "" if ticked is None else TICKED if ticked else UNTICKED
        elif child.tag == f"{_FIELD}fieldmark":
            yield _escaped(_field(child))
        elif child.tag.startswith(DRAW):
            hanging.append(child)
        elif child.tag == f"{_LOEXT}content-control" and child.get(f"{_LOEXT}showing-place-holder") == "true":
            return
        elif child.tag not in _UNREAD and child.get(f"{TEXT}style-name", "") not in self.styles.hidden:
            yield from self._inline(child, hanging)


def _field(mark: ET.Element) -> str:
    """Return what an old form field of Word's shows: a box, or the entry chosen in a list."""
    told = [(one.get(f"{_FIELD}name", ""), one.get(f"{_FIELD}value", "")) for one in mark.iter(f"{_FIELD}param")]
    kind = mark.get(f"{_FIELD}type", "").rpartition(".")[2]
    if kind == "FORMCHECKBOX":
        return TICKED if ("Checkbox_Checked", "true") in told else UNTICKED
    entries = [value for name, value in told if name == "Dropdown_ListEntry"]
    at = next((value for name, value in told if name == "Dropdown_Selected"), "0")
    return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""


def _escaped(text: str | None) -> str:
    """Return text as HTML, with white space as one blank, which is what it shows."""
    return html.escape(_BLANKS.sub(" ", text), quote=False) if text else ""

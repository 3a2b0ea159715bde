"""A Word file rewritten as Word itself leaves it after years of use: controls, tracked changes, fields, boxes, lists.

Each habit changes how the file is built and nothing of what it says, so a reader must find the same in it.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Element = Any
"""An element of lxml, which has no types."""
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
W = f"{{{SPACES['w']}}}"
MAIN = "word/document.xml"
EDITED = 'w:id="7" w:author="A. Andersson" w:date="2024-02-01T09:00:00Z"'


def worded(data: bytes, habit: str, seed: int = 0) -> bytes:
    """Return a Word file rewritten in one habit (a key of `HABITS`), or in all that go together ("all").

    Raises:
        KeyError: there is no such habit.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[MAIN])
    for one in TOGETHER if habit == "all" else (habit,):
        HABITS[one](root, random.Random(seed), parts)
    parts[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


Parts = dict[str, bytes]


def split_runs(root: Element, r: random.Random, _: Parts) -> None:
    """Cut runs in the middle of words, with proofing marks and edit marks between the pieces."""
    for run in list(root.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if text is None or len(text.text or "") < 4 or r.random() < 0.3:
            continue
        told = text.text or ""
        at = r.randrange(1, len(told) - 1)
        rest = copy.deepcopy(run)
        _set(run, told[:at])
        _set(rest, told[at:])
        run.set(f"{W}rsidR", "00A77B3E")
        between = _xml(
            '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>'
        )
        for one in (rest, *reversed(between)):
            run.addnext(one)


def controls(root: Element, r: random.Random, _: Parts) -> None:
    """Put content controls around paragraphs of answers, tables, rows, cells and runs."""
    body = root[0]
    for block in list(body):
        if block.tag == f"{W}p" and len(_text(block)) > 60 and r.random() < 0.5:
            _control(block, '<w:alias w:val="Svar"/><w:text w:multiLine="1"/>')
        elif block.tag == f"{W}tbl":
            _in_table(block, r)


def _in_table(table: Element, r: random.Random) -> None:
    """Put controls in and around one table."""
    for row in table.findall(f"{W}tr")[1:]:
        for cell in row.findall(f"{W}tc"):
            for paragraph in cell.findall(f"{W}p"):
                if r.random() < 0.3 and _text(paragraph):
                    _control(paragraph, "<w:richText/>")
            if r.random() < 0.3:
                _control(cell, "")
        _control(row, '<w15:repeatingSectionItem xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>')
    if r.random() < 0.5:
        _control(table, "")


def changes(root: Element, r: random.Random, _: Parts) -> None:
    """Track changes: words put in, words taken out beside them, paragraphs taken out and joined, rows put in and out."""
    for run in list(root.iter(f"{W}r")):
        told = _text(run)
        if len(told) < 12 or r.random() < 0.6:
            continue
        gone = _xml(
            f'<w:del {EDITED}><w:r><w:delText xml:space="preserve">struken text om 99 kommuner </w:delText></w:r></w:del>'
        )[0]
        run.addprevious(gone)
        _wrap(run, f"<w:ins {EDITED}/>")
    body = root[0]
    for block in [one for one in body if one.tag == f"{W}p" and len(_text(one)) > 60]:
        if r.random() < 0.4:
            block.addnext(
                _xml(
                    f"<w:p><w:pPr><w:rPr><w:del {EDITED}/></w:rPr></w:pPr><w:del {EDITED}><w:r><w:delText>Ett helt stycke som togs bort.</w:delText></w:r></w:del></w:p>"
                )[0]
            )
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if len(rows) > 1 and not list(rows[-1].iter(f"{W}vMerge")):
            _taken_out(rows[-1])


def _taken_out(row: Element) -> None:
    """Add after a row one like it that somebody has taken out."""
    gone = copy.deepcopy(row)
    for text in gone.iter(f"{W}t"):
        text.tag = f"{W}delText"
        text.text = "borttagen rad"
    for run in list(gone.iter(f"{W}r")):
        parent = run.getparent()
        if parent is not None and parent.tag != f"{W}del":
            _wrap(run, f"<w:del {EDITED}/>")
    old = gone.find(f"{W}trPr")
    if old is None:
        old = _xml("<w:trPr/>")[0]
        gone.insert(0, old)
    old.append(_xml(f"<w:del {EDITED}/>")[0])
    row.addnext(gone)


def comments(root: Element, r: random.Random, parts: Parts) -> None:
    """Hang comments on answers and cells; what they say is no part of the report."""
    places = [run for run in root.iter(f"{W}r") if len(_text(run)) > 10 and r.random() < 0.3]
    for run in places:
        before, after, mark = _xml(
            '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        )
        run.addprevious(before)
        run.addnext(mark)
        run.addnext(after)
    _part(
        parts,
        "comments",
        f"<w:comment {EDITED.replace('7', '1', 1)}><w:p><w:r><w:t>Stämmer 12 kommuner? Se 9.9.</w:t></w:r></w:p></w:comment>",
    )


def fields(root: Element, r: random.Random, parts: Parts) -> None:
    """Make words the results of fields and links: page references, merge fields, hyperlinks, simple and complex."""
    link = f'<Relationship Id="rIdLink" Type="{SPACES["r"]}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    _append(parts, "word/_rels/document.xml.rels", link)
    for run in list(root.iter(f"{W}r")):
        if len(_text(run)) < 8 or r.random() < 0.6:
            continue
        kind = r.randrange(3)
        if kind == 0:
            _wrap(run, '<w:hyperlink r:id="rIdLink" w:history="1"/>')
        elif kind == 1:
            _wrap(run, '<w:fldSimple w:instr=" DOCPROPERTY Insats "/>')
        else:
            for one in _xml(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF _Ref12 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            ):
                run.addprevious(one)
            run.addnext(_xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>')[0])


def numbered(root: Element, _: random.Random, parts: Parts) -> None:
    """Let Word count the numbers of sections and questions: a list of many levels, no number in the text."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, text in ((0, "%1"), (1, "%1.%2"))
    )
    _part(
        parts,
        "numbering",
        f'<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>',
    )
    for paragraph in root[0].findall(f"{W}p"):
        match = re.match(r"(\d{1,2})(\.\d)?\.?\s(?=[A-ZÅÄÖ])", _text(paragraph))
        if not match or _is_contents(paragraph):
            continue
        first = next(paragraph.iter(f"{W}t"))
        first.text = (first.text or "")[match.end() :]
        _properties(paragraph).append(
            _xml(f'<w:numPr><w:ilvl w:val="{1 if match[2] else 0}"/><w:numId w:val="77"/></w:numPr>')[0]
        )


def _is_contents(paragraph: Element) -> bool:
    return bool(re.search(r"\.{4,}", _text(paragraph)))


def ticks(root: Element, r: random.Random, _: Parts) -> None:
    """Make each box a control of Word 2010 or a form field of Word 97."""
    for text in list(root.iter(f"{W}t")):
        run = text.getparent()
        if run is None or not re.search("[☒☐]", text.text or ""):
            continue
        for piece in re.split("([☒☐])", text.text or ""):
            for one in _ticked(piece, new=r.random() < 0.5):
                run.addprevious(one)
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _ticked(piece: str, *, new: bool) -> list[Element]:
    """Return a piece of text as runs: a box, or words."""
    if piece not in {"☒", "☐"}:
        return _xml(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>') if piece else []
    on = int(piece == "☒")
    if new:
        return _xml(
            f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{piece}</w:t></w:r></w:sdtContent></w:sdt>'
        )
    return _xml(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="{on}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def boxed(root: Element, r: random.Random, _: Parts) -> None:
    """Put answers into text boxes, with the old form beside the new that Word writes."""
    for paragraph in root[0].findall(f"{W}p"):
        if len(_text(paragraph)) < 80 or paragraph.find(f"{W}pPr/{W}pStyle") is not None or r.random() < 0.7:
            continue
        inner = copy.deepcopy(paragraph)
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        shape = _xml(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
            "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )[0]
        for content in shape.iter(f"{W}txbxContent"):
            content.append(copy.deepcopy(inner))
        paragraph.append(shape)


def nested(root: Element, r: random.Random, _: Parts) -> None:
    """Put what cells say into a table of one column inside the cell."""
    for cell in [one for one in root.iter(f"{W}tc") if r.random() < 0.25]:
        paragraphs = cell.findall(f"{W}p")
        row = cell.getparent()
        if row is None or row.getprevious() is None or len(paragraphs) < 2:
            continue
        inner = _xml("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl>")[0]
        for paragraph in paragraphs:
            line = _xml("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>")[0]
            line[0].append(paragraph)
            inner.append(line)
        cell.append(inner)
        cell.append(_xml("<w:p/>")[0])


def merged(root: Element, _: random.Random, __: Parts) -> None:
    """Lay tables on a finer grid, so that every cell spans columns, and split names over two merged rows."""
    for table in root.iter(f"{W}tbl"):
        for row in table.findall(f"{W}tr"):
            for cell in row.findall(f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                if properties is None:
                    properties = _xml("<w:tcPr/>")[0]
                    cell.insert(0, properties)
                span = properties.find(f"{W}gridSpan")
                wide = int(span.get(f"{W}val", "1")) if span is not None else 1
                if span is not None:
                    properties.remove(span)
                properties.append(_xml(f'<w:gridSpan w:val="{wide * 2}"/>')[0])
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
            below = _xml("<w:tr/>")[0]
            for cell in cells:
                half = _xml("<w:tc><w:tcPr/></w:tc>")[0]
                if cell in long:
                    half.extend(cell.findall(f"{W}p")[1:])
                else:
                    _merge(cell, "restart")
                    half = _xml("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")[0]
                below.append(half)
            row.addnext(below)


def _merge(cell: Element, how: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = _xml("<w:tcPr/>")[0]
        cell.insert(0, properties)
    properties.append(_xml(f'<w:vMerge w:val="{how}"/>')[0])


def soft_breaks(root: Element, r: random.Random, _: Parts) -> None:
    """Break the lines of cells and answers with Shift+Enter: one paragraph, with breaks inside."""
    holders = [cell for cell in root.iter(f"{W}tc") if cell.find(f"{W}tbl") is None and r.random() < 0.7]
    for holder in holders:
        first, *rest = holder.findall(f"{W}p")
        for paragraph in rest:
            first.append(_xml("<w:r><w:br/></w:r>")[0])
            first.extend(paragraph.findall(f"{W}r"))
            holder.remove(paragraph)


def lists(root: Element, _: random.Random, parts: Parts) -> None:
    """Make lists of Word's own of lines that begin with a sign: the sign is no text any more."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    _part(
        parts,
        "numbering",
        f'<w:abstractNum w:abstractNumId="78">{level}</w:abstractNum><w:num w:numId="78"><w:abstractNumId w:val="78"/></w:num>',
    )
    for paragraph in root.iter(f"{W}p"):
        match = re.match(r"[-–•*o➢▪✓]\s+", _text(paragraph))
        first = paragraph.find(f"{W}r/{W}t")
        if match and first is not None:
            first.text = (first.text or "")[match.end() :]
            _properties(paragraph).append(_xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="78"/></w:numPr>')[0])


def joined(root: Element, r: random.Random, _: Parts) -> None:
    """Cut answers into two paragraphs whose mark somebody has taken out: Word shows them as one."""
    for paragraph in root[0].findall(f"{W}p"):
        run = paragraph.find(f"{W}r")
        told = _text(paragraph)
        if run is None or len(told) < 80 or paragraph.find(f"{W}pPr/{W}pStyle") is not None or r.random() < 0.5:
            continue
        at = told.index(" ", 30) + 1
        after = copy.deepcopy(paragraph)
        _set(run, told[:at])
        _set(next(after.iter(f"{W}r")), told[at:])
        _properties(paragraph).append(_xml(f"<w:rPr><w:del {EDITED}/></w:rPr>")[0])
        paragraph.addnext(after)


def moved(root: Element, r: random.Random, _: Parts) -> None:
    """Track that answers were moved: what stood elsewhere is marked as moved from there."""
    for paragraph in root[0].findall(f"{W}p"):
        run = paragraph.find(f"{W}r")
        if run is None or len(_text(paragraph)) < 80 or r.random() < 0.5:
            continue
        gone = copy.deepcopy(run)
        _wrap(run, f"<w:moveTo {EDITED}/>")
        origin = _xml(f"<w:p><w:pPr><w:rPr><w:moveFrom {EDITED}/></w:rPr></w:pPr><w:moveFrom {EDITED}/></w:p>")[0]
        origin[-1].append(gone)
        paragraph.addprevious(origin)


def wrapped(root: Element, r: random.Random, _: Parts) -> None:
    """Put runs, paragraphs and cells into the wrappers that old templates and add-ins leave."""
    for run in list(root.iter(f"{W}r")):
        if r.random() < 0.4:
            _wrap(
                run,
                r.choice(
                    (
                        '<w:smartTag w:uri="urn:x" w:element="place"/>',
                        '<w:customXml w:element="x"/>',
                        '<w:dir w:val="ltr"/>',
                    )
                ),
            )
    for paragraph in list(root.iter(f"{W}p")):
        if r.random() < 0.2:
            _wrap(paragraph, '<w:customXml w:element="svar"/>')
    for tag in ("tc", "tr"):
        for element in list(root.iter(f"{W}{tag}")):
            if r.random() < 0.3:
                _wrap(element, '<w:customXml w:element="rad"/>')


def signs(root: Element, r: random.Random, _: Parts) -> None:
    """Write hyphens that do not break, hyphens that show only at a line's end, and blanks that do not break."""
    for run in list(root.iter(f"{W}r")):
        told = _text(run)
        match = re.search(r"[a-zåäö]{5}(?=[a-zåäö]{4})", told)
        text = run.find(f"{W}t")
        if match is None or text is None or r.random() < 0.4:
            continue
        rest = copy.deepcopy(run)
        _set(run, told[: match.end()])
        _set(rest, told[match.end() :].replace(" procent", "\u00a0procent"))
        run.append(_xml("<w:softHyphen/>")[0])
        run.addnext(rest)
        hard = re.search(r"(?<=[a-z])-(?=[a-zåäö])", _text(rest))
        if hard:
            more = copy.deepcopy(rest)
            _set(more, _text(rest)[hard.end() :])
            _set(rest, _text(rest)[: hard.start()])
            rest.append(_xml("<w:noBreakHyphen/>")[0])
            rest.addnext(more)


def pages(root: Element, r: random.Random, _: Parts) -> None:
    """Begin pages in the middle of answers and cells, and before questions."""
    for run in list(root.iter(f"{W}r")):
        if len(_text(run)) > 40 and r.random() < 0.4:
            text = run.find(f"{W}t")
            told = _text(run)
            at = told.index(" ", 20) + 1 if " " in told[20:] else len(told)
            rest = copy.deepcopy(run)
            _set(run, told[:at])
            _set(rest, told[at:])
            rest.insert(list(rest).index(rest.find(f"{W}t")), _xml("<w:lastRenderedPageBreak/>")[0])
            if text is not None:
                run.addnext(rest)
    for paragraph in root[0].findall(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle") is not None and r.random() < 0.3:
            paragraph.addprevious(_xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')[0])


def sections(root: Element, r: random.Random, _: Parts) -> None:
    """Turn some pages on their side: a section ends in the properties of an empty paragraph before and after a table."""
    for table in list(root[0].findall(f"{W}tbl")):
        if r.random() < 0.7:
            for put in (table.addprevious, table.addnext):
                put(
                    _xml(
                        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
                    )[0]
                )


def box_columns(root: Element, r: random.Random, parts: Parts) -> None:
    """Lay the boxes out in a table with a column for yes and one for no, a cross in one of them."""
    box_table(root, r, parts)
    line = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    for table in root[0].findall(f"{W}tbl"):
        if not re.search(r"Ja.*[☒☐]", _text(table)):
            continue
        for row in table:
            if row.tag == f"{W}tr":
                yes = bool(re.search("Ja ☒|☒ Ja", _text(row)))
                row.remove(row[-1])
                row.extend(_xml(line.format("X" if yes else "") + line.format("" if yes else "X")))
        table.find(f"{W}tr").addprevious(
            _xml(f"<w:tr>{line.format('')}{line.format('Ja')}{line.format('Nej')}</w:tr>")[0]
        )


def box_table(root: Element, _: random.Random, __: Parts) -> None:
    """Lay the boxes out in a table: what is asked, and its boxes."""
    body = root[0]
    rows: list[tuple[Element, Element]] = []
    for paragraph in body.findall(f"{W}p"):
        before = paragraph.getprevious()
        if (
            re.search(r"(?:Ja|Nej).*(?:Nej|Ja)", _text(paragraph))
            and re.search(r"[☒☐\[]", _text(paragraph))
            and before is not None
        ):
            rows.append((before, paragraph))
    if not rows:
        return
    table = _xml("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid></w:tbl>")[0]
    rows[0][0].addprevious(table)
    for asked, answer in rows:
        row = _xml("<w:tr><w:tc><w:tcPr/></w:tc><w:tc><w:tcPr/></w:tc></w:tr>")[0]
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
            own = _xml("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>")[0]
            own.extend([copy.deepcopy(rows[0]), row])
            table.addnext(own)
            table.addnext(_xml("<w:p/>")[0])


def notes(root: Element, r: random.Random, parts: Parts) -> None:
    """Hang a footnote on answers; the note is text of the file, but no part of the sentence it hangs on."""
    runs = [run for run in root[0].iterfind(f"{W}p/{W}r") if len(_text(run)) > 60 and r.random() < 0.3]
    for run in runs:
        run.addnext(
            _xml('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>')[0]
        )
    _part(
        parts,
        "footnotes",
        '<w:footnote w:id="2"><w:p><w:r><w:t>Enligt regionens diarium.</w:t></w:r></w:p></w:footnote>',
    )


HABITS: dict[str, Callable[[Element, random.Random, Parts], None]] = {
    "split-runs": split_runs,
    "controls": controls,
    "changes": changes,
    "comments": comments,
    "fields": fields,
    "numbered": numbered,
    "ticks": ticks,
    "boxed": boxed,
    "nested": nested,
    "merged": merged,
    "continued": continued,
    "soft-breaks": soft_breaks,
    "lists": lists,
    "joined": joined,
    "moved": moved,
    "wrapped": wrapped,
    "signs": signs,
    "pages": pages,
    "sections": sections,
    "box-table": box_table,
    "box-columns": box_columns,
    "one-by-one": one_by_one,
    "notes": notes,
}
"""What each habit does to a file."""
TOGETHER = ("numbered", "ticks", "changes", "fields", "comments", "split-runs", "merged", "controls", "notes")


def _properties(paragraph: Element) -> Element:
    """Return a paragraph's properties, made where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = _xml("<w:pPr/>")[0]
        paragraph.insert(0, properties)
    return properties


def _control(element: Element, properties: str) -> None:
    """Put a content control around an element."""
    control = _xml(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent/></w:sdt>")[0]
    element.addprevious(control)
    control[1].append(element)


def _wrap(element: Element, around: str) -> None:
    """Put an element into another, given as XML."""
    outer = _xml(around)[0]
    element.addprevious(outer)
    outer.append(element)


def _part(parts: Parts, name: str, inner: str) -> None:
    """Add to a part, or write it, with its content type and its relationship to the document."""
    path = f"word/{name}.xml"
    if path in parts:
        root = etree.fromstring(parts[path])
        abstract = [one for one in _xml(inner) if one.tag == f"{W}abstractNum"]
        for one in reversed(abstract):
            root.insert(0, one)
        root.extend(one for one in _xml(inner) if one.tag != f"{W}abstractNum")
        parts[path] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return
    parts[path] = f'<w:{name} xmlns:w="{SPACES["w"]}">{inner}</w:{name}>'.encode()
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    _append(parts, "[Content_Types].xml", f'<Override PartName="/{path}" ContentType="{kind}"/>')
    target = f'<Relationship Id="rId{name}" Type="{SPACES["r"]}/{name}" Target="{name}.xml"/>'
    _append(parts, "word/_rels/document.xml.rels", target)


def _append(parts: Parts, name: str, element: str) -> None:
    """Write an element at the end of a part that is a list of its like."""
    at = parts[name].rindex(b"</")
    parts[name] = parts[name][:at] + element.encode() + parts[name][at:]


def _xml(source: str) -> list[Element]:
    """Return the elements that a piece of XML holds."""
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
    return list(etree.fromstring(f"<all {names}>{source}</all>"))


def _texts(element: Element) -> Iterator[str]:
    return (text.text or "" for text in element.iter(f"{W}t"))


def _text(element: Element) -> str:
    return "".join(_texts(element))


def _set(run: Element, told: str) -> None:
    """Make a run say something else, blanks and all."""
    text = run.find(f"{W}t")
    if text is not None:
        text.text = told
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

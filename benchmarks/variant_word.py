"""A Word file rewritten as Word itself leaves it after years of use: controls, tracked changes, fields, boxes, lists.

Each habit changes how the file is built and nothing of what it says, so a reader must find the same in it.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]
from variant_word_tables import box_columns, box_table, continued, merged, nested, one_by_one, soft_breaks
from word_xml import (
    EDITED,
    SPACES,
    Element,
    Parts,
    W,
    add_part,
    append_to,
    elements,
    own_properties,
    put_in_control,
    say,
    text_of,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = "word/document.xml"


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


def split_runs(root: Element, r: random.Random, _: Parts) -> None:
    """Cut runs in the middle of words, with proofing marks and edit marks between the pieces."""
    for run in list(root.iter(f"{W}r")):
        text = run.find(f"{W}t")
        if text is None or len(text.text or "") < 4 or r.random() < 0.3:
            continue
        told = text.text or ""
        at = r.randrange(1, len(told) - 1)
        rest = copy.deepcopy(run)
        say(run, told[:at])
        say(rest, told[at:])
        run.set(f"{W}rsidR", "00A77B3E")
        between = elements(
            '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>'
        )
        for one in (rest, *reversed(between)):
            run.addnext(one)


def controls(root: Element, r: random.Random, _: Parts) -> None:
    """Put content controls around paragraphs of answers, tables, rows, cells and runs."""
    body = root[0]
    for block in list(body):
        if block.tag == f"{W}p" and len(text_of(block)) > 60 and r.random() < 0.5:
            put_in_control(block, '<w:alias w:val="Svar"/><w:text w:multiLine="1"/>')
        elif block.tag == f"{W}tbl":
            _in_table(block, r)


def _in_table(table: Element, r: random.Random) -> None:
    """Put controls in and around one table."""
    for row in table.findall(f"{W}tr")[1:]:
        for cell in row.findall(f"{W}tc"):
            for paragraph in cell.findall(f"{W}p"):
                if r.random() < 0.3 and text_of(paragraph):
                    put_in_control(paragraph, "<w:richText/>")
            if r.random() < 0.3:
                put_in_control(cell, "")
        put_in_control(
            row, '<w15:repeatingSectionItem xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
        )
    if r.random() < 0.5:
        put_in_control(table, "")


def changes(root: Element, r: random.Random, _: Parts) -> None:
    """Track changes: words put in, words taken out beside them, paragraphs taken out and joined, rows put in and out."""
    for run in list(root.iter(f"{W}r")):
        told = text_of(run)
        if len(told) < 12 or r.random() < 0.6:
            continue
        gone = elements(
            f'<w:del {EDITED}><w:r><w:delText xml:space="preserve">struken text om 99 kommuner </w:delText></w:r></w:del>'
        )[0]
        run.addprevious(gone)
        wrap(run, f"<w:ins {EDITED}/>")
    body = root[0]
    for block in [one for one in body if one.tag == f"{W}p" and len(text_of(one)) > 60]:
        if r.random() < 0.4:
            block.addnext(
                elements(
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
            wrap(run, f"<w:del {EDITED}/>")
    old = gone.find(f"{W}trPr")
    if old is None:
        old = elements("<w:trPr/>")[0]
        gone.insert(0, old)
    old.append(elements(f"<w:del {EDITED}/>")[0])
    row.addnext(gone)


def comments(root: Element, r: random.Random, parts: Parts) -> None:
    """Hang comments on answers and cells; what they say is no part of the report."""
    places = [run for run in root.iter(f"{W}r") if len(text_of(run)) > 10 and r.random() < 0.3]
    for run in places:
        before, after, mark = elements(
            '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        )
        run.addprevious(before)
        run.addnext(mark)
        run.addnext(after)
    add_part(
        parts,
        "comments",
        f"<w:comment {EDITED.replace('7', '1', 1)}><w:p><w:r><w:t>Stämmer 12 kommuner? Se 9.9.</w:t></w:r></w:p></w:comment>",
    )


def fields(root: Element, r: random.Random, parts: Parts) -> None:
    """Make words the results of fields and links: page references, merge fields, hyperlinks, simple and complex."""
    link = f'<Relationship Id="rIdLink" Type="{SPACES["r"]}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    append_to(parts, "word/_rels/document.xml.rels", link)
    for run in list(root.iter(f"{W}r")):
        if len(text_of(run)) < 8 or r.random() < 0.6:
            continue
        kind = r.randrange(3)
        if kind == 0:
            wrap(run, '<w:hyperlink r:id="rIdLink" w:history="1"/>')
        elif kind == 1:
            wrap(run, '<w:fldSimple w:instr=" DOCPROPERTY Insats "/>')
        else:
            for one in elements(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF _Ref12 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            ):
                run.addprevious(one)
            run.addnext(elements('<w:r><w:fldChar w:fldCharType="end"/></w:r>')[0])


def numbered(root: Element, _: random.Random, parts: Parts) -> None:
    """Let Word count the numbers of sections and questions: a list of many levels, no number in the text."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, text in ((0, "%1"), (1, "%1.%2"))
    )
    add_part(
        parts,
        "numbering",
        f'<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>',
    )
    for paragraph in root[0].findall(f"{W}p"):
        match = re.match(r"(\d{1,2})(\.\d)?\.?\s(?=[A-ZÅÄÖ])", text_of(paragraph))
        if not match or _is_contents(paragraph):
            continue
        first = next(paragraph.iter(f"{W}t"))
        first.text = (first.text or "")[match.end() :]
        own_properties(paragraph).append(
            elements(f'<w:numPr><w:ilvl w:val="{1 if match[2] else 0}"/><w:numId w:val="77"/></w:numPr>')[0]
        )


def _is_contents(paragraph: Element) -> bool:
    return bool(re.search(r"\.{4,}", text_of(paragraph)))


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
        return elements(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>') if piece else []
    on = int(piece == "☒")
    if new:
        return elements(
            f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{piece}</w:t></w:r></w:sdtContent></w:sdt>'
        )
    return elements(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="{on}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def boxed(root: Element, r: random.Random, _: Parts) -> None:
    """Put answers into text boxes, with the old form beside the new that Word writes."""
    for paragraph in root[0].findall(f"{W}p"):
        if len(text_of(paragraph)) < 80 or paragraph.find(f"{W}pPr/{W}pStyle") is not None or r.random() < 0.7:
            continue
        inner = copy.deepcopy(paragraph)
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        shape = elements(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
            "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )[0]
        for content in shape.iter(f"{W}txbxContent"):
            content.append(copy.deepcopy(inner))
        paragraph.append(shape)


def lists(root: Element, _: random.Random, parts: Parts) -> None:
    """Make lists of Word's own of lines that begin with a sign: the sign is no text any more."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    add_part(
        parts,
        "numbering",
        f'<w:abstractNum w:abstractNumId="78">{level}</w:abstractNum><w:num w:numId="78"><w:abstractNumId w:val="78"/></w:num>',
    )
    for paragraph in root.iter(f"{W}p"):
        match = re.match(r"[-–•*o➢▪✓]\s+", text_of(paragraph))
        first = paragraph.find(f"{W}r/{W}t")
        if match and first is not None:
            first.text = (first.text or "")[match.end() :]
            own_properties(paragraph).append(elements('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="78"/></w:numPr>')[0])


def joined(root: Element, r: random.Random, _: Parts) -> None:
    """Cut answers into two paragraphs whose mark somebody has taken out: Word shows them as one."""
    for paragraph in root[0].findall(f"{W}p"):
        run = paragraph.find(f"{W}r")
        told = text_of(paragraph)
        if run is None or len(told) < 80 or paragraph.find(f"{W}pPr/{W}pStyle") is not None or r.random() < 0.5:
            continue
        at = told.index(" ", 30) + 1
        after = copy.deepcopy(paragraph)
        say(run, told[:at])
        say(next(after.iter(f"{W}r")), told[at:])
        own_properties(paragraph).append(elements(f"<w:rPr><w:del {EDITED}/></w:rPr>")[0])
        paragraph.addnext(after)


def moved(root: Element, r: random.Random, _: Parts) -> None:
    """Track that answers were moved: what stood elsewhere is marked as moved from there."""
    for paragraph in root[0].findall(f"{W}p"):
        run = paragraph.find(f"{W}r")
        if run is None or len(text_of(paragraph)) < 80 or r.random() < 0.5:
            continue
        gone = copy.deepcopy(run)
        wrap(run, f"<w:moveTo {EDITED}/>")
        origin = elements(f"<w:p><w:pPr><w:rPr><w:moveFrom {EDITED}/></w:rPr></w:pPr><w:moveFrom {EDITED}/></w:p>")[0]
        origin[-1].append(gone)
        paragraph.addprevious(origin)


def wrapped(root: Element, r: random.Random, _: Parts) -> None:
    """Put runs, paragraphs and cells into the wrappers that old templates and add-ins leave."""
    for run in list(root.iter(f"{W}r")):
        if r.random() < 0.4:
            wrap(
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
            wrap(paragraph, '<w:customXml w:element="svar"/>')
    for tag in ("tc", "tr"):
        for element in list(root.iter(f"{W}{tag}")):
            if r.random() < 0.3:
                wrap(element, '<w:customXml w:element="rad"/>')


def signs(root: Element, r: random.Random, _: Parts) -> None:
    """Write hyphens that do not break, hyphens that show only at a line's end, and blanks that do not break."""
    for run in list(root.iter(f"{W}r")):
        told = text_of(run)
        match = re.search(r"[a-zåäö]{5}(?=[a-zåäö]{4})", told)
        text = run.find(f"{W}t")
        if match is None or text is None or r.random() < 0.4:
            continue
        rest = copy.deepcopy(run)
        say(run, told[: match.end()])
        say(rest, told[match.end() :].replace(" procent", "\u00a0procent"))
        run.append(elements("<w:softHyphen/>")[0])
        run.addnext(rest)
        hard = re.search(r"(?<=[a-z])-(?=[a-zåäö])", text_of(rest))
        if hard:
            more = copy.deepcopy(rest)
            say(more, text_of(rest)[hard.end() :])
            say(rest, text_of(rest)[: hard.start()])
            rest.append(elements("<w:noBreakHyphen/>")[0])
            rest.addnext(more)


def pages(root: Element, r: random.Random, _: Parts) -> None:
    """Begin pages in the middle of answers and cells, and before questions."""
    for run in list(root.iter(f"{W}r")):
        if len(text_of(run)) > 40 and r.random() < 0.4:
            text = run.find(f"{W}t")
            told = text_of(run)
            at = told.index(" ", 20) + 1 if " " in told[20:] else len(told)
            rest = copy.deepcopy(run)
            say(run, told[:at])
            say(rest, told[at:])
            rest.insert(list(rest).index(rest.find(f"{W}t")), elements("<w:lastRenderedPageBreak/>")[0])
            if text is not None:
                run.addnext(rest)
    for paragraph in root[0].findall(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle") is not None and r.random() < 0.3:
            paragraph.addprevious(elements('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')[0])


def sections(root: Element, r: random.Random, _: Parts) -> None:
    """Turn some pages on their side: a section ends in the properties of an empty paragraph before and after a table."""
    for table in list(root[0].findall(f"{W}tbl")):
        if r.random() < 0.7:
            for put in (table.addprevious, table.addnext):
                put(
                    elements(
                        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
                    )[0]
                )


def notes(root: Element, r: random.Random, parts: Parts) -> None:
    """Hang a footnote on answers; the note is text of the file, but no part of the sentence it hangs on."""
    runs = [run for run in root[0].iterfind(f"{W}p/{W}r") if len(text_of(run)) > 60 and r.random() < 0.3]
    for run in runs:
        run.addnext(
            elements('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>')[
                0
            ]
        )
    add_part(
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

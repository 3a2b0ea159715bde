"""The tables of docs/accuracy.md: F1 by field and format, over reports written by hand and reports made up by seed.

    python benchmarks/accuracy.py [--seeds 500:520] [--formats docx,pdf,...] [--jobs 2] [--wrong FIELD] [--write]

Formats: `docx`; `pdf` (drawn, ruled or borderless) and, where LibreOffice is installed, `office` (the DOCX as
LibreOffice's PDF) with the text that tools take out of that: `pdfminer`, `pypdf`, `pdftotext` and `layout` (pdftotext
-layout), and `parted` (pdfminer, after tables were set in small letters with a little space after each paragraph); `txt`
(a table cell by cell) and `mix` (paragraphs in no order), which `variants.py` writes itself.
`--write` puts the tables into docs/accuracy.md, between the remarks that mark their place.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from extraction import Score, score
from handmade import ASIDE, handmade, names
from variant_looks import looked
from variants import content, write

from samgraf.readers import read
from samgraf.reports.read import read_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from variants import Content

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
OWN = ("docx", "pdf", "txt", "mix")
OFFICE = ("office", "pdfminer", "parted", "pypdf", "pdftotext", "layout")
FORMATS = ("docx", "pdf", "office", "txt", "mix", *OFFICE[1:])
SMALL: dict[str, object] = {
    "font": "Carlito", "size": 9.5, "after": 3, "leading": 1.0, "margin": 2.5, "widths": [1.0] * 8, "rules": "all", "zebra": False,
    "head": None, "repeats": False, "whole": False, "landscape": None, "justified": False, "middle": False, "columns": False,
    "boxed": False, "padding": 108,
}  # fmt: skip
"""How `parted` is set: small letters and a little space after each paragraph, so that pdfminer makes a box of each.

The heads have a paragraph for each sentence then, as in the form.
"""
HEADS = {
    "docx": "Word",
    "pdf": "PDF, drawn",
    "office": "PDF, LibreOffice",
    "txt": "text, cell by cell",
    "mix": "text, no order",
    "pdfminer": "pdfminer",
    "parted": "pdfminer, small letters",
    "pypdf": "pypdf",
    "pdftotext": "pdftotext",
    "layout": "pdftotext -layout",
}
FIELDS = {
    "insatser": "insatser",
    "questions": "under the right question",
    "periods": "periods",
    "bases": "basis of assessment",
    "delmal": "numbered goals",
    "goal-titles": "goals without numbers",
    "areas": "goal areas",
    "eruf": "ERUF objectives",
    "funds": "funds",
    "actors": "actors of the insatser",
    "figures": "figures",
    "unanswered": "unanswered questions",
    "money": "money",
    "references": "cross references",
    "actors-in-answers": "actors in answers",
}
Scores = dict[str, Score]
Task = tuple[str, str, str]


def reports(seeds: str) -> dict[str, list[str]]:
    """Return the names of the reports of each set: by hand, by hand and kept aside, and of a range of seeds ("500:520")."""
    first, last = (int(part) for part in seeds.split(":"))
    return {"hand": names(), "aside": names(ASIDE), "seed": [str(seed) for seed in range(first, last)]}


def made_of(kind: str, name: str) -> Content:
    """Return what a report says."""
    return content(int(name)) if kind == "seed" else handmade(name)


def measured(task: Task) -> tuple[Task, Scores | None, str]:
    """Return the scores of one report in one format, None with the reason where it could not be read."""
    kind, name, form = task
    made = made_of(kind, name)
    with tempfile.TemporaryDirectory() as folder:
        path = document(made, Path(folder), form)
        try:
            return task, score(read_report(read(path)), made.gold), ""
        except Exception as error:  # noqa: BLE001  (one report that breaks must not hide the others' figures)
            return task, None, f"{type(error).__name__}: {error}"


def document(made: Content, folder: Path, form: str) -> Path:
    """Return the file that a report was written to in one format."""
    if form in OWN:
        return write(made, folder / "report", form)
    if form == "parted":
        made.style["head_parts"] = True
    docx = write(made, folder / "report", "docx")
    if form == "parted":
        docx.write_bytes(looked(docx.read_bytes(), made.seed, **SMALL))
    pdf = _office(docx)
    if form == "office":
        return pdf
    path = folder / "report.txt"
    path.write_text(TAKEN[form](pdf), encoding="utf-8")
    return path


def _office(docx: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file."""
    program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    profile = (docx.parent / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(docx.parent), str(docx)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return docx.with_suffix(".pdf")


def _pdfminer(pdf: Path) -> str:
    from pdfminer.high_level import extract_text  # noqa: PLC0415  (only for this format)

    return str(extract_text(str(pdf)))


def _pypdf(pdf: Path) -> str:
    from pypdf import PdfReader  # noqa: PLC0415  (only for this format)

    return "\f".join(page.extract_text() for page in PdfReader(pdf).pages)


def _pdftotext(pdf: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True)  # noqa: S607  (the one on the path)
    return done.stdout.decode("utf-8")


TAKEN: dict[str, Callable[[Path], str]] = {
    "pdfminer": _pdfminer,
    "parted": lambda pdf: _pdfminer(pdf).replace("\f", " "),
    "pypdf": _pypdf,
    "pdftotext": _pdftotext,
    "layout": lambda pdf: _pdftotext(pdf, "-layout"),
}


def possible(formats: Sequence[str]) -> tuple[str, ...]:
    """Return the formats that this machine can make; what cannot be made is said."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    text = shutil.which("pdftotext")
    without = {form for form in OFFICE if not office} | {form for form in ("pdftotext", "layout") if not text}
    for form in formats:
        if form in without:
            print(f"{form}: left out, LibreOffice or pdftotext is not installed", file=sys.stderr)
    return tuple(form for form in formats if form not in without)


def add(total: Scores, one: Scores, name: str) -> None:
    """Add a report's counts to those of all."""
    for field, each in one.items():
        whole = total.setdefault(field, Score())
        whole.right += each.right
        whole.missed += [f"{name} {value}" for value in each.missed]
        whole.invented += [f"{name} {value}" for value in each.invented]


def table(totals: dict[str, Scores]) -> str:
    """Return F1 by field and format as a Markdown table."""
    heads = [HEADS[form] for form in totals]
    lines = [f"| field | {' | '.join(heads)} |", f"|---|{'---:|' * len(heads)}"]
    for field, title in FIELDS.items():
        cells = [
            f"{scores[field].f1:.3f}" if field in scores and _counted(scores[field]) else ""
            for scores in totals.values()
        ]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _counted(one: Score) -> int:
    return one.right + len(one.missed) + len(one.invented)


def main() -> int:
    """Print the tables, or write them into the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="500:520")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--sets", default="hand,seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--wrong", metavar="FIELD", help="also print what was missed and invented of a field")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    options = parser.parse_args()
    formats = possible(options.formats.split(","))
    sets = {kind: list_ for kind, list_ in reports(options.seeds).items() if kind in options.sets.split(",")}
    tasks = [(kind, name, form) for kind, list_ in sets.items() for name in list_ for form in formats]
    totals: dict[str, dict[str, Scores]] = {kind: {form: {} for form in formats} for kind in sets}
    failed = 0
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        for (kind, name, form), scores, reason in pool.imap(measured, tasks):
            if scores is None:
                failed += 1
                print(f"{kind} {name} {form}: {reason}", file=sys.stderr)
            else:
                add(totals[kind][form], scores, f"{name}.{form}")
    text = DOCUMENT.read_text("utf-8") if options.write else ""
    for kind, by_format in totals.items():
        shown = table(by_format)
        print(f"\n{kind}: {len(sets[kind])} reports\n\n{shown}")
        text = re.sub(rf"(<!-- {kind} -->\n).*?(<!-- end -->)", rf"\1\n{shown}\n\n\2", text, flags=re.DOTALL)
        for form, fields in by_format.items() if options.wrong else ():
            one = fields.get(options.wrong, Score())
            print(
                json.dumps(
                    {"format": form, "missed": one.missed, "invented": one.invented}, ensure_ascii=False, indent=1
                )
            )
    if options.write:
        DOCUMENT.write_text(text, encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Write examples/mall.docx: an empty form of a year to come, in words of our own.

python examples/make_form.py
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document

TARGET = Path(__file__).resolve().parent / "mall.docx"
HINT = "Klicka här för att ange text."
HEADS = (
    "Insatsens namn",
    "Vad har gjorts (prestationer)",
    "Vad har förändrats (effekter), och hur vet ni det",
    "Mål som insatsen stödjer",
)


def form() -> bytes:
    """Return the form as a Word file with fixed time stamps, so that it is the same each time."""
    document = Document()
    document.add_heading("Återrapportering av regionalt utvecklingsansvar 2026", 0)
    document.add_paragraph("Region:")
    document.add_heading("Så fyller du i mallen", 1)
    document.add_paragraph(
        "Mallen används av alla regioner när de berättar om årets arbete. Prestationer är det ni har gjort, effekter det som har förändrats."
    )
    document.add_heading("1 Strategi och samordning", 1)
    document.add_paragraph(
        "Berätta genomgående vilka aktörer ni har samverkat med: kommuner, länsstyrelsen, civilsamhället och näringslivet."
    )
    for prompt in (
        "1.1 Beskriv hur arbetet med strategin har letts.",
        "1.2 Hur har ekonomisk, social och miljömässig hållbarhet vägts in?",
    ):
        document.add_paragraph(prompt)
        document.add_paragraph(HINT)
    document.add_heading("2 Kompetens för framtiden", 1)
    document.add_paragraph("2.1 Redogör för det viktigaste arbetet med kompetens.")
    document.add_paragraph(HINT)
    document.add_paragraph("2.2 Lista upp till sju insatser i tabellen.")
    table = document.add_table(rows=2, cols=len(HEADS))
    for place, head in enumerate(HEADS):
        table.cell(0, place).text = head
    document.add_heading("3 Medel från anslaget", 1)
    document.add_paragraph("3.1 Har anslaget bidragit till målen i")
    for label in ("den regionala strategin", "programmen inom EU"):
        document.add_paragraph(f"{label}?")
        document.add_paragraph("Ja ☐   Nej ☐")
    document.add_paragraph("Om ja, beskriv hur.")
    document.add_paragraph("Om nej, beskriv varför.")
    document.add_paragraph("3.2 Finns en plan för nästa år? Ja ☐ Nej ☐")
    document.add_heading("Övrigt", 1)
    document.add_paragraph(HINT)
    out = io.BytesIO()
    document.save(out)
    return still(out.getvalue())


def still(data: bytes) -> bytes:
    """Return a zip file whose entries have one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(form())

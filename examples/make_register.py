"""Write the example register of insatser as a spreadsheet, and the rows that must be found in it.

    python examples/make_register.py            # the same bytes every time

The regions and years are real, the insatser are made up.
"""

from __future__ import annotations

import argparse
import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

HERE = Path(__file__).resolve().parent
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Register över regionala insatser (påhittat exempel)"
HEADS = (
    "Region", "År", "Fråga", "Insats", "Beskrivning", "Startdatum", "Slutdatum", "Finansiering", "Beviljat belopp (tkr)",
    "Prestationer", "Effekter", "Bedömningsgrund", "Målområde i RUS", "Delmål i RUS", "Projektägare", "Samverkansparter", "Handläggare",
)  # fmt: skip
READ_ME = "Bladet Insatser har en rad per insats. Kolumnen Fråga följer mallens frågor om insatser."


class Row(NamedTuple):
    """A row of the register, in the order of its columns; amounts are in thousands of SEK."""

    region: str
    year: int
    question: str
    name: str
    about: str
    start: date | None
    end: date | None
    funding: str
    amount: float | None
    outputs: str
    effects: str
    basis: str
    area: str
    targets: str
    owner: str
    partners: str


V, O = "Region Västmanland", "Region Örebro län"  # noqa: E741  (the regions' first letters)
ROWS = (
    Row(V, 2022, "4.4", "Yrkeslyftet", "Korta kurser för anställda i industrin.", date(2021, 3, 1), date(2023, 2, 28), "ESF; anslag 1:1", 4200.0,
        "14 kurser\n212 deltagare", "Deltagarna har fått nya arbetsuppgifter.", "Uppföljning", "Ett nyskapande Västmanland", "18",
        "Mälardalens universitet", "Köpings kommun, Arboga kommun, Handelskammaren Mälardalen"),
    Row(V, 2023, "4.4", "Yrkeslyftet", "Korta kurser för anställda i industrin.", date(2021, 3, 1), date(2023, 2, 28), "ESF; anslag 1:1", 4200.0,
        "9 kurser\n140 deltagare", "Tre företag har ändrat sitt sätt att rekrytera.", "Utvärdering", "Ett nyskapande Västmanland", "18",
        "Mälardalens universitet", "Köpings kommun, Arboga kommun, Handelskammaren Mälardalen"),
    Row(V, 2023, "5.4", "Bygdens innovationer", "Rådgivning till små företag på landsbygden.", date(2022, 1, 1), None, "anslag 1:1", 1250.5,
        "43 rådgivningar", "", "Egen bedömning", "", "14; 15", "Almi Mälardalen", "Coompanion Mälardalen, länets kommuner"),
    Row(V, 2023, "Miljö och klimat", "Grön logistik i Mälardalen", "", date(2023, 5, 1), date(2025, 12, 31), "ERUF, Trafikverket", 6100.0,
        "5 möten med åkerier", "Åkerierna vet mer om utsläpp.", "Egen bedömning", "Ett tillgängligt Västmanland", "", V, "Länsstyrelsen i Västmanlands län; Sala kommun"),
    Row(O, 2023, "5.4", "Verkstad Bergslagen", "Delad verkstad för prototyper.", date(2022, 9, 1), date(2024, 8, 31), "ERUF", 3800.0,
        "1 verkstad\n26 prototyper", "Fyra företag har börjat sälja nya varor.", "Uppföljning", "", "", "Örebro universitet", "Karlskoga kommun, Degerfors kommun"),
    Row(O, 2023, "", "Möt mig i mitten", "Mötesplatser för nyanlända och föreningar.", None, None, "", None,
        "30 träffar", "Fler nyanlända är med i en förening.", "", "", "", O, "Bilda Bergslagen ideell förening"),
)  # fmt: skip


def main() -> None:
    """Return nothing; write the spreadsheet and the rows expected of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    out = options.parse_args().out
    write_register(out / "insatser-register.xlsx")
    (out / "expected").mkdir(exist_ok=True)
    write_expected(out / "expected" / "register-insatser.csv")


def write_register(path: Path) -> None:
    """Return nothing; write the spreadsheet: a title, headings, the rows with merged regions, and a sum."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": TITLE, "created": WRITTEN.replace(tzinfo=None)})
        bold, day, wrap = (
            book.add_format({"bold": True}),
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"text_wrap": True}),
        )
        sheet = book.add_worksheet("Insatser")
        sheet.write(0, 0, TITLE, bold)
        sheet.write_row(2, 0, HEADS, bold)
        for number, row in enumerate(ROWS, start=3):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, datetime.combine(value, datetime.min.time()), day)
                elif value not in {None, ""} and column:
                    sheet.write(number, column, value, wrap)
            sheet.write(number, len(row), "Handläggare A")
        for region in (V, O):
            numbers = [number for number, row in enumerate(ROWS, start=3) if row.region == region]
            sheet.merge_range(numbers[0], 0, numbers[-1], 0, region)
        sheet.write(len(ROWS) + 3, 0, "Summa", bold)
        sheet.write(len(ROWS) + 3, 8, sum(row.amount or 0 for row in ROWS), bold)
        book.add_worksheet("Läs mig").write(0, 0, READ_ME)


def write_expected(path: Path) -> None:
    """Return nothing; write what must be found, by region, year and name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["region", "year", "question", "name", "start", "end", "amountSEK", "owner"])
        for row in sorted(ROWS, key=lambda row: (row.region, row.year, row.name)):
            question = {"Miljö och klimat": "9.2", "": "register"}.get(row.question, row.question)
            years = [point.year if point else "" for point in (row.start, row.end)]
            amount = "" if row.amount is None else f"{row.amount * 1000:.0f}"
            table.writerow([row.region, row.year, question, row.name, *years, amount, row.owner])


if __name__ == "__main__":
    main()

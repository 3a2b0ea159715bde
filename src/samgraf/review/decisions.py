"""A sheet that somebody has filled in, read as decisions; what is not ours, or not whole, is refused before it is opened."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import python_calamine

from samgraf.errors import ReviewError
from samgraf.review.sheet import COLUMNS, DECISIONS, MARK, SHEET
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.review.sheet import Column

LARGEST = 50_000_000
"""Bytes that the file may unpack to; ten thousand rows take five million."""

MOST_ROWS = 100_000
MOST_COLUMNS = 200
"""A reader makes room for every cell up to the last: a file with one cell far away would fill the memory."""

TOP = 10
"""The heads stand in one of the first so many rows: somebody may have written a title above them."""

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ENGLISH = {"right": "rätt", "confirm": "rätt", "wrong": "fel", "reject": "fel", "change": "ändra", "correct": "ändra"}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row with a decision: its number in the sheet, the report and the things it is about, and what was said."""

    row: int
    report: str
    keys: tuple[str, ...]
    decision: str
    value: str
    who: str
    why: str


def read_decisions(path: Path) -> list[Decided]:
    """Return the rows of a sheet in which something is decided; a decision that is no such word is kept as it is.

    Raises:
        ReviewError: the file is missing, no XLSX, too large, or not a sheet for review.
    """
    rows = _rows(path)
    top = next((number for number, row in enumerate(rows[:TOP]) if MARK in map(_text, row)), None)
    if top is None:
        raise _not_ours(path)
    head = [_text(cell) for cell in rows[top]]
    names: dict[str, Column] = {(sv if sv == en else f"{sv} / {en}"): name for name, (sv, en, _) in COLUMNS.items()}
    at = {names[text]: number for number, text in enumerate(head) if text in names}
    if missing := [COLUMNS[name] for name in ("decision", "value") if name not in at]:
        raise _without(path, missing)
    found = []
    for number, cells in enumerate(rows[top + 1 :], start=top + 2):
        told = {name: _text(cells[column]) if column < len(cells) else "" for name, column in at.items()}
        held = {**dict.fromkeys(COLUMNS, ""), **told}
        if not any(held[name] for name in ("decision", "value")):
            continue
        said = held["decision"].casefold()
        report, *keys = held["key"].split() or [""]
        found.append(
            Decided(
                row=number,
                report=report,
                keys=tuple(keys),
                decision=DECISIONS.get(_ENGLISH.get(said, said), held["decision"]),
                value=held["value"],
                who=held["who"],
                why=held["why"],
            )
        )
    return found


def _rows(path: Path) -> list[list[object]]:
    """Return the cells of the sheet, once it is known to be of a size that can be read."""
    try:
        _measure(path)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        named = sorted(book.sheet_names, key=lambda name: name != SHEET)  # a sheet may have got another name
        sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in named)
        ours = (rows for rows in sheets if any(MARK in map(_text, row) for row in rows[:TOP]))
        return [list(row) for row in next(ours, [])]
    except FileNotFoundError as error:
        raise ReviewError(f"{path}: filen finns inte.", f"{path}: there is no such file.") from error
    except (
        zipfile.BadZipFile,
        python_calamine.CalamineError,
        OSError,
        RuntimeError,
        NotImplementedError,
        KeyError,
        ValueError,
        EOFError,
    ) as error:
        sv, en = reason_of(error)
        raise ReviewError(
            f"{path}: filen går inte att läsa som XLSX ({sv}). Spara den som .xlsx från kalkylprogrammet.",
            f"{path}: the file cannot be read as XLSX ({en}). Save it as .xlsx from the spreadsheet program.",
        ) from error


def _measure(path: Path) -> None:
    """Return if a file unpacks to what can be held and has no cell far away.

    Raises:
        ReviewError: it does not.
    """
    with zipfile.ZipFile(path) as archive:
        size = sum(each.file_size for each in archive.infolist())
        if size > LARGEST:
            raise _too_large(path, f"{size // 1_000_000} MB")
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with archive.open(name) as file:
                data = file.read(LARGEST + 1)  # what the archive says of its sizes may be a lie
            if len(data) > LARGEST:
                raise _too_large(path, name)
            for letters, row in _CELL.findall(data):
                if int(row) > MOST_ROWS or _column(letters) > MOST_COLUMNS:
                    raise _too_large(path, f"{letters.decode()}{row.decode()}")


def _column(letters: bytes) -> int:
    """Return the number of a column, A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(cell: object) -> str:
    """Return a cell as the person sees it: a whole number without decimals, text without blanks around it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _not_ours(path: Path) -> ReviewError:
    """Return the error for a file that is no sheet for review."""
    return ReviewError(
        f"{path}: det här är inget granskningsark från samgraf (inget blad har den dolda kolumnen). Gör ett med "
        "samgraf review export FIL.xlsx.",
        f"{path}: this is no sheet for review from samgraf (no sheet has the hidden column). Make one "
        "with samgraf review export FILE.xlsx.",
    )


def _without(path: Path, missing: list[tuple[str, str, int]]) -> ReviewError:
    """Return the error for a sheet that has lost columns that it needs."""
    sv = ", ".join(f"”{sv}”" for sv, _, _ in missing)
    en = ", ".join(f"“{en}”" for _, en, _ in missing)
    return ReviewError(
        f"{path}: kolumnen {sv} saknas i arket. Sätt tillbaka den med samma rubrik, eller gör ett nytt ark med samgraf review export FIL.xlsx.",
        f"{path}: the column {en} is missing in the sheet. Put it back with the same head, or make a new sheet with samgraf review export FILE.xlsx.",
    )


def _too_large(path: Path, what: str) -> ReviewError:
    """Return the error for a file that is too large to be a sheet for review."""
    return ReviewError(
        f"{path}: filen är för stor för att vara ett granskningsark ({what}). Ta bort det som lagts till, eller gör ett nytt ark.",
        f"{path}: the file is too large to be a sheet for review ({what}). Remove what was added, or make a new sheet.",
    )

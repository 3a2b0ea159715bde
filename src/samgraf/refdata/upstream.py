"""Where reference data is from: which sources can be compared, in which forms they come, and what they say.

* `agencies`: JSON, an object by name: `{"Trafikverket": {"org_nr": "202100-6297", "id": "Q1677108", "start": "2010-04-01…", "end": …}}`
  (civictechsweden/myndighetsdata, data/wd.json and data/scb.json, CC0, read 2026-11-28).
* `municipalities`, `counties`: CSV with `municipality_code,municipality_name` or `county_code,county_name` (sjbrg/swedish-geodata, CC0), or
  Kolada's list, JSON: `{"values": [{"id": "1980", "title": "Västerås", "type": "K"}]}`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samgraf.errors import ReadError
from samgraf.remote import fetch
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 20_000_000
TYPES = ("application/json", "text/csv", "text/plain", "application/csv")
_NUMBER = re.compile(r"\d{6}-?\d{4}")
_ITEM = re.compile(r"Q[1-9]\d{0,11}")


@dataclass(frozen=True, slots=True)
class Source:
    """A source that can be compared: what it holds, where it lies, and its licence."""

    key: str
    sv: str
    en: str
    address: str
    licence: str


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What a source says of one body or place: its name, its code or number, its Wikidata item, when it began and ended."""

    name: str
    code: str | None = None
    number: str | None = None
    item: str | None = None
    start: int | None = None
    end: int | None = None


SOURCES = {
    source.key: source
    for source in (
        Source("agencies", "myndigheter och statliga lärosäten", "agencies and state universities",
               "https://raw.githubusercontent.com/civictechsweden/myndighetsdata/HEAD/data/wd.json", "CC0-1.0"),
        Source("municipalities", "kommuner", "municipalities",
               "https://raw.githubusercontent.com/sjbrg/swedish-geodata/HEAD/data/municipalities.csv", "CC0-1.0"),
        Source("counties", "län", "counties",
               "https://raw.githubusercontent.com/sjbrg/swedish-geodata/HEAD/data/counties.csv", "CC0-1.0"),
    )
}  # fmt: skip


def from_file(source: Source, path: Path) -> list[Entry]:
    """Return what a file says.

    Raises:
        ReadError: it cannot be read, is too large, or has not one of the forms of the source.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _odd(
                str(path),
                f"filen är större än {MOST_BYTES // 1_000_000} MB",
                f"the file is larger than {MOST_BYTES // 1_000_000} MB",
            )
        data = path.read_bytes()
    except OSError as error:
        sv, en = reason_of(error)
        raise _odd(str(path), f"filen går inte att läsa ({sv})", f"the file cannot be read ({en})") from error
    return entries(source, data, str(path))


def from_network(source: Source, address: str | None = None) -> list[Entry]:
    """Return what a source says now.

    Raises:
        RemoteError: it did not answer as it should.
        ReadError: what it answered has not one of the forms of the source.
    """
    where = address or source.address
    return entries(source, fetch(where, TYPES).data, where)


def entries(source: Source, data: bytes, where: str) -> list[Entry]:
    """Return what data says, sorted; `where` is what errors name."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _odd(where, "texten är inte UTF-8", "the text is not UTF-8") from error
    listed = list(
        _from_json(text, source, where) if text.lstrip()[:1] in {"{", "["} else _from_csv(text, source, where)
    )
    if not listed:
        raise _odd(where, f"där finns inga {source.sv}", f"there are no {source.en}")
    return sorted(listed, key=lambda entry: (entry.code or "", entry.name, entry.number or ""))


def _from_json(text: str, source: Source, where: str) -> Iterator[Entry]:
    """Yield what JSON says: an object by name, or Kolada's list."""
    try:
        held: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        sv, en = reason_of(error)
        raise _odd(where, sv, en) from error
    if isinstance(held, dict) and isinstance(held.get("values"), list) and source.key != "agencies":
        wanted = {"municipalities": "K", "counties": "L"}[source.key]
        for one in held["values"]:
            if (
                isinstance(one, dict)
                and one.get("type") == wanted
                and isinstance(one.get("id"), str)
                and isinstance(one.get("title"), str)
            ):
                yield Entry(one["title"], code=one["id"] if source.key == "municipalities" else one["id"][-2:])
    elif isinstance(held, dict) and source.key == "agencies":
        for name, about in held.items():
            if isinstance(about, dict) and name.strip():
                yield Entry(
                    " ".join(name.split()), number=_number(about.get("org_nr")), item=_item(about.get("id") or about.get("wikidata")),
                    start=_year(about.get("start")), end=_year(about.get("end")),
                )  # fmt: skip


def _from_csv(text: str, source: Source, where: str) -> Iterator[Entry]:
    """Yield what a table says."""
    columns = {
        "municipalities": ("municipality_code", "municipality_name"),
        "counties": ("county_code", "county_name"),
        "agencies": ("orgnr", "namn"),
    }[source.key]
    try:
        first = text.split("\n", 1)[0]
        rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        if not set(columns) <= set(rows.fieldnames or ()):
            raise _odd(
                where, f"kolumnerna {' och '.join(columns)} saknas", f"the columns {' and '.join(columns)} are missing"
            )
        for row in rows:
            code, name = (" ".join((row.get(column) or "").split()) for column in columns)
            if source.key == "agencies" and name:
                yield Entry(name, number=_number(code), item=_item(row.get("wikidata")))
            elif code and name:
                yield Entry(name, code=code)
    except csv.Error as error:
        sv, en = reason_of(error)
        raise _odd(where, f"tabellen går inte att läsa ({sv})", f"the table cannot be read ({en})") from error


def _number(value: object) -> str | None:
    """Return an organisation number with its hyphen, if a value is one with the right check digit."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value.strip()):
        return None
    bare = value.strip().replace("-", "")
    digits = [int(character) * (2 if place % 2 == 0 else 1) for place, character in enumerate(bare)]
    whole = sum(digit - 9 if digit > 9 else digit for digit in digits)  # noqa: PLR2004  (the sum of two digits)
    return f"{bare[:6]}-{bare[6:]}" if whole % 10 == 0 else None


def _item(value: object) -> str | None:
    """Return a Wikidata item, if a value is one."""
    return value.strip() if isinstance(value, str) and _ITEM.fullmatch(value.strip()) else None


def _year(value: object) -> int | None:
    """Return the year of a date, or a year."""
    found = re.match(r"\d{4}", str(value)) if value is not None else None
    return int(found[0]) if found else None


def _odd(where: str, sv: str, en: str) -> ReadError:
    """Return the error for data that has not the form of its source."""
    return ReadError(
        f"{where}: {sv}. Formerna står i docs/reference-data.md.",
        f"{where}: {en}. The forms are in docs/reference-data.md.",
    )

"""Whose report it is, of which year, and what it says of itself: numbers, dates, signature."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.errors import ReadError
from samgraf.reference import load_reference
from samgraf.reports.model import Metadata
from samgraf.reports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.documents import Document
    from samgraf.reference import CountyRecord, Reference
    from samgraf.reports.profile import Profile

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_YEAR = re.compile(r"villkorsbeslut(?:et|en)?(?:\s+för)?(?:\s+år(?:et)?)?\s*(20\d\d)", re.IGNORECASE)
_YEAR_IN_TEXT = re.compile(r"(?:[Uu]nder|[Åå]r|för)\s+(20\d\d)\b")
SHORT = 90
"""A line of more characters is text, not a heading or an address."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a document that speak of it stand: before the questions, after them, and page furniture."""

    front: Span
    back: Span
    furniture: tuple[Span, ...]


def find_region(document: Document, places: Places, reference: Reference) -> tuple[str, str]:
    """Return the county code of the region whose report it is, and the method by which it was found.

    Names before the questions, after them and in the page furniture count most; else the region that the text names most.

    Raises:
        ReadError: no region is named, or several as often as each other.
    """
    front = _plain(" ".join(document.quote(s) for s in (places.front, places.back, *places.furniture)))
    body = _plain(document.text)
    for text, method in ((front, "named-outside-answers"), (body, "named-most")):
        counts = Counter({county.code: _named(text, county) for county in reference.counties})
        ranked = [pair for pair in counts.most_common(2) if pair[1]]
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0], method
    raise ReadError(
        f"{document.name}: det går inte att se vilken region rapporten gäller. Ange den med --region, till exempel --region Västmanland.",
        f"{document.name}: it cannot be seen which region's report this is. Name it with --region, for example --region Västmanland.",
    )


def _plain(text: str) -> str:
    """Return text folded, with every blank a plain one, as names are compared."""
    return " ".join(fold(text).split())


def _named(text: str, county: CountyRecord) -> int:
    """Return how often a region is named, its own name counted thrice against the county's."""
    region, name, short = fold(county.region_name), fold(county.name), fold(county.short)
    strong = len(re.findall(rf"\b{re.escape(region)}s?\b", text))
    weak = len(re.findall(rf"\b{re.escape(name)}\b", text)) + len(
        re.findall(rf"\b(?:lansstyrelsen|regional\w*) i {re.escape(short)}\b", text)
    )
    return 3 * strong + weak


def region_code(name: str, reference: Reference) -> str | None:
    """Return the county code for a code, a county, a region or a NUTS code as a person writes it, None if there is none."""
    wanted = fold(name.strip())
    for county in reference.counties:
        names = {county.code, fold(county.name), fold(county.short), fold(county.region_name), fold(county.nuts)}
        if wanted in names or wanted == f"region {fold(county.short)}":
            return county.code
    return None


def find_year(document: Document) -> int | None:
    """Return the year that the report is for, as its title and footnotes say, else the year its text names most."""
    for pattern in (_YEAR, _YEAR_IN_TEXT):
        counts = Counter(int(m.group(1)) for m in pattern.finditer(document.text))
        if counts:
            return min(counts.most_common(), key=lambda pair: (-pair[1], -pair[0]))[0]
    return None


def read_metadata(document: Document, places: Places, profile: Profile, region: tuple[str, str], year: int) -> Metadata:
    """Return what the report says of itself; each value with the span it stands in."""
    spots = (places.front, *places.furniture, places.back)
    spans: list[tuple[str, Span]] = []
    values: dict[str, str] = {}
    for key, pattern in profile.metadata.items():
        for spot in spots:
            if (m := _search(pattern, document, spot)) is not None:
                values[key] = " ".join(m.group("value").split()).rstrip(" .,;")
                spans.append((key, Span(m.start("value"), m.end("value"))))
                break
    if (title := _title(document, places, profile)) is not None:
        spans.append(("title", title))
    if (mark := profile.signature.search(document.text, places.back.start, places.back.end)) is not None:
        spans.append(("signature", Span(mark.start("date"), mark.end("date"))))
        if (signer := _signer(document, Span(mark.end(), places.back.end))) is not None:
            spans.append(("signer", signer))
    spans += [("region", span) for span in _region_lines(document, places, region[0])]
    found = dict(spans)
    written = values.get("date")
    return Metadata(
        region=region[0],
        region_method=region[1],
        year=year,
        title=_text(document, found, "title"),
        case_number=values.get("case_number"),
        recipient_case_number=values.get("recipient_case_number"),
        date=iso_date(written) if written else None,
        date_as_written=written,
        signature_date=_text(document, found, "signature"),
        signed_by=_text(document, found, "signer"),
        spans=tuple(spans),
    )


def iso_date(text: str) -> str | None:
    """Return a date as ISO 8601, None where it is no real date ("2023-01-xx")."""
    from datetime import date  # noqa: PLC0415  (named like the value)

    if (m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)) is not None:
        parts = [int(x) for x in m.groups()]
    elif (m := re.fullmatch(r"(\d{1,2})\s+(\w+)\s+(\d{4})", text)) is not None and m.group(2).lower() in MONTHS:
        parts = [int(m.group(3)), MONTHS.index(m.group(2).lower()) + 1, int(m.group(1))]
    else:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def _search(pattern: re.Pattern[str], document: Document, spot: Span) -> re.Match[str] | None:
    return pattern.search(document.text, spot.start, spot.end)


def _text(document: Document, spans: Mapping[str, Span], key: str) -> str | None:
    return " ".join(document.quote(spans[key]).split()) if key in spans else None


def _title(document: Document, places: Places, profile: Profile) -> Span | None:
    wanted = fold(profile.title).split()
    for spot in (places.front, *places.furniture):
        for left, right in _lines(document, spot):
            line = fold(document.text[left:right])
            if sum(word in line for word in wanted if len(word) > 3) >= 2 and right - left < 120:  # noqa: PLR2004  (two words of the title on a short line)
                return Span(left, right)
    return None


def _region_lines(document: Document, places: Places, region: str) -> Iterable[Span]:
    """Yield the short lines outside the answers that name the region or its county."""
    county = next(county for county in load_reference().counties if county.code == region)
    names = (fold(county.region_name), fold(county.name))
    for spot in (places.front, *places.furniture, places.back):
        for left, right in _lines(document, spot):
            line = fold(document.text[left:right])
            if right - left < SHORT and any(name in line for name in names):
                yield Span(left, right)


def _signer(document: Document, after: Span) -> Span | None:
    """Return the first line after the signature's date that is a person's name: two or three capitalised words."""
    for left, right in _lines(document, after):
        if re.fullmatch(r"[A-ZÅÄÖ][\wåäöé-]+(?: [A-ZÅÄÖ][\wåäöé-]+){1,2}", document.text[left:right]):
            return Span(left, right)
    return None


def _lines(document: Document, span: Span) -> Iterable[tuple[int, int]]:
    for m in re.finditer(r"[^\n\f]+", document.text[span.start : span.end]):
        content = m.group().strip()
        if content:
            left = span.start + m.start() + m.group().index(content[0])
            yield left, left + len(content)

"""What the words themselves say: results of several years, placeholder dates, counted groups, pointers to silent places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, Facts
from samgraf.reckoning.model import Reckoning, Text
from samgraf.reports.numbers import NUMBER_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = r"(?:\d{1,2}|två|tre|fyra|fem|sex|sju|åtta|nio|tio)"
_SEVERAL_YEARS = re.compile(
    rf"\(alla år(?:en)?\)|\balla projektår(?:en)?\b|\bunder (?:hela )?projekt(?:et|ets|ets hela|perioden|tiden)s? {_YEARS} år\b|\bunder projektets {_YEARS} år\b"
    rf"|\b(?:under|över) (?:hela )?projekt(?:perioden|tiden)\b|\bunder (?:de )?(?:senaste |gångna )?{_YEARS} åren\b|\bsedan projektstart(?:en)?\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?<![a-zåäö])(?:x{1,4}|åå(?:åå)?|mm|dd)(?![a-zåäö])|_{2,}|\.{3}|…|\?", re.IGNORECASE)
_DATE = re.compile(r"\b((?:19|20)\d\d)(?:-(\d\d))?")
_LASTS = re.compile(
    rf"\b(?:har drivits|har pågått|pågår|pågick|löper|löpte|drivs|drevs)\s(?:i|under|över)\s(?P<years>{_YEARS})\sår\b(?!\still)"
    rf"|\bprojektets\s(?P<years2>{_YEARS})\sår\b|\b(?P<years3>två|tre|fyra|fem|sex|sju)årig(?:t|a)?\s(?:\w+\s)?(?:projekt|insats|satsning|program)"
    rf"|\b(?P<years4>\d)-årig(?:t|a)?\s(?:\w+\s)?(?:projekt|insats|satsning|program)",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"\blän(?:et|ets)\b|\bi länet\b", re.IGNORECASE)
_WHOLE = r"(?P<whole>\d{1,2}|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton)"
_COUNTED = re.compile(
    rf"\blänets\s(?:samtliga\s|alla\s)?{_WHOLE}\skommuner|\b(?:samtliga|alla)\s(?:länets\s)?{_WHOLE.replace('whole', 'whole2')}\skommuner\si\slänet|\w+\sav\s(?:länets\s){_WHOLE.replace('whole', 'whole3')}\skommuner",
    re.IGNORECASE,
)
_ALL = re.compile(rf"(?:samtliga|alla)\s{_WHOLE}\skommuner", re.IGNORECASE)
_IN_COUNTY = r"\s(?:i\slänet|inom\slänet|i\s\w+s?\slän)\b"
_OF_COUNTY = re.compile(rf"\w+\sav\s{_WHOLE}\skommuner", re.IGNORECASE)
_TABLE = re.compile(r"\btabell", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
_LATE = 11


def wordings(facts: Facts, reference: Facts, texts: list[Text]) -> Iterator[Reckoning]:
    """Yield what the words of a report come to."""
    yield from _several_years(facts, texts)
    yield from _dates(facts)
    yield from _periods(facts, texts)
    yield from _groups(facts, reference)
    yield from _silent_targets(facts, reference)
    yield from _circles(facts, reference)


def _several_years(facts: Facts, texts: list[Text]) -> Iterator[Reckoning]:
    """Yield the rows whose results say that they are those of several years."""
    entries = set(facts.of_type(SG + "InsatsEntry"))
    found: dict[str, list[str]] = {}
    for text in texts:
        if text.place in entries and text.text not in facts.all(text.place, SG + "description"):
            found.setdefault(text.place, []).extend(match[0] for match in _SEVERAL_YEARS.finditer(text.text))
    for entry in sorted(entries):
        for quoted in facts.all(
            entry, SG + "hasEvidence"
        ):  # the words can be a heading in the cell, "Utvärdering (alla år):"
            found.setdefault(entry, []).extend(
                match[0] for match in _SEVERAL_YEARS.finditer(facts.one(quoted, SG + "quote") or "")
            )
        words = sorted({" ".join(word.strip("()").split()) for word in found.get(entry, ())}, key=str.lower)
        if words and any(facts.all(entry, SG + name) for name in ("hasOutput", "hasEffect")):
            yield Reckoning(
                entry, "yearsReckoned", "several", "”" + "”, ”".join(words) + "”", "“" + "”, “".join(words) + "”"
            )


def _dates(facts: Facts) -> Iterator[Reckoning]:
    """Yield the dates of the report that are not filled in, or contradict its year or each other."""
    for report in facts.of_type(SG + "Report"):
        year = int(facts.one(report, SG + "reportYear") or 0)
        dated = facts.one(report, SG + "reportDateAsWritten") or facts.one(report, SG + "reportDate")
        signed = facts.one(report, SG + "signatureDateAsWritten")
        sv, en = [], []
        for name, written in (
            (("rapportens datum", "the date of the report"), dated),
            (("underskriftens datum", "the date of the signature"), signed if signed != dated else None),
        ):
            wrong, odd = [], []
            if written and _PLACEHOLDER.search(written):
                wrong.append("är inte ifyllt")
                odd.append("is not filled in")
            found = _DATE.search(written or "")
            if found and year and (int(found[1]), int(found[2] or 12)) < (year, _LATE):
                wrong.append(f"är före slutet av {year}, som rapporten gäller")
                odd.append(f"is before the end of {year}, which the report is on")
            if wrong:
                sv.append(f"{name[0]} (”{written}”) {' och '.join(wrong)}")
                en.append(f"{name[1]} (“{written}”) {' and '.join(odd)}")
        if sv:
            text = (" och ".join(sv), " and ".join(en))
            yield Reckoning(
                report,
                "datesReckoned",
                "contradictory",
                text[0][0].upper() + text[0][1:],
                text[1][0].upper() + text[1][1:],
            )


def _periods(facts: Facts, texts: list[Text]) -> Iterator[Reckoning]:
    """Yield rows whose stated length in years is not that of their first and last year."""
    for text in texts:
        start, end = facts.one(text.place, SG + "startYear"), facts.one(text.place, SG + "endYear")
        match = _LASTS.search(text.text)
        if not (start and end and match):
            continue
        said = next(word for word in match.groups() if word).lower()
        years = int(said) if said.isdigit() else int(NUMBER_WORDS[said])
        fits = int(end) - int(start) <= years <= int(end) - int(start) + 1
        written = facts.one(text.place, SG + "periodAsWritten") or f"{start}–{end}"
        yield Reckoning(
            text.place, "periodReckoned", "holds" if fits else "impossible",
            f"”{match[0]}”, men perioden är ”{written}”", f"“{match[0]}”, but the period is “{written}”",
        )  # fmt: skip


def _groups(facts: Facts, reference: Facts) -> Iterator[Reckoning]:
    """Yield counted groups of the county's municipalities where the county has another number of them."""
    towns: dict[str, int] = {}
    for town in reference.of_type(SG + "Municipality"):
        for home in reference.all(town, SG + "county"):
            towns[home] = towns.get(home, 0) + 1
    for mention in (*facts.of_type(SG + "ActorMention"), *facts.of_type(SG + "Participation")):
        group = facts.one(mention, SG + "group")
        county = facts.one(group, SG + "wholeOf")
        written = " ".join((facts.one(mention, SG + "asWritten") or "").split())
        least, size = facts.one(group, SG + "least"), facts.one(group, SG + "wholeSize")
        if least and size and " av " in written and int(least) > int(size):
            yield Reckoning(
                mention, "groupReckoned", "impossible",
                f"”{written}”: {least} är fler än {size}", f"“{written}”: {least} is more than {size}",
            )  # fmt: skip
            continue
        if not group or facts.one(group, SG + "memberKind") != SG + "Municipality" or not towns.get(county or ""):
            continue
        sure = _COUNTED.fullmatch(written)
        if sure is None and _ALL.fullmatch(written) and _followed(facts, mention, written):
            sure = _ALL.fullmatch(written)
        match = sure or _OF_COUNTY.fullmatch(written)
        if match is None:
            continue
        said = next(word for word in match.groups() if word).lower()
        number = int(said) if said.isdigit() else int(NUMBER_WORDS[said])
        outcome = "holds" if number == towns[county or ""] else "impossible" if sure else "edge"
        yield Reckoning(
            mention, "groupReckoned", outcome,
            f"”{written}”, men länet har {towns[county or '']} kommuner", f"“{written}”, but the county has {towns[county or '']} municipalities",
        )  # fmt: skip


def _followed(facts: Facts, mention: str, written: str) -> bool:
    """Return whether the text says "i länet" right after what a mention is written as."""
    places = [facts.one(mention, SG + name) for name in ("inAnswer", "inEntry", "ofEntry")]
    said = [
        text for place in places if place for name in ("text", "description") for text in facts.all(place, SG + name)
    ]
    return any(re.search(re.escape(written) + _IN_COUNTY, text, re.IGNORECASE) for text in said)


def _silent_targets(facts: Facts, reference: Facts) -> Iterator[Reckoning]:
    """Yield pointers to a place that exists and says nothing of the named thing, which stands elsewhere."""
    answers = {facts.one(answer, SG + "answersQuestion") or "": answer for answer in facts.of_type(SG + "Answer")}
    said: dict[str, str] = {}
    for pointer in facts.of_type(SG + "CrossReference"):
        name = (facts.one(pointer, SG + "what") or "").rsplit(" – ", maxsplit=1)[-1].strip()
        words = name.split()
        if not words or not all(word[0].isupper() for word in words) or facts.one(pointer, SG + "externalDocument"):
            continue
        target = facts.one(pointer, SG + "targetQuestion") or _own_table(facts, reference, pointer, answers)
        if (
            target is None
            or target not in answers
            or (facts.one(pointer, SG + "targetNumber") and not facts.one(pointer, SG + "suggestedTarget"))
        ):
            continue
        if target not in said:
            said[target] = _said(facts, answers[target])
        telling = _WORD.findall(name.lower())
        if len(words) > 1 and telling and not any(word[:7] in said[target] for word in telling):
            number = target.rsplit("/", 1)[-1]
            elsewhere = (facts.one(pointer, SG + "suggestedTarget") or "").rsplit("/", 1)[-1]
            written = facts.one(pointer, SG + "asWritten")
            sv, en = (
                f"”{written}” gäller {name}, men under {number} nämns det inte",
                f"“{written}” is about {name}, which {number} does not name",
            )
            if elsewhere:
                sv, en = f"{sv}; det nämns under {elsewhere}", f"{en}; {elsewhere} does"
            yield Reckoning(pointer, "targetReckoned", "silent", sv, en)


def _circles(facts: Facts, reference: Facts) -> Iterator[Reckoning]:
    """Yield answers that only refer, to themselves or to one that only refers back; one of the two is told."""
    leads: dict[str, dict[str, str]] = {}
    for pointer in facts.of_type(SG + "CrossReference"):
        answer, target = facts.one(pointer, SG + "inAnswer"), facts.one(pointer, SG + "targetQuestion")
        if answer and target and facts.one(answer, SG + "answerStatus") == f"{ID}status/reference-only":
            leads.setdefault(facts.one(answer, SG + "answersQuestion") or "", {})[target] = (
                facts.one(pointer, SG + "asWritten") or ""
            )
    for asked, targets in sorted(leads.items()):
        if len(targets) != 1 or reference.one(asked, SG + "asksForTable") == "true":
            continue
        target, written = next(iter(targets.items()))
        if asked <= target and set(leads.get(target, ())) == {asked}:
            answer = next(
                one for one in facts.of_type(SG + "Answer") if facts.one(one, SG + "answersQuestion") == asked
            )
            yield Reckoning(answer, "circleReckoned", "circle", f"”{written}”", f"“{written}”")


def _own_table(facts: Facts, reference: Facts, pointer: str, answers: dict[str, str]) -> str | None:
    """Return the question with a table in the section of a pointer that only says "se tabell nedan"."""
    if facts.one(pointer, SG + "targetNumber") or not _TABLE.search(facts.one(pointer, SG + "asWritten") or ""):
        return None
    asked = facts.one(facts.one(pointer, SG + "inAnswer"), SG + "answersQuestion")
    section = reference.one(asked, SG + "inSection")
    tables = [
        question
        for question in sorted(answers)
        if section
        and reference.one(question, SG + "inSection") == section
        and reference.one(question, SG + "asksForTable") == "true"
    ]
    return tables[0] if len(tables) == 1 else None


def _said(facts: Facts, answer: str) -> str:
    """Return all that stands under a question, in lower case: its text, its rows, and the words of its evidence."""
    rows = [entry for entry in facts.of_type(SG + "InsatsEntry") if facts.one(entry, SG + "inAnswer") == answer]
    things = [
        answer,
        *rows,
        *(part for row in rows for name in ("hasOutput", "hasEffect") for part in facts.all(row, SG + name)),
    ]
    cited = [quote for thing in things for quote in facts.all(thing, SG + "hasEvidence")]
    texts = [
        text for thing in things for name in ("text", "name", "description") for text in facts.all(thing, SG + name)
    ]
    return f"{ID} ".join([*texts, *(facts.one(quote, SG + "quote") or "" for quote in cited)]).lower()

"""What part each name plays, by the grammar around it; coordination shares the part."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samgraf.reports.actor_cues import CUES, SOME_VERB
from samgraf.reports.actor_words import ADVERBS, FILLERS, STOPS
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.model import Role

UnitSort = Literal["actor", "group", "chunk", "place", "other"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Something with a name, or a group, that may fill a slot of a sentence; `index` is its place in its own list."""

    start: int
    end: int
    sort: UnitSort
    index: int


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a unit plays: its role, and whether the cue is one that makes an unknown name an actor.

    `subject` says that the unit stands before its verb; `size` is how many units share the slot.
    """

    role: Role
    strong: bool
    subject: bool
    size: int


_RANK: dict[Role, int] = {"owner": 0, "convenor": 1, "funder": 2, "target-group": 3, "partner": 4, "mentioned": 5}
_SEPARATOR = re.compile(r",|\b(?:och|samt|liksom|respektive|eller|likaså)\b|&|/|\n\s*[-–•*]")
_IN = re.compile(r"\s+(?:i|på|vid|hos|för|inom)\s+$")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_AFTER_PREPOSITION = re.compile(
    r"\b(?:i|inom|för|under|av|på|till|från|med|kring|om|hos|via|genom|mot|ur|vid)\s+$", re.IGNORECASE
)
_MOST_WORDS = 8
_CUE_WORDS = Needles([cue.form for cue in CUES])


def parts(text: str, units: Sequence[Unit]) -> dict[Unit, Part]:
    """Return the part of each unit that has one."""
    chains = _Chains(text, units)
    found: dict[Unit, Part] = {}
    if not units:
        return found
    lowered = _about(text.lower() if len(text.lower()) == len(text) else text, units)
    for cue in _CUE_WORDS.fitting(CUES, lowered):
        role, side, strong = cue.role, cue.side, cue.strong
        for match in cue.form.finditer(lowered):
            taken: list[Unit] = []
            subject = False
            if side in {"left", "either"}:
                at = match.start("at") if "at" in cue.form.groupindex else match.start()
                taken = chains.left_of(at, named_as=match[0].startswith("som "))
                subject = bool(taken)
            if not taken and side in {"right", "either"}:
                taken = chains.right_of(match.end(), tight=side == "either" or (role == "partner" and not strong))
            for unit in taken:
                _note(found, unit, Part(role, strong, subject, len(taken)))
    _note_doers(lowered, chains, found)
    return found


_NEAR = re.compile(r"\s*(?:i\s[A-ZÅÄÖ]\w+\s)?")
_LIKE_A_COMPANY = re.compile(r"(?!LIFE|ESF|ERUF|RUS|COVID|AGENDA)[A-ZÅÄÖ]{3,}\s[A-ZÅÄÖ][a-zåäö]")
"""A name that begins with an abbreviation, as those of a group's companies do ("SSAB Special Steels")."""


def _note_doers(lowered: str, chains: _Chains, found: dict[Unit, Part]) -> None:
    """Note the part of unknown names side by side right before any verb of doing."""
    for match in SOME_VERB.finditer(lowered):
        taken = chains.left_of(match.start())
        alone = len(taken) == 1 and bool(_LIKE_A_COMPANY.match(chains.text, taken[0].start, taken[0].end))
        if (len(taken) > 1 or alone) and _NEAR.fullmatch(chains.text, taken[-1].end, match.start()):
            for unit in taken:
                if unit.sort == "chunk":
                    _note(found, unit, Part("partner", strong=True, subject=True, size=len(taken)))


_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")


def _about(text: str, units: Sequence[Unit]) -> str:
    """Return the text with sentences that name nobody as blanks, since no cue in them can matter."""
    starts = sorted(unit.start for unit in units)
    kept: list[str] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        while at < len(starts) and starts[at] < match.start():
            at += 1
        named = at < len(starts) and starts[at] < match.end()
        kept.append(match[0] if named else " " * len(match[0]))
    return "".join(kept)


def _note(found: dict[Unit, Part], unit: Unit, part: Part) -> None:
    """Keep the stronger of two parts: the cue that says more, then the role that does more."""
    old = found.get(unit)
    if old is None or (not part.strong, _RANK[part.role]) < (not old.strong, _RANK[old.role]):
        found[unit] = part


class _Chains:
    """The units of a text as chains of coordination, to be entered from the left or from the right."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        """Keep the units in order, and for each whether a conjunction joins it to the one before."""
        self.text = text
        self.units = sorted(units, key=lambda unit: (unit.start, -unit.end))
        self.before: list[int | None] = [self._joined(at) for at in range(len(self.units))]
        self.starts = [unit.start for unit in self.units]

    def _joined(self, at: int) -> int | None:
        """Return the unit before that a conjunction joins this one to, past a place that says where ("X i Y och Z")."""
        previous = at - 1
        if previous < 0:
            return None
        gap = self.text[self.units[previous].end : self.units[at].start]
        if self.units[previous].sort == "group" and gap.strip() in {":", "(", ","}:
            return previous
        if _coordinates(gap):
            if self._locative(previous):
                return previous - 1
            return previous
        return None

    def _locative(self, at: int) -> bool:
        """Return whether a unit only says where the one before it is ("Volvo i Hallsberg")."""
        return (
            at > 0
            and self.units[at].sort in {"place", "chunk"}
            and bool(_IN.fullmatch(self.text[self.units[at - 1].end : self.units[at].start]))
        )

    def right_of(self, position: int, *, tight: bool) -> list[Unit]:
        """Return the chain of units that begins right after a position, with only fillers (tight: nothing) between."""
        at = bisect_left(self.starts, position)
        if at == len(self.starts) or not _fills(self.text[position : self.starts[at]], tight=tight):
            return []
        taken = [at]
        for index in range(at + 1, len(self.units)):
            if self.before[index] in taken:
                taken.append(index)
            elif not self._locative(index):
                break
        return [self.units[index] for index in taken]

    def left_of(self, position: int, *, named_as: bool = False) -> list[Unit]:
        """Return the chain of units that ends right before a position, with only adverbs and the like between.

        `named_as` says that what follows is "som projektägare": then a preposition may stand before them ("med X som").
        """
        begun = bisect_right(self.starts, position)
        last = next((index for index in range(begun - 1, -1, -1) if self.units[index].end <= position), None)
        while last is not None and self._locative(last) and _leads(self.text[self.units[last].end : position]):
            last -= 1
            return self._back(last, named_as=named_as)
        if last is None or not _leads(self.text[self.units[last].end : position]):
            return []
        return self._back(last, named_as=named_as)

    def _first(self, last: int) -> int:
        """Return where the chain that ends in a unit begins."""
        at = last
        while (before := self.before[at]) is not None:
            at = before
        return at

    def _back(self, last: int, *, named_as: bool) -> list[Unit]:
        """Return the chain that ends in a unit, in the order of the text."""
        taken = [last]
        at: int | None = last
        if not named_as and _AFTER_PREPOSITION.search(
            self.text, max(0, self.units[self._first(last)].start - 20), self.units[self._first(last)].start
        ):
            return []
        while at is not None and (at := self.before[at]) is not None:
            taken.append(at)
        return [self.units[index] for index in reversed(taken)]


def _coordinates(gap: str) -> bool:
    """Return whether what stands between two units joins them: conjunction or comma, a few plain words, no verb."""
    if re.search(r"[.;:!?]|\n(?!\s*[-–•*])", gap) or not _SEPARATOR.search(gap):
        return False
    bare = re.sub(r"\([^)]*\)|\"|”|«|»", "", gap)
    bare = (
        re.sub(
            r"^\s*[a-zåäö-]+(?: [a-zåäö-]+){0,2}(?: (?:i|på|vid|för|inom) [\wåäöÅÄÖ-]+)?(?=\s*(?:,|och|samt))", "", bare
        )
        if not _stops(bare)
        else bare
    )
    bare = re.sub(r"\s(?:i|på|vid|för) [\wåäöÅÄÖ-]+(?: län)?(?=\s*(?:,|och\b|samt\b))", "", bare)
    bare = re.sub(r"(?:,|och|samt)\s+(?:med|av|från|till|i)\s+(?:den |det |de )?$", ", ", bare)
    words = [word.lower() for word in _WORD.findall(bare)]
    return len(words) <= _MOST_WORDS and not _stops(bare)


def _stops(text: str) -> bool:
    """Return whether a text holds a word at which a list ends."""
    return any(word.lower() in _LIST_STOPS for word in _WORD.findall(text))


_LIST_STOPS = STOPS | {
    "samordnar",
    "erbjuder",
    "ansvarar",
    "äger",
    "genomför",
    "leds",
    "drivs",
    "ägs",
    "finansieras",
    "står",
    "stod",
    "tar",
    "tog",
    "ger",
    "gav",
    "får",
    "fått",
    "drev",
    "ledde",
    "deltagit",
    "medverkat",
    "bidragit",
    "utvecklat",
    "genomfört",
    "haft",
    "arbetat",
    "arbetar",
    "träffas",
    "bjuder",
    "består",
    "samlar",
    "fanns",
    "finns",
    "stärkt",
    "ökat",
    "samt att",
    "ledning",
    "skett",
    "gjorts",
    "tagits",
    "används",
    "använts",
    "såväl",
    "beviljar",
    "bekostar",
    "betalar",
    "stödjer",
    "stöttar",
    "medfinansierar",
    "utvecklar",
    "anordnar",
}


def _fills(gap: str, *, tight: bool) -> bool:
    """Return whether what stands between a cue and a unit lets the cue reach it."""
    if re.search(r"[.;!?]|\n(?!\s*[-–•*])", gap):
        return False
    gap = re.sub(r"(?:\boch|\bsamt|,) (?:till|med|av|från)\s*$", "", gap)
    words = [word.lower() for word in _WORD.findall(gap)]
    if tight:
        return (
            all(
                word
                in {
                    "även",
                    "också",
                    "bland",
                    "annat",
                    "både",
                    "bl",
                    "a",
                    "dessutom",
                    "företaget",
                    "bolaget",
                    "föreningen",
                    "t",
                    "ex",
                }
                for word in words
            )
            and "," not in gap
        )
    return (
        len(words) <= _MOST_WORDS
        and all(word in FILLERS or word not in _LIST_STOPS for word in words)
        and not re.search(r"\d", gap)
    )


def _leads(gap: str) -> bool:
    """Return whether what stands between a unit and its verb lets the verb reach it."""
    if re.search(r"[.;:!?\n]|\b(?:och|samt|men) (?:i|på|där|inom)\b", gap):
        return False
    if gap.strip() == ",":
        return True
    bare = re.sub(r"\([^)]*\)|[\"”«»]", "", gap)
    bare = re.sub(r"^\s*(?:i|på|vid|hos|för) [\wåäöÅÄÖ-]+(?: län)?", "", bare)
    words = [word.lower() for word in _WORD.findall(bare)]
    if "," in bare and "som" not in words and not re.fullmatch(r"\s*,[^,]*,\s*", bare):
        return False
    plain = [word for word in words if word not in ADVERBS]
    return len(plain) <= _FEW and not any(word in _LIST_STOPS and word != "som" for word in plain)


_FEW = 3

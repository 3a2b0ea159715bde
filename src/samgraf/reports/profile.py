"""A loader profile: how one year's form looks. `loaders/villkorsbeslut/<year>.yaml` says it, this reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from samgraf.errors import ProfileError
from samgraf.reports.profile_like import VARIATIONS, like_path, varied
from samgraf.reports.words import shingles, words
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from samgraf.reports.model import Column

QuestionKind = Literal["text", "table", "boxes"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a question with boxes: its key ("rus") and what stands before the boxes."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form: its number, what it asks, and what kind of answer it wants.

    `number` is the key that answers are known by; `printed` is what the form prints instead of it ("3a", "a"),
    "" where it prints nothing, None where it prints the number itself.
    """

    number: str
    prompt: str
    kind: QuestionKind = "text"
    title: str = ""
    lead: str = ""
    items: tuple[Item, ...] = ()
    if_yes: str = ""
    if_no: str = ""
    printed: str | None = None

    @property
    def section(self) -> str:
        """Return the number of the section, "10" for "10.3"."""
        return self.number.split(".", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form: its number and its title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of a table of insatser: what its head says, and stems that tell it where that was reworded."""

    column: Column
    head: str
    cues: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """All that is of one year's form; patterns are compiled, `fingerprint` holds hashes of word sequences.

    `like` is the id of the profile whose form it varies. A profile that is not `confirmed` was made without the
    year's real form. A form that is not `numbered` prints no numbers before its sections and questions.
    """

    id: str
    template: str
    years: tuple[int, ...]
    title: str
    begin: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    columns: tuple[ColumnHead, ...]
    lead: str
    form_lines: tuple[re.Pattern[str], ...]
    signature: re.Pattern[str]
    metadata: Mapping[str, re.Pattern[str]]
    fingerprint: frozenset[int]
    like: str | None = None
    confirmed: bool = True
    numbered: bool = True

    def printed_number(self, question: Question) -> str | None:
        """Return what the form prints before a question, None if nothing."""
        if question.printed is not None:
            return question.printed or None
        return question.number if self.numbered and question.number[0].isdigit() else None

    def distance(self, year: int | None) -> int:
        """Return how many years lie between a year and the nearest that the profile is for."""
        return 0 if year is None else min(abs(year - own) for own in self.years)

    def section_lead(self, section: str) -> str:
        """Return what stands under a section's heading before its first question, "" if nothing does."""
        numbers = [q.number for q in self.questions if q.section == section and q.kind == "text"]
        return self.lead.format(first=numbers[0], last=numbers[-1]) if len(numbers) > 1 else ""


_KEYS = {"id", "template", "years", "title", "fingerprint", "begin", "form_lines", "sections", "lead", "questions",
         "columns", "signature", "metadata", "confirmed", "numbered", *VARIATIONS}  # fmt: skip
_OPTIONAL = {"fingerprint", "lead", "form_lines", "begin", "metadata", "confirmed", "numbered", *VARIATIONS}
_QUESTION_KEYS = {"number", "prompt", "kind", "title", "lead", "items", "if_yes", "if_no", "printed"}


def load_profiles(*folders: Path) -> tuple[Profile, ...]:
    """Return the profiles of `loaders/` and of other folders, confirmed ones first, then oldest first.

    A profile of another folder takes the place of one of `loaders/` with its id.
    """
    own = sorted(folder("loaders").glob("villkorsbeslut/*.yaml"))
    others = [path for place in folders for path in sorted(place.glob("*.yaml"))]
    found = {profile.id: profile for profile in map(load_profile, (*own, *others))}
    return tuple(sorted(found.values(), key=lambda profile: (not profile.confirmed, profile.years, profile.id)))


def profile_with(wanted: str | None = None, template: str | None = None) -> Profile | None:
    """Return the profile of `loaders/` with an id, else the first one whose answers belong to a template."""
    known = load_profiles()
    by_id = next((profile for profile in known if profile.id == wanted), None)
    return by_id or next((profile for profile in known if profile.template == template), None)


def load_profile(path: Path) -> Profile:
    """Return the profile in one YAML file, read again only when the file has changed.

    Raises:
        ProfileError: the file is not YAML, lacks a key, or has one that is not known.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _load(path, changed)


@cache
def _load(path: Path, _changed: int) -> Profile:
    raw, place = _whole(path)
    try:
        return _profile(path, place, raw)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, re.error) as error:
        raise _wrong(path, f"har fel form: {error!r}", f"has a wrong form: {error!r}") from error


def _whole(path: Path, seen: tuple[Path, ...] = ()) -> tuple[dict[str, Any], Path]:
    """Return what a file says, on top of what the profile says that it is like, and the folder of its fingerprint."""
    raw = read_yaml(path)
    if "like" not in raw:
        _expect(path, raw, _KEYS - VARIATIONS, required=_KEYS - _OPTIONAL)
        return raw, path.parent
    _expect(path, raw, _KEYS, required={"id", "years"})
    base = like_path(path, str(raw["like"]))
    if base is None or base in (*seen, path):
        raise _wrong(path, f"liknar {raw['like']!r}, som inte finns eller som liknar den själv",
                     f"is like {raw['like']!r}, which does not exist or is like itself")  # fmt: skip
    under, place = _whole(base, (*seen, path))
    try:
        return varied(under, raw), path.parent if "fingerprint" in raw else place
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _wrong(path, f"har fel form: {error!r}", f"has a wrong form: {error!r}") from error


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file, as written.

    Raises:
        ProfileError: the file cannot be read, or holds no mapping.
    """
    import yaml  # noqa: PLC0415  (only where a profile is read)

    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = str(error).splitlines()[0]
        raise ProfileError(
            f"{path}: profilen går inte att läsa ({reason}). Rätta filen eller välj en annan profil.",
            f"{path}: the profile cannot be read ({reason}). Mend the file or choose another profile.",
        ) from error
    if not isinstance(raw, dict):
        raise _wrong(path, "är inte en YAML-mappning", "is not a YAML mapping")
    return cast("dict[str, Any]", raw)


def _profile(path: Path, place: Path, raw: dict[str, Any]) -> Profile:
    questions = []
    for question in raw["questions"]:
        _expect(path, question, _QUESTION_KEYS, required={"number", "prompt"})
        items = tuple(Item(item["key"], item["label"]) for item in question.get("items", ()))
        questions.append(Question(**{**question, "items": items}))
    if not raw["years"] or not questions:
        raise _wrong(path, "har inget år eller inga frågor", "has no year or no questions")
    printed = place / raw["fingerprint"] if raw.get("fingerprint") else None
    hashes = printed.read_text(encoding="ascii").split() if printed and printed.is_file() else []
    return Profile(
        id=raw["id"],
        template=raw["template"],
        years=tuple(int(year) for year in raw["years"]),
        title=raw["title"],
        begin=raw.get("begin", ""),
        sections=tuple(Section(section["number"], section["title"]) for section in raw["sections"]),
        questions=tuple(questions),
        columns=tuple(ColumnHead(c["column"], c["head"], tuple(c["cues"])) for c in raw["columns"]),
        lead=raw.get("lead", ""),
        form_lines=tuple(re.compile(pattern) for pattern in raw.get("form_lines", ())),
        signature=re.compile(raw["signature"], re.MULTILINE),
        metadata={key: re.compile(pattern, re.IGNORECASE) for key, pattern in raw.get("metadata", {}).items()},
        fingerprint=frozenset(int(one, 16) for one in hashes),
        like=raw.get("like"),
        confirmed=bool(raw.get("confirmed", True)),
        numbered=bool(raw.get("numbered", True)),
    )


def fingerprint(texts: Iterable[str]) -> list[str]:
    """Return the hashes (eight hex digits, sorted) by which the words of a form are known again."""
    return sorted({f"{one:08x}" for text in texts for one in shingles(words(text))})


def _expect(path: Path, raw: dict[str, Any], known: set[str], *, required: set[str]) -> None:
    for key in raw:
        if key not in known:
            raise _wrong(path, f"har en okänd nyckel {key!r} (nycklarna står i loaders/README.md)",
                         f"has an unknown key {key!r} (keys are listed in loaders/README.md)")  # fmt: skip
    if missing := sorted(required - set(raw)):
        raise _wrong(path, f"saknar {', '.join(missing)}", f"lacks {', '.join(missing)}")


def _wrong(path: Path, sv: str, en: str) -> ProfileError:
    return ProfileError(f"{path}: profilen {sv}.", f"{path}: the profile {en}.")

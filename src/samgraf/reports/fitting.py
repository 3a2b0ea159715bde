"""Which profile fits a document: by the questions found, then by the year; and what to tell of the choice."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from samgraf.errors import NotAReportError, UnknownProfileError
from samgraf.reports.model import Note
from samgraf.reports.profile import Profile, load_profile, load_profiles
from samgraf.reports.template import Anchor, Words, copies, find_anchors, strangers

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 5
"""A text in which fewer questions of the form are found is not a report."""
_PART = 0.05
"""So many of a form's questions are no chance: the file may be a part of a report."""
_AS_GOOD = 0.45
"""A profile whose quality is so near the best one's is as good, and the year decides: one question tells more than the year."""


_LOST = 3
"""So many questions missing at the end: the file may be cut short."""


@dataclass(frozen=True)
class Fit:
    """A profile laid over a document: where its parts stand, and how many of its questions were found.

    `quality` is the sum of the questions' scores, each at most 1, less a half for every question that is not there.
    """

    profile: Profile
    anchors: tuple[Anchor, ...]
    questions: int
    quality: float

    def absent(self, year: int) -> tuple[str, ...]:
        """Return the questions that are not in a report of a year and need not be in its form: the profile is a guess for it.

        A question that the year's own form has and the report has not is unanswered; of another form nobody knows.
        """
        return () if self.profile.confirmed and year in self.profile.years else self.missing()

    def lost(self) -> tuple[str, ...]:
        """Return the numbered questions that the form ends with and the report has not, none where they are few."""
        numbered = [question.number for question in self.profile.questions if question.number[0].isdigit()]
        missing = frozenset(self.missing())
        end = tuple(takewhile(missing.__contains__, reversed(numbered)))[::-1]
        return end if len(end) >= _LOST else ()

    def missing(self) -> tuple[str, ...]:
        """Return the questions of the profile that were not found."""
        found = {anchor.key for anchor in self.anchors}
        return tuple(question.number for question in self.profile.questions if question.number not in found)


def fits(text: Words, profiles: Sequence[Profile], year: int | None) -> list[Fit]:
    """Return profiles as they fit a document, best first: by the questions found, then by the document's year."""
    found = sorted((_fit(text, profile) for profile in profiles), key=lambda fit: (-fit.quality, fit.profile.id))
    as_good = [fit for fit in found if found[0].quality - fit.quality <= _AS_GOOD]
    by_year = sorted(as_good, key=lambda fit: (fit.profile.distance(year), not fit.profile.confirmed))
    return [*by_year, *found[len(as_good) :]]


def choose(text: Words, profiles: Sequence[Profile], year: int | None) -> Fit:
    """Return the profile that fits a document best.

    Raises:
        NotAReportError: too few of its questions were found.
    """
    found = fits(text, profiles, year)
    best = found[0]
    if best.questions < min(FEWEST, len(best.profile.questions)):
        most = max(found, key=lambda fit: fit.questions)
        name, count, asked = text.document.name, most.questions, len(most.profile.questions)
        part = count / asked >= _PART
        raise NotAReportError(
            f"{name}: filen är läst ({len(text.words)} ord) men är ingen återrapportering av villkorsbeslut: "
            f"{f'bara {count} av mallens {asked}' if count else 'ingen av mallens'} frågor finns i den. "
            f"{'Är filen avkortad, eller är det en annan sorts dokument?' if part else 'Kontrollera att det är rätt fil, eller ange mall med --profile.'}",
            f"{name}: the file was read ({len(text.words)} words) but is no report on the villkorsbeslut: "
            f"{f'only {count} of the {asked}' if count else 'none of the'} questions of the form are in it. "
            f"{'Is the file cut short, or another kind of document?' if part else 'Check that it is the right file, or name a form with --profile.'}",
        )
    return best


def profiles_for(wanted: str | None, folders: tuple[Path, ...] = ()) -> tuple[Profile, ...]:
    """Return the profiles to choose among: all, or the one asked for by its id, its year or its file.

    Raises:
        UnknownProfileError: there is no such profile.
    """
    known = load_profiles(*folders)
    if wanted is None:
        return known
    found = tuple(profile for profile in known if wanted in {profile.id, profile.id.rsplit("/", 1)[-1]})
    if not found and wanted.endswith((".yaml", ".yml")):
        found = (load_profile(Path(wanted)),)
    if not found:
        ids = sorted(profile.id for profile in known)
        near = get_close_matches(wanted, [*ids, *(one.rsplit("/", 1)[-1] for one in ids)], n=1)
        sv, en = (f" Menade du {near[0]}?", f" Did you mean {near[0]}?") if near else ("", "")
        listed = ", ".join(ids)
        raise UnknownProfileError(
            f"--profile: det finns ingen profil {wanted!r}.{sv} De som finns: {listed}. En egen profil anges med sin fil (.yaml).",
            f"--profile: there is no profile {wanted!r}.{en} There are: {listed}. One of your own is named by its file (.yaml).",
        )
    return found


def notes_on(text: Words, fit: Fit, year: int) -> tuple[Note, ...]:
    """Return what to tell of a report of a year that was read with the profile that fits it."""
    profile = fit.profile
    notes = []
    if year not in profile.years:
        years = ", ".join(map(str, profile.years))
        notes.append(
            Note(
                "other-year",
                f"För {year} finns ingen profil som passar: läst med {profile.id} (mallen för {years}). Frågor som mallen för "
                f"{year} har ändrat kan ha missats; samgraf profile check visar vad som hittades.",
                f"For {year} there is no profile that fits: read with {profile.id} (the form for {years}). Questions that the form "
                f"for {year} has changed may be missed; samgraf profile check shows what was found.",
            )
        )
    if not profile.confirmed:
        notes.append(
            Note(
                "unconfirmed-profile",
                f"Profilen {profile.id} är inte bekräftad: den är gjord utan årets riktiga mall. Jämför frågorna med mallen, "
                "eller gör en profil av mallen med samgraf profile new.",
                f"The profile {profile.id} is not confirmed: it was made without the year's real form. Compare its questions with the "
                "form, or make a profile from the form with samgraf profile new.",
            )
        )
    if absent := fit.absent(year):
        listed = ", ".join(absent)
        notes.append(
            Note(
                "absent-question",
                f"Frågor i profilen {profile.id} som inte finns i rapporten, och därför inte räknas som obesvarade: {listed}.",
                f"Questions of the profile {profile.id} that are not in the report, and so do not count as unanswered: {listed}.",
            )
        )
    elif lost := fit.lost():
        notes.append(
            Note(
                "cut-short",
                f"Frågorna {lost[0]}–{lost[-1]} i slutet av mallen finns inte i filen och räknas som obesvarade. Är filen avkortad?",
                f"Questions {lost[0]}–{lost[-1]} at the end of the form are not in the file and count as unanswered. Is the file cut short?",
            )
        )
    if (times := copies(text, profile)) > 1:
        return (*notes, _repeated(times))
    if unknown := [" ".join(text.document.quote(span).split()) for span in strangers(text, fit.anchors)]:
        shown = "; ".join(f"{one[:60]} …" if len(one) > 60 else one for one in unknown[:5])  # noqa: PLR2004  (a line of a terminal)
        notes.append(
            Note(
                "unknown-question",
                f"{len(unknown)} rader ser ut som frågor som profilen {profile.id} inte har: {shown}. Deras svar står i svaret före.",
                f"{len(unknown)} lines look like questions that the profile {profile.id} has not: {shown}. Their answers stand in the answer before.",
            )
        )
    return tuple(notes)


def _repeated(times: int) -> Note:
    """Return the note that a text holds the form several times over."""
    return Note(
        "repeated-form",
        f"Formulärets frågor står {times} gånger i filen, med svar mellan dem: bara en gång är läst, resten är oläst. Dela upp filen så "
        "att varje rapport är en fil, och läs in dem var för sig.",
        f"The form's questions stand {times} times in the file, with answers between them: one time is read, the rest is unread. Split "
        "the file so that each report is a file, and read them one by one.",
    )


def _fit(text: Words, profile: Profile) -> Fit:
    """Return a profile laid over a document."""
    anchors = find_anchors(text, profile)
    numbers = {question.number for question in profile.questions}
    found = [anchor for anchor in anchors if anchor.key in numbers]
    quality = sum(min(1.0, anchor.score) for anchor in found) - 0.5 * (len(numbers) - len(found))
    return Fit(profile, anchors, len(found), quality)

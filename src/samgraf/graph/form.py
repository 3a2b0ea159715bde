"""The form that a report fills in, as references need it: which questions there are, and what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.graph.iris import mint
from samgraf.reports.profile import profile_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode

    from samgraf.reports.model import Report

_SHORTEST = 3  # a name of fewer characters is found everywhere
_LONG = 8  # a word so long is told from others without its ending


@dataclass(frozen=True)
class Form:
    """The questions of a template (and of this report), which of them want a table, and the report's text under each.

    `names` holds the names of the entries under each question, `texts` everything else that stands there;
    `answered` are the questions that the report has an answer to, empty or not: a register has none.
    """

    template: str
    questions: tuple[str, ...]
    tables: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, tuple[str, ...]]
    answered: frozenset[str]
    asked: frozenset[str]

    def exists(self, number: str) -> bool:
        """Return whether the form has this question or section; "10" is the section of "10.3"."""
        return any(key == number or key.startswith(f"{number}.") for key in self.questions)

    def is_question(self, number: str) -> bool:
        """Return whether the form has this question."""
        return number in self.questions

    def question_iri(self, number: str) -> NamedNode:
        """Return the address of a question of the template."""
        return mint("question", self.template, number)

    def suggest(self, what: str | None, *, at: str, target: str | None) -> str | None:
        """Return the question under which a named thing stands, for a pointer at question `at` to `target`.

        None where the pointer's own target already names the thing, or nothing does. An entry of that name comes
        before a mention in an answer or a cell, the section that the pointer gives before other sections. Where
        the target does not exist and nothing has the whole name, "Företagsjouren" may stand as "Företagsjour", and an
        entry may have a part of the name ("företagsklimat och etablering").
        """
        words = _words(what)
        if len("".join(words)) < _SHORTEST:
            return None
        found = self._suggest(_pattern(words), at=at, target=target)
        if found or not target or self.exists(target):
            return found
        if len(words) == 1 and len(words[0]) >= _LONG and (stem := re.fullmatch(r"(.+?)(?:en|et)", words[0])):
            return self._suggest(_pattern([stem[1]]), at=at, target=target)
        parts = [_words(part) for part in re.split(r"\b(?:och|samt)\b|,", what or "")]
        named = [self._having(_pattern(part), self.names) for part in parts if len("".join(part)) >= _LONG]
        return next((key for keys in named for key in keys if key != at), None) if len(parts) > 1 else None

    def _suggest(self, name: re.Pattern[str], *, at: str, target: str | None) -> str | None:
        """Return the question under which a name stands, None where the target has it or nothing does."""
        section = (target or "").split(".", maxsplit=1)[0]
        hits = [
            *self._having(name, self.names),
            *sorted(self._having(name, self.texts), key=lambda key: key.split(".", maxsplit=1)[0] != section),
        ]
        if target and any(key == target or key.startswith(f"{target}.") for key in hits):
            return None
        return next((key for key in hits if key != at), None)

    def _having(self, name: re.Pattern[str], texts: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
        """Yield the questions whose text has a name, in the order of the form."""
        return (
            key for key in self.questions if any(name.search(" ".join(text.split())) for text in texts.get(key, ()))
        )


def _words(what: str | None) -> list[str]:
    """Return the words of a name."""
    return re.split(r"[\s\-‐-―]+", what.strip()) if what else []


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Return what finds a name as a whole, however its words are joined."""
    return re.compile(rf"(?<!\w){r'[ ‐-―-]'.join(map(re.escape, words))}(?!\w)", re.IGNORECASE)


def form_of(report: Report) -> Form:
    """Return the form of a report: its template's questions by its profile, then those only the report has."""
    profile = report.form or profile_with(report.profile, report.template)
    asked = [question.number for question in profile.questions] if profile else []
    tables = {question.number for question in profile.questions if question.kind == "table"} if profile else set()
    own = [answer.question for answer in report.answers] + [entry.question for entry in report.entries]
    names: dict[str, list[str]] = {}
    texts: dict[str, list[str]] = {}
    for entry in report.entries:
        names.setdefault(entry.question, []).append(entry.name)
        texts.setdefault(entry.question, []).extend(cell.passage.text for cell in entry.cells if cell.column != "name")
    for answer in report.answers:
        texts.setdefault(answer.question, []).insert(0, answer.passage.text)
    return Form(
        template=profile.template if profile else report.profile.replace("/", "-"),
        questions=tuple(sorted(dict.fromkeys([*asked, *own]), key=in_order)),
        tables=frozenset(tables),
        names={key: tuple(found) for key, found in names.items()},
        texts={key: tuple(found) for key, found in texts.items()},
        answered=frozenset(answer.question for answer in report.answers),
        asked=frozenset([*asked, *(answer.question for answer in report.answers)]),
    )


def in_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts question numbers as people count: 9.2 before 10.1, follow-ups after their question."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in number.split("."))

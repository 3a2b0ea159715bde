"""The words that a pattern needs: reading them off must never hide a match."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import samgraf.reports
from samgraf.readers import read
from samgraf.reports.needles import Needles, needed_by

EXAMPLE = Path(__file__).parents[1] / "examples" / "vastmanland-2023.docx"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:drivs|leds) av\b", {"drivs", "leds"}),
        (r"[Ss]e\s(?:även\s)?tabell(?:en)?", {"tabell", "tabellen"}),
        (r"\w+medel\s(?=från)", {"medel"}),
        (r"(?:RUS|\d{4})", set()),
        (r"(?:stöd)?\w*", set()),
        (r"(?!inte)regionen", {"regionen"}),
        (r"(?:bidrag){2,}", {"bidrag"}),
    ],
)
def test_the_words_that_a_pattern_needs_are_read_off_it(pattern, words):
    """A branch that needs no word makes the whole need none; what may be left out is not needed."""
    assert needed_by(re.compile(pattern)) == words


def _patterns(value, depth=3):
    """Yield the patterns in a module's constant."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list) and depth:
        for one in value:
            yield from _patterns(one, depth - 1)


def test_no_match_in_a_report_is_without_the_words_that_its_pattern_needs():
    """Every pattern that finds something in the example report needs a word that stands there, and is tried."""
    text = read(EXAMPLE).text
    modules = [
        importlib.import_module(f"samgraf.reports.{one.name}") for one in pkgutil.iter_modules(samgraf.reports.__path__)
    ]
    patterns = list(
        {pattern: None for module in modules for value in vars(module).values() for pattern in _patterns(value)}
    )
    lines = [line for line in text.split("\n") if line.strip()][::12]
    needed = [needed_by(pattern) for pattern in patterns]
    hidden = [
        (pattern.pattern, line)
        for line in lines
        for pattern, words in zip(patterns, needed, strict=True)
        if words and not any(word in line.lower() for word in words) and pattern.search(line)
    ]

    assert len(patterns) >= 300
    assert sum(map(bool, needed)) >= 200
    assert not hidden


def test_only_the_patterns_that_a_text_has_words_for_are_fitting():
    """What belongs to the others is left out, without regard to case; what needs no word always fits."""
    needles = Needles([re.compile(r"(?i)projektägare:"), re.compile(r"drivs av"), re.compile(r"\d+")])

    assert needles.fitting(("owner", "led", "number"), "PROJEKTÄGARE: kommunen") == ["owner", "number"]

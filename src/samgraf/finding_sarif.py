"""Findings as SARIF 2.1.0, the form in which editors and code review show them.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 27 March 2020.
Lines are lines of the report's text: in a text file the file's own, in DOCX and PDF those of the text as read.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from samgraf.checked import Checked, showable
from samgraf.finding_text import SEVERITY_WORDS, decided, where
from samgraf.findings import Finding, Severity, Words, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.shapes import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Severity, str] = {"violation": "error", "warning": "warning", "info": "note"}


def render_sarif(reports: Sequence[Checked], rules: Iterable[Rule], version: str, lang: str = "sv") -> str:
    """Return reports' findings as SARIF in one language; `rules` are told whether they found something or not."""
    told = _rules(rules, reports, lang)
    places = {rule["id"]: number for number, rule in enumerate(told)}
    run = {
        "tool": {"driver": {"name": "samgraf", "version": version, "language": lang, "rules": told}},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(checked, found, places[found.rule], lang)
            for checked in reports
            for found in in_order(checked.findings)
        ],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return showable(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def _rules(rules: Iterable[Rule], reports: Sequence[Checked], lang: str) -> list[dict[str, Any]]:
    """Return the rules by id, each with what it asks, what to do and what it rests on; shapes of one rule are one."""
    said: dict[str, list[tuple[Words, Words, Words, Words, Severity]]] = {}
    for rule in sorted(rules, key=lambda one: one.shape):
        said.setdefault(rule.rule, []).append((rule.title, rule.message, rule.advice, rule.rests_on, rule.severity))
    for found in (found for checked in reports for found in in_order(checked.findings)):
        if found.rule not in said:
            said[found.rule] = [(found.title, found.message, found.advice, found.rests_on, found.severity)]
    return [_rule(name, parts, lang) for name, parts in sorted(said.items())]


def _rule(name: str, parts: Sequence[tuple[Words, Words, Words, Words, Severity]], lang: str) -> dict[str, Any]:
    """Return one rule from what its shapes say."""

    def joined(at: int) -> str:
        """Return one of the texts of all shapes, each once."""
        texts = dict.fromkeys(words.in_(lang) for part in parts if isinstance(words := part[at], Words))
        return " ".join(text for text in texts if text)

    titles = "; ".join(dict.fromkeys(part[0].in_(lang) for part in parts)) or name
    asked, advice, rests_on = joined(1) or titles, joined(2), joined(3)
    basis = Words("Regeln vilar på", "The rule rests on").in_(lang)
    return {
        "id": name,
        "shortDescription": {"text": titles},
        "fullDescription": {"text": asked},
        "help": {"text": "\n".join(filter(None, [advice, f"{basis}: {rests_on}" if rests_on else ""])) or asked},
        "defaultConfiguration": {"level": LEVELS[parts[0][4]]},
    }


def _result(checked: Checked, found: Finding, place: int, lang: str) -> dict[str, Any]:
    """Return one finding as a result: accepted ones are there, suppressed with their reason."""
    name = [part for part in (found.question, found.insats) if part]
    text = " ".join(filter(None, [found.message.in_(lang), found.advice.in_(lang)]))
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(checked.file)}}}
    if found.first_line is not None:
        region: dict[str, Any] = {"startLine": found.first_line, "endLine": found.last_line or found.first_line}
        if found.quote:
            region["snippet"] = {"text": found.quote}
        location["physicalLocation"]["region"] = region
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": "/".join(name), "kind": "member"}]
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": place,
        "level": LEVELS[found.severity],
        "message": {"text": f"{' '.join(name)}: {text}" if name else text},
        "locations": [location],
        "partialFingerprints": {"samgrafFinding/v1": found.id.rsplit("/", 1)[-1]},
        "properties": {
            "report": checked.title.in_(lang),
            "severity": SEVERITY_WORDS[found.severity][0].in_(lang),
            "question": found.question,
            "insats": found.insats,
            "place": where(found, lang),
            "id": found.short,
        },
    }
    if found.status == "accepted" and found.decision:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": decided(found.decision, lang)}
        ]
    return result


def _uri(file: str) -> str:
    """Return where a file is as SARIF has it: relative to where one stands, or with `file:` if it is absolute."""
    path = PureWindowsPath(file) if "\\" in file else PurePosixPath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/.-_~()")

"""Who publishes, where and under which licence: from `samgraf.toml` of the workspace, or from options of the command."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from samgraf.errors import UsageError
from samgraf.system_words import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LICENCES = {
    "CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "http://creativecommons.org/licenses/by/4.0/",
}
"""The licences that dataportal.se knows, by the IRI that it wants to the letter."""
KINDS = {
    "national": "http://purl.org/adms/publishertype/NationalAuthority",
    "regional": "http://purl.org/adms/publishertype/RegionalAuthority",
    "local": "http://purl.org/adms/publishertype/LocalAuthority",
    "academia": "http://purl.org/adms/publishertype/Academia-ScientificOrganisation",
    "non-profit": "http://purl.org/adms/publishertype/NonProfitOrganisation",
}
"""The kinds of publishers, by the IRI of ADMS."""
KEYS = ("publisher", "organisation_number", "publisher_kind", "contact", "email", "address", "licence", "date", "title")
REQUIRED = ("publisher", "organisation_number", "email", "address")
_NUMBER = re.compile(r"(\d{6})-?(\d{4})")
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Who publishes what where; `address` ends in a slash, `date` is the day of the data, None for that of the reports."""

    publisher: str
    organisation_number: str
    email: str
    address: str
    publisher_kind: str = "regional"
    contact: str = ""
    licence: str = "CC0-1.0"
    date: str | None = None
    title: str = "Regional utveckling: rapporter som länkade data"

    @property
    def publisher_iri(self) -> str:
        """Return the publisher's IRI at dataportal.se."""
        return f"http://dataportal.se/organisation/SE{self.organisation_number}"

    @property
    def licence_iri(self) -> str:
        """Return the licence's IRI, to the letter."""
        return LICENCES[self.licence]


def load_settings(path: Path, given: Mapping[str, str | None]) -> Settings:
    """Return the settings of a workspace's `samgraf.toml`, part [publish]; what is given takes their place.

    Raises:
        UsageError: something is missing, unknown, or has a wrong form.
    """
    held = _section(path)
    known = {key: str(value) for key, value in {**held, **{k: v for k, v in given.items() if v}}.items()}
    missing = [key for key in REQUIRED if not known.get(key)]
    if missing:
        flags = ", ".join(f"--{key.replace('_', '-')}" for key in missing)
        raise UsageError(
            f"Det saknas uppgifter om vem som publicerar och var: {flags}. Ange dem så, eller skriv dem en gång i {path} under [publish]:\n{example()}",
            f"It is not known who publishes and where: {flags}. Give them so, or write them once in {path} under [publish]:\n{example()}",
        )
    return _checked(Settings(**known))


def example() -> str:
    """Return what the part of `samgraf.toml` looks like."""
    return (
        '[publish]\npublisher = "Region Exempel"\norganisation_number = "2321000000"\nemail = "oppnadata@example.se"\n'
        'address = "https://data.example.se/samgraf/"\nlicence = "CC0-1.0"'
    )


def _section(path: Path) -> dict[str, Any]:
    """Return the part [publish] of a file, empty where there is none."""
    try:
        held = tomllib.loads(path.read_text("utf-8")).get("publish", {}) if path.is_file() else {}
    except (OSError, ValueError) as error:
        sv, en = reason_of(error)
        raise UsageError(
            f"{path}: filen går inte att läsa ({sv}). Rätta den.",
            f"{path}: the file cannot be read ({en}). Mend it.",
        ) from error
    if not isinstance(held, dict) or (unknown := sorted(set(held) - set(KEYS))):
        told = ", ".join(unknown) if isinstance(held, dict) else "publish"
        raise UsageError(
            f"{path}: [publish] har okända nycklar: {told}. Nycklarna är {', '.join(KEYS)}.",
            f"{path}: [publish] has unknown keys: {told}. The keys are {', '.join(KEYS)}.",
        )
    return held


def _checked(settings: Settings) -> Settings:
    """Return settings in their one form.

    Raises:
        UsageError: a value has a form that nobody could use.
    """
    number = _NUMBER.fullmatch(settings.organisation_number.strip())
    rules = (
        ("organisation_number", number is not None, "tio siffror", "ten digits"),
        ("email", _EMAIL.fullmatch(settings.email) is not None, "en e-postadress", "an e-mail address"),
        (
            "address",
            _ADDRESS.fullmatch(settings.address) is not None,
            "en adress som börjar med https://",
            "an address that begins with https://",
        ),
        ("licence", settings.licence in LICENCES, f"en av {', '.join(LICENCES)}", f"one of {', '.join(LICENCES)}"),
        ("publisher_kind", settings.publisher_kind in KINDS, f"en av {', '.join(KINDS)}", f"one of {', '.join(KINDS)}"),
        ("date", settings.date is None or _is_date(settings.date), "en dag, 2024-03-01", "a day, 2024-03-01"),
    )
    for key, right, sv, en in rules:
        if not right:
            value = getattr(settings, key)
            raise UsageError(
                f"{key}: {value!r} går inte att använda; det ska vara {sv}.",
                f"{key}: {value!r} cannot be used; it is to be {en}.",
            )
    assert number is not None  # noqa: S101  (a rule above)
    return replace(settings, organisation_number=number[1] + number[2], address=settings.address.rstrip("/") + "/")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""What the operating system refuses, in words of ours: its own are English whatever the language."""

from __future__ import annotations

import csv
import errno
import json
import re
import tomllib

_SYSTEM = {
    errno.ENOENT: ("filen eller mappen finns inte", "no such file or folder"),
    errno.EACCES: ("åtkomst nekad", "permission denied"),
    errno.EPERM: ("åtkomst nekad", "permission denied"),
    errno.ELOOP: ("länken pekar på sig själv", "the link points at itself"),
    errno.ENAMETOOLONG: ("namnet är för långt", "the name is too long"),
    errno.ENOTDIR: ("en del av sökvägen är ingen mapp", "a part of the path is no folder"),
    errno.EEXIST: ("en fil med det namnet finns redan", "a file of that name is there already"),
    errno.EISDIR: ("det är en mapp", "it is a folder"),
    errno.EIO: ("läsfel på disken", "the disk could not be read"),
    errno.EMFILE: ("för många öppna filer", "too many open files"),
    errno.ENOSPC: ("disken är full", "the disk is full"),
    errno.EDQUOT: ("utrymmet är slut", "the quota is used up"),
    errno.EROFS: ("disken går inte att skriva på", "the disk is read-only"),
    errno.EADDRINUSE: ("den är upptagen", "it is taken"),
    errno.ECONNREFUSED: ("ingen svarar där", "nobody answers there"),
    errno.ECONNRESET: ("förbindelsen bröts", "the connection was broken"),
    errno.EHOSTUNREACH: ("ingen väg dit", "no way there"),
    errno.ENETUNREACH: ("inget nät", "no network"),
    errno.EBUSY: ("filen används", "the file is in use"),
}


def system_reason(error: Exception) -> tuple[str, str]:
    """Return why the system refused a file, in Swedish and English."""
    number = getattr(error, "errno", None)
    if number in _SYSTEM:
        return _SYSTEM[number]
    return (f"systemfel {number}", f"system error {number}") if number else ("ogiltig sökväg", "invalid path")


_AT = re.compile(r"line (\d+)")


def reason_of(error: BaseException) -> tuple[str, str]:
    """Return why a file could not be read, in Swedish and English: what the system refused, or which form it has not."""
    if isinstance(error, OSError):
        return system_reason(error)
    if isinstance(error, UnicodeDecodeError):
        return "texten är inte UTF-8", "the text is not UTF-8"
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (json.JSONDecodeError, "JSON"),
        (tomllib.TOMLDecodeError, "TOML"),
        (SyntaxError, "RDF"),
        (csv.Error, "CSV"),
    )
    for kind, name in kinds:
        if isinstance(error, kind):
            number = getattr(error, "lineno", None) or "".join(_AT.findall(str(error))[:1])
            sv, en = (f", rad {number}", f", line {number}") if number else ("", "")
            return f"det är inte giltig {name}{sv}", f"it is no valid {name}{en}"
    if isinstance(error, KeyError):
        return f"{error} saknas", f"{error} is missing"
    if isinstance(error, RecursionError | MemoryError):
        return "den är för stor eller för djupt nästlad", "it is too large or nested too deeply"
    return "innehållet har inte den form som det ska", "its content is not of the form that it must have"

"""What the operating system refuses, in words of ours: its own are English whatever the language."""

from __future__ import annotations

import errno

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

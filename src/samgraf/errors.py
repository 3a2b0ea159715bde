"""What can go wrong, as one tree; each error says what was read, what was wrong, what to do.

SamgrafError
├── UsageError            2  the command or call was wrong
│   └── QueryError        2  a query, its header or its parameters
├── ReadError             3  a file could not be read, or is not a report
│   ├── NotAReportError   3  it was read, but no question of the template is in it
│   ├── ProfileError      3  a loader profile is wrong, or none fits
│   │   └── UnknownProfileError 2  no profile has the id that was asked for
│   ├── ReviewError       3  a sheet of decisions is not ours, or its rows cannot be taken
│   └── ShapesError       3  a user's own shapes are wrong, or more than we run
├── RemoteError           3  another machine was not reached, or did not answer as it should
│   ├── RemoteTimeoutError 3  its whole answer was not here in time
│   ├── RemoteBusyError    3  it asks us to come again later
│   ├── RemoteRefusedError 3  it answered with an error
│   └── RemoteReplyError   3  its answer is not what was asked for
└── WorkspaceError        3  the workspace is damaged, locked or not a workspace
    └── LockedError       3  somebody else is writing
"""

from __future__ import annotations

from typing import ClassVar


class SamgrafError(Exception):
    """An error for a person: Swedish first, English after, and an exit code."""

    exit_code: ClassVar[int] = 3

    def __init__(self, sv: str, en: str) -> None:
        """Keep the message in Swedish (`sv`) and English (`en`)."""
        super().__init__(sv)
        self.sv = sv
        self.en = en

    def message(self, lang: str = "sv") -> str:
        """Return the message in one language, "sv" or "en"."""
        return self.en if lang == "en" else self.sv


class UsageError(SamgrafError):
    """The command or the call was wrong."""

    exit_code = 2


class QueryError(UsageError):
    """A query, its header or its parameters were wrong."""


class ReadError(SamgrafError):
    """A file could not be read."""


class NotAReportError(ReadError):
    """A file was read, but it is not a report."""


class ProfileError(ReadError):
    """A loader profile is wrong, or none fits."""


class UnknownProfileError(ProfileError, UsageError):
    """No profile or column spec has the id that was asked for."""


class ReviewError(ReadError):
    """A sheet of decisions is not ours, or its rows cannot be taken."""


class ShapesError(ReadError):
    """A user's own shapes are wrong, or ask for more than we run."""


class RemoteError(SamgrafError):
    """Another machine was not reached, or did not answer as it should."""


class RemoteTimeoutError(RemoteError):
    """The whole answer was not here in time."""


class RemoteBusyError(RemoteError):
    """The machine asks us to come again later: in `wait` seconds, if it said how long."""

    def __init__(self, sv: str, en: str, wait: float | None = None) -> None:
        """Keep how many seconds to wait beside the message."""
        super().__init__(sv, en)
        self.wait = wait


class RemoteRefusedError(RemoteError):
    """The machine answered with an error, an HTTP status; `challenge` is how it asks who we are, if it does."""

    def __init__(self, sv: str, en: str, status: int, challenge: str = "") -> None:
        """Keep the status and the challenge beside the message."""
        super().__init__(sv, en)
        self.status = status
        self.challenge = challenge


class RemoteReplyError(RemoteError):
    """The answer is not what was asked for: its size, its type, its form, or where it leads."""


class WorkspaceError(SamgrafError):
    """A workspace is damaged, locked, or no workspace."""


class LockedError(WorkspaceError):
    """Somebody else is writing in the workspace."""

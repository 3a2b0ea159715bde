"""Asking services politely: one at a time with a pause between, what they answered kept with its date, a clock over it all.

An answer that is kept is not asked for again, so that a run that was cut short goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from samgraf import files
from samgraf.errors import RemoteBusyError, RemoteReplyError, RemoteTimeoutError
from samgraf.remote import Limits, fetch
from samgraf.remote_sparql import Endpoint, Solutions, ask_endpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

JSON_TYPES = ("application/json", "application/sparql-results+json")
LONGEST_WAIT = 60.0
"""Seconds that a service may ask us to wait; if it wants more, the rest is left for another run."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a service answered, on which day, and whether it was kept from before."""

    value: Any
    on: str
    kept: bool


@dataclass(slots=True)
class Asker:
    """Asks services, and keeps what they answered in `folder`; None keeps nothing.

    `today` is the date of what is asked now, `seconds` how long all of it may take, `pause` the seconds between two requests,
    `days` how old a kept answer may be.
    """

    folder: Path | None
    today: date
    seconds: float = 300.0
    pause: float = 1.0
    days: int = 30
    refresh: bool = False
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    asked: int = 0
    _begun: float | None = field(default=None, repr=False)
    _last: float | None = field(default=None, repr=False)

    def sparql(self, endpoint: str, text: str) -> tuple[list[dict[str, str]], str]:
        """Return the rows of a SELECT as texts by column, and the day of the answer.

        Raises:
            RemoteError: the endpoint did not answer as it should, or time is up.
        """

        def ask(limits: Limits) -> list[dict[str, str]]:
            found: Solutions = ask_endpoint(Endpoint(endpoint), text, limits)
            return found.values()

        answered = self._kept(endpoint, text, ask)
        if not isinstance(answered.value, list):
            raise _odd(endpoint)
        return [row for row in answered.value if isinstance(row, dict)], answered.on

    def json(self, url: str) -> tuple[Any, str]:
        """Return what an address answers in JSON, and the day of the answer.

        Raises:
            RemoteError: it did not answer as it should, or time is up.
        """

        def ask(limits: Limits) -> Any:  # noqa: ANN401  (JSON)
            reply = fetch(url, JSON_TYPES, limits)
            try:
                return json.loads(reply.data)
            except (ValueError, RecursionError) as error:
                raise _odd(url) from error

        answered = self._kept(url, "", ask)
        return answered.value, answered.on

    def _kept(self, address: str, text: str, ask: Callable[[Limits], Any]) -> Answered:
        """Return an answer that is kept, or asked for now and kept."""
        at = self._at(address, text)
        held = None if self.refresh else self._read(at)
        if held:
            return held
        value = self._politely(address, ask)
        answered = Answered(value, self.today.isoformat(), kept=False)
        if at:
            kept = {"asked": address, "query": text, "date": answered.on, "answer": value}
            files.write_whole(
                at, (json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")
            )
        return answered

    def _at(self, address: str, text: str) -> Path | None:
        """Return where an answer is kept."""
        if self.folder is None:
            return None
        name = files.sha256_bytes(f"{address}\n{text}".encode("utf-8", "replace"))
        return self.folder / f"{name[:32]}.json"

    def _read(self, at: Path | None) -> Answered | None:
        """Return a kept answer that is not too old; one that is damaged is as none."""
        if at is None or not at.is_file():
            return None
        try:
            held = json.loads(at.read_bytes())
            on = date.fromisoformat(held["date"])
            value = held["answer"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        fresh = timedelta(0) <= self.today - on <= timedelta(days=self.days)
        return Answered(value, on.isoformat(), kept=True) if fresh else None

    def _politely(self, address: str, ask: Callable[[Limits], T]) -> T:
        """Return an answer, after a pause since the last request, and after the wait that a busy service asks for, once."""
        for again in (True, False):
            self._wait(address, self.pause if self._last is not None else 0.0, since=self._last)
            self.asked += 1
            try:
                return ask(Limits(min(self.limits.seconds, max(0.1, self._left())), self.limits.most_bytes))
            except RemoteBusyError as error:
                wait = self.pause if error.wait is None else error.wait
                if not again or wait > LONGEST_WAIT or wait > self._left():
                    raise
                self.sleep(wait)
            finally:
                self._last = self.clock()
        raise AssertionError  # the loop returns or raises

    def _wait(self, address: str, seconds: float, since: float | None) -> None:
        """Wait until so many seconds have gone since a moment, if there is time for it."""
        left = self._left()
        rest = max(0.0, seconds - (self.clock() - since)) if since is not None else 0.0
        if left <= rest:
            place = urlsplit(address).hostname
            raise RemoteTimeoutError(
                f"{place}: tiden är slut ({self.seconds:g} sekunder). Det som hann svara är sparat: kör igen, så fortsätter det där.",
                f"{place}: time is up ({self.seconds:g} seconds). What was answered is kept: run again to go on from there.",
            )
        if rest:
            self.sleep(rest)

    def _left(self) -> float:
        """Return how many seconds there are left; the clock starts at the first request."""
        if self._begun is None:
            self._begun = self.clock()
        return self.seconds - (self.clock() - self._begun)


def _odd(address: str) -> RemoteReplyError:
    """Return the error for an answer that is of another form than the service's documentation says."""
    place = address.partition("?")[0]
    return RemoteReplyError(
        f"{place}: svaret har inte den form som tjänsten beskriver. Ingenting av det användes.",
        f"{place}: the answer has not the form that the service describes. Nothing of it was used.",
    )

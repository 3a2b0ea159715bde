"""Who asks another machine: nobody, a name with a password (Basic, or Digest where the machine wants it), or a token."""

from __future__ import annotations

import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.errors import RemoteRefusedError
from samgraf.remote import Limits, Reply, send

if TYPE_CHECKING:
    from collections.abc import Sequence

UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a SPARQL endpoint is, and who asks it. `update` is where updates go, if that is another address."""

    query: str
    update: str | None = None
    user: str | None = None
    password: str | None = None
    token: str | None = None


@dataclass(slots=True)
class Login:
    """Signs requests to one machine; how it wants that is found out with the first one, which ought to be small.

    A machine that wants Digest cuts a large request that comes unsigned, and one that comes with Basic.
    """

    endpoint: Endpoint
    _digest: urllib.request.HTTPDigestAuthHandler | None = None
    _challenge: dict[str, str] = field(default_factory=dict)

    def find_out(self, request: urllib.request.Request, accept: Sequence[str], limits: Limits) -> Reply:
        """Return the answer to a request that reads, sent unsigned first.

        Raises:
            RemoteError: the machine did not answer as it should.
        """
        if self.endpoint.user is None:
            return self.send(request, accept, limits)
        request.remove_header("Authorization")
        try:
            return send(request, accept, limits)
        except RemoteRefusedError as error:
            if error.status != UNAUTHORIZED:
                raise
            self._heed(error.challenge)
        return self.send(request, accept, limits)

    def send(self, request: urllib.request.Request, accept: Sequence[str], limits: Limits) -> Reply:
        """Return the answer to a request, signed as the machine wants it.

        Raises:
            RemoteError: the machine did not answer as it should.
        """
        for last in (False, True):
            self._sign(request)
            try:
                return send(request, accept, limits)
            except RemoteRefusedError as error:  # the number to sign with grows old
                if last or error.status != UNAUTHORIZED or not self._renewed(request, error.challenge):
                    raise
        raise AssertionError  # the loop returns or raises

    def _renewed(self, request: urllib.request.Request, challenge: str) -> bool:
        """Return whether a request can be signed anew, by another number or in another way."""
        if not challenge and self.endpoint.user is not None:  # one that wants Digest does not say so to Basic
            probe = urllib.request.Request(request.full_url.partition("?")[0])  # noqa: S310  (`send` checks it)
            try:
                send(probe, (), Limits())
            except RemoteRefusedError as error:
                challenge = error.challenge
        return self._heed(challenge)

    def _heed(self, challenge: str) -> bool:
        """Return whether a challenge is one for Digest, which requests are then signed by."""
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() != "digest" or self.endpoint.user is None:
            return False
        self._challenge = urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest))
        if self._digest is None:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, self.endpoint.query, self.endpoint.user, self.endpoint.password or "")
            self._digest = urllib.request.HTTPDigestAuthHandler(known)
        return True

    def _sign(self, request: urllib.request.Request) -> None:
        """Say in a request who asks."""
        if self.endpoint.token is not None:
            request.add_header("Authorization", f"Bearer {self.endpoint.token}")
        elif self._digest is not None:
            signed = self._digest.get_authorization(request, self._challenge)
            request.add_header("Authorization", f"Digest {signed}")
        elif self.endpoint.user is not None:
            request.add_header("Authorization", basic(self.endpoint.user, self.endpoint.password or ""))


def basic(user: str, password: str) -> str:
    """Return what says who asks, by Basic."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()

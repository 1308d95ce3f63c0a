"""Fetch an act from the web: over https with its certificate checked, within limits, politely."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import regex

from pipeline import __version__
from pipeline.errors import TizmekError
from pipeline.read.files import MAX_BYTES

if TYPE_CHECKING:
    import httpx

_MOST_REDIRECTS = 5
_TRIES = 4
# Seconds: to connect or wait for the next bytes, between two requests to one host, and the longest that it may ask for.
_TIMEOUT, _PAUSE, _LONGEST_PAUSE = 30.0, 1.0, 60.0
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_OK, _NOT_MODIFIED = 200, 304
_CERTIFICATE = "CERTIFICATE_VERIFY_FAILED"
# What the name of a file may end in: ".pdf".
_SUFFIX = regex.compile(r"\.[A-Za-z0-9]{1,8}")


class FetchError(TizmekError):
    """A file could not be fetched from the web."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: its bytes, the end of its name (`.pdf`), and the tag to ask with whether it changed since."""

    data: bytes
    suffix: str
    etag: str | None


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The file is at another address."""

    url: httpx.URL


@dataclass(frozen=True, slots=True)
class _Busy:
    """The server has trouble of the moment, and may say how long to wait."""

    told: str
    seconds: float


@dataclass(slots=True)
class Fetcher:
    """Fetches files one after the other; remembers when it asked which host last."""

    pause: float = _PAUSE
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, etag: str | None = None) -> Fetched | None:
        """Fetch a file; None where it is the one with the tag. Raises FetchError for all that isn't the whole file."""
        import httpx

        try:
            with httpx.Client(
                verify=ssl.create_default_context(), timeout=_TIMEOUT, headers={"User-Agent": f"tizmek/{__version__}"}
            ) as client:
                return self._follow(client, httpx.URL(url), etag)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            advice = "check the address and the network, then try again"
            raise FetchError(f"can't fetch it: {error}", place=url, advice=advice) from error

    def _follow(self, client: httpx.Client, url: httpx.URL, etag: str | None) -> Fetched | None:
        for _ in range(_MOST_REDIRECTS + 1):
            if url.scheme != "https" or url.userinfo:
                advice = "name an address with https and without a password, or download the file and add it"
                raise FetchError("only https is fetched", place=str(url.copy_with(userinfo=None)), advice=advice)
            answer = self._insist(client, url, etag)
            if not isinstance(answer, _Elsewhere):
                return answer
            url = answer.url
        raise FetchError(f"more than {_MOST_REDIRECTS} redirects", place=str(url), advice="name the last address")

    def _insist(self, client: httpx.Client, url: httpx.URL, etag: str | None) -> Fetched | _Elsewhere | None:
        """Ask until there is an answer that is no trouble of the moment, or too often."""
        import httpx

        for attempt in range(1, _TRIES):
            self._wait(url.host)
            pause = self.pause * 2**attempt
            try:
                answer = _ask(client, url, etag)
            except httpx.TransportError as error:
                if _CERTIFICATE in str(error):  # that is no trouble of the moment
                    raise
                time.sleep(pause)
                continue
            if not isinstance(answer, _Busy):
                return answer
            time.sleep(max(pause, answer.seconds))
        self._wait(url.host)
        answer = _ask(client, url, etag)
        if isinstance(answer, _Busy):
            raise FetchError(f"the server answers {answer.told}", place=str(url), advice="try again later")
        return answer

    def _wait(self, host: str) -> None:
        since = time.monotonic() - self._asked.get(host, float("-inf"))
        if since < self.pause:
            time.sleep(self.pause - since)
        self._asked[host] = time.monotonic()


def _ask(client: httpx.Client, url: httpx.URL, etag: str | None) -> Fetched | _Elsewhere | _Busy | None:
    """Ask once; None where the file is the one with the tag."""
    with client.stream("GET", url, headers={"If-None-Match": etag} if etag else {}) as response:
        told = f"{response.status_code} {response.reason_phrase}"
        if response.next_request is not None:
            return _Elsewhere(response.next_request.url)
        if response.status_code == _NOT_MODIFIED:
            return None
        if response.status_code in _TRY_AGAIN:
            return _Busy(told, _seconds(response.headers.get("Retry-After", "")))
        if response.status_code != _OK:
            raise FetchError(f"the server answers {told}", place=str(url), advice="check the address")
        data = bytearray()
        for block in response.iter_bytes():
            data += block
            if len(data) > MAX_BYTES:
                raise FetchError(f"more than the {MAX_BYTES:,} bytes a source may have", place=str(url))
        suffix = PurePosixPath(url.path).suffix
        return Fetched(bytes(data), suffix if _SUFFIX.fullmatch(suffix) else "", response.headers.get("ETag"))


def _seconds(told: str) -> float:
    """Return the seconds that a server asks to wait; none where it names a day, or nothing."""
    return min(float(told), _LONGEST_PAUSE) if told.isdecimal() else 0.0

"""Acts from the web, fetched from a real server over https."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from pipeline.cli import fetching
from pipeline.cli.fetching import Fetcher, FetchError
from tests.releases.acts import DECREE
from tests.test_cli import assert_refused, tizmek


@dataclass
class Site:
    """A server: what it answers by path, one answer after the other, and what it was asked."""

    address: str
    authority: Path
    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def says(self, path: str, *answers: tuple[int, dict[str, str], bytes]) -> str:
        self.answers[path] = list(answers)
        return self.address + path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, self.headers.get("If-None-Match")))
            answers = found.answers.get(self.path, [(404, {}, b"")])
            code, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(code)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has there
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Site(f"https://localhost:{server.server_port}", tmp_path / "authority.pem")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(found.authority))
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(pause=0.01)


def test_file_is_fetched(site: Site, fetcher: Fetcher) -> None:
    url = site.says("/act.html", (200, {"ETag": '"1"'}, b"<p>1</p>"))
    fetched = fetcher.fetch(url)
    assert fetched is not None
    assert (fetched.data, fetched.suffix, fetched.etag) == (b"<p>1</p>", ".html", '"1"')


def test_file_that_is_as_it_was_is_none(site: Site, fetcher: Fetcher) -> None:
    url = site.says("/act.html", (304, {}, b""))
    assert fetcher.fetch(url, '"1"') is None
    assert site.asked == [("/act.html", '"1"')]


def test_redirects_are_followed_but_never_off_https(site: Site, fetcher: Fetcher) -> None:
    site.says("/new.pdf", (200, {}, b"%PDF"))
    fetched = fetcher.fetch(site.says("/old", (302, {"Location": "/new.pdf"}, b"")))
    assert fetched is not None
    assert (fetched.data, fetched.suffix) == (b"%PDF", ".pdf")
    with pytest.raises(FetchError, match="only https"):
        fetcher.fetch(site.says("/plain", (302, {"Location": "http://localhost/act"}, b"")))
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.fetch(site.says("/round", (302, {"Location": "/round"}, b"")))


def test_trouble_of_the_moment_is_waited_for(site: Site, fetcher: Fetcher) -> None:
    url = site.says("/act", (503, {"Retry-After": "0"}, b""), (429, {}, b""), (200, {}, b"act"))
    fetched = fetcher.fetch(url)
    assert fetched is not None
    assert fetched.data == b"act"
    assert len(site.asked) == 3


def test_trouble_that_stays_is_told(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="503"):
        fetcher.fetch(site.says("/act", (503, {}, b"")))
    assert len(site.asked) == 4
    with pytest.raises(FetchError, match="404"):
        fetcher.fetch(site.address + "/nothing")


# A connection that ends early gives no half of a file.
def test_body_that_ends_early_is_refused(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="can't fetch it"):
        fetcher.fetch(site.says("/act", (200, {"Content-Length": "100", "Connection": "close"}, b"half")))


def test_file_that_is_too_large_is_refused(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 10)
    with pytest.raises(FetchError, match="more than the 10 bytes"):
        fetcher.fetch(site.says("/act", (200, {}, b"eleven bytes")))


def test_certificate_that_nobody_vouches_for_is_refused(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        fetcher.fetch(site.says("/act", (200, {}, b"act")))
    assert site.asked == []


def test_plain_http_is_refused(fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="only https"):
        fetcher.fetch("http://localhost/act")


def test_requests_to_one_host_are_apart(site: Site) -> None:
    waited: list[float] = []
    fetcher = Fetcher(pause=5)
    url = site.says("/act", (200, {}, b"act"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.cli.fetching.time.sleep", waited.append)
        fetcher.fetch(url)
        fetcher.fetch(url)
    assert len(waited) == 1
    assert 0 < waited[0] <= 5


# Added from the web, asked again, then changed there: one source, with the new text.
def test_add_an_address(site: Site, tmp_path: Path) -> None:
    team = tmp_path / "team"
    team.mkdir()

    def add(address: str) -> subprocess.CompletedProcess[str]:
        return tizmek("add", address, "--yes", folder=team, SSL_CERT_FILE=str(site.authority))

    first, second = (DECREE.format(number=number).encode() for number in (1, 2))
    url = site.says("/act.txt", (200, {"ETag": '"1"'}, first))
    assert add(url).returncode == 0
    home = team / "sources" / "kg-2011-1"
    assert f'origin_url = "{url}"' in (home / "source.toml").read_text("utf-8")
    site.says("/act.txt", (304, {}, b""))
    again = add(url)
    assert (again.returncode, again.stdout) == (0, f"{url}: not changed since kg-2011-1 was registered\n")
    assert site.asked[-1] == ("/act.txt", '"1"')
    site.says("/act.txt", (200, {"ETag": '"2"'}, second))
    changed = add(url)
    assert f"{url}: a new text of kg-2011-1" in changed.stdout
    assert (home / "act-2.txt").read_bytes() == second
    assert (home / "act.txt").read_bytes() == first
    assert 'file = "act-2.txt"' in (home / "source.toml").read_text("utf-8")
    assert_refused(add(site.address + "/none"), 3, "404")

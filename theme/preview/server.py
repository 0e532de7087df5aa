"""Serves the preview to browsers of this machine, and watches the files that it is made from."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from mkdocs.exceptions import Abort

from theme.build.search_index import FIRST, INDEX
from theme.preview.notices import log
from theme.preview.preview import NEUTRAL, SCRIPT, Preview

EVERY, SETTLED = 0.1, 0.05
"""Seconds between two looks at the files, and without a further change before one is taken in."""

REST = 10
"""How many times longer than a look the pause before the next one is, however many files there are."""


class Server(ThreadingHTTPServer):
    """What `mkdocs serve` runs instead of its own server."""

    daemon_threads = True

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        handler = partial(Handler, preview, directory=preview.config.site_dir)
        super().__init__((host, port), handler, bind_and_activate=False)
        self._preview = preview
        self._answers = threading.Thread(target=self.serve_forever, args=[0.05], daemon=True)

    def watch(self, path: str) -> None:
        """Nothing: what is watched is not MkDocs' to say."""

    def serve(self, *, open_in_browser: bool = False) -> None:  # MkDocs asks
        """Serve until Ctrl-C. Abort where the port cannot be had."""
        logging.getLogger("mkdocs.plugins").setLevel(logging.WARNING)
        host, port = self.server_address[:2]
        try:
            self.server_bind()
        except OSError as error:
            raise Abort(
                f"Port {port} cannot be had ({error.strerror}). Is a preview running already? "
                f"To use another: make serve PORT={int(port) + 1}"
            ) from None
        except OverflowError:
            raise Abort(f"There is no port {port}: the last one is 65535.") from None
        self.server_activate()
        saved = changes(lambda: snapshot(self._preview.watched), time.sleep)
        next(saved)
        self._preview.update()
        self._answers.start()
        log.info(
            f"The site is on http://{host!s}:{port}/ and follows what you save. Ctrl-C ends it."
        )
        for written, moved in saved:
            self._preview.update(written, moved)

    def shutdown(self) -> None:
        """End at once."""
        if self._answers.is_alive():
            super().shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that leave while an answer is on its way."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(SimpleHTTPRequestHandler):
    """Answers with pages of the preview, news of them, and files of the site's folder."""

    def __init__(self, preview: Preview, *args: object, directory: str) -> None:
        self._preview = preview
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a page, the news, or a file."""
        url = urlsplit(self.path)
        address = unquote(url.path).lstrip("/")
        if address == "live":
            self._send_news(parse_qs(url.query))
        elif address == SCRIPT:
            self._send("text/javascript", Path(__file__).with_name(SCRIPT).read_bytes())
        elif address.endswith("/") or address in NEUTRAL:
            if page := self._page(address):
                self._send("text/html; charset=utf-8", page)
            else:
                self.send_error(HTTPStatus.NOT_FOUND)
        elif "." in address:
            if address.startswith(f"{INDEX}/") and address.rpartition("/")[2] in FIRST:
                self._preview.index()
            super().do_GET()
        elif self._page(f"{address}/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{quote(address)}/{url.query and f'?{url.query}'}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _page(self, address: str) -> bytes | None:
        return None if ".." in address.split("/") else self._preview.html(address)

    def _send_news(self, asked: Mapping[str, Sequence[str]]) -> None:
        try:
            serial, page = int(asked["serial"][0]), asked["page"][0]
        except (KeyError, ValueError):
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            news = self._preview.news(serial, page.lstrip("/"))
            self._send("application/json", json.dumps(news).encode())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page where there is none at an address."""
        page = self._preview.html("404.html") if code == HTTPStatus.NOT_FOUND else None
        if page is None:
            super().send_error(code, message, explain)
        else:
            self._send("text/html; charset=utf-8", page, HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Have browsers ask again each time."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _send(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Snapshot = dict[Path, tuple[int, int, int]]
"""Of each file: when it was written, how long it is, and which one it is."""


def changes(
    look: Callable[[], Snapshot],
    pause: Callable[[float], None],
    clock: Callable[[], float] = time.thread_time,
) -> Iterator[tuple[set[Path], set[Path]]]:
    """(files written, files that came or went) since the last time, each time that there are any.

    First, at once, nothing: from then on changes count. Editors write a file in several steps, and
    git many files: what belongs together comes together.
    """
    before = look()
    yield set(), set()
    took = 0.0
    while True:
        pause(max(EVERY, REST * took))
        started = clock()
        after = look()
        took = clock() - started
        if after == before:
            continue
        pause(SETTLED)
        while (later := look()) != after:
            after = later
            pause(SETTLED)
        moved = before.keys() ^ after.keys()
        yield {p for p in before.keys() & after.keys() if before[p] != after[p]}, moved
        before = after


def snapshot(paths: tuple[Path, ...]) -> Snapshot:
    """The state of the files at and below some paths.

    Looked at one by one, since that works on every file system, with every editor and with git, and
    takes a few milliseconds.
    """
    seen: Snapshot = {}
    for file in files(paths):
        try:
            status = file.stat()
        except OSError:
            continue  # gone since
        seen[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return seen


def files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files at and below some paths, without generated pages and what editors keep for themselves."""
    for path in paths:
        if path.is_file():
            yield path
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if name not in ("__pycache__", "generated")]
            yield from (
                Path(folder, name) for name in names if not name.startswith(".") and name[-1] != "~"
            )

"""Two servers on 127.0.0.1: one of a built site, one that gives the answers that a test defines."""

from __future__ import annotations

import gzip
import json
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class FileHandler(BaseHTTPRequestHandler):
    """Answers with a file of the folder, compressed where that helps, or with 404.html."""

    folder: ClassVar[Path]
    protocol_version = "HTTP/1.1"  # connections stay open
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send a file."""
        path = unquote(urlsplit(self.path).path)
        file = (self.folder / path.lstrip("/")).resolve()
        if file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if file.is_dir():
            file /= "index.html"
        status = HTTPStatus.OK
        if not (file.is_relative_to(self.folder) and file.is_file()):
            status, file = HTTPStatus.NOT_FOUND, self.folder / "404.html"
        compressed = file.suffix in COMPRESSED and "gzip" in self.headers["Accept-Encoding"]
        body = content(file, compressed)
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Ignores readers who leave before a page has arrived."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report all other errors."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@cache
def content(file: Path, compressed: bool) -> bytes:
    """The bytes that are sent for a file."""
    body = file.read_bytes()
    return gzip.compress(body, 6, mtime=0) if compressed else body


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[None]:
    """Have a server answer in a thread."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address: "http://127.0.0.1:1234/"."""
    handler = type("Handler", (FileHandler,), {"folder": folder.resolve()})
    server = Server(("127.0.0.1", 0), handler)
    with running(server):
        yield f"http://127.0.0.1:{server.server_port}/"


# --- answers that a test defines ---------------------------------------------------------------


class Received(NamedTuple):
    """A request: `GET /path?query`, its headers, its body."""

    what: str
    headers: Message
    body: bytes


@dataclass
class Host:
    """The address of the host, and every request so far."""

    address: str
    received: list[Received] = field(default_factory=list)

    def of(self, method: str) -> list[Received]:
        """The requests of a method."""
        return [request for request in self.received if request.what.startswith(method + " ")]


@contextmanager
def answering(answers: Mapping[str, Any]) -> Iterator[Host]:
    """A host that answers `GET /path` with JSON, bytes, a status, or a redirect (a str).

    It answers 404 to everything that is not in `answers`. Answers may be added while it runs.
    """

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            what = f"{self.command} {self.path}"
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            host.received.append(Received(what, self.headers, body))
            answer = answers.get(what, 404)
            status = answer if isinstance(answer, int) else 302 if isinstance(answer, str) else 200
            self.send_response(status)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.end_headers()
            if status == 200:
                self.wfile.write(
                    answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                )

        do_GET = do_POST = do_PATCH = answer  # noqa: N815  # as http.server calls them

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    with running(server):
        yield host

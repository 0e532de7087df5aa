"""A host on 127.0.0.1 that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A request: `GET /path?query`, its headers, its body."""

    what: str
    headers: Message
    body: bytes


@dataclass
class Host:
    """Where the host is, and every request so far."""

    address: str
    asked: list[Asked] = field(default_factory=list)

    def of(self, method: str) -> list[Asked]:
        """The requests of a method."""
        return [asked for asked in self.asked if asked.what.startswith(method + " ")]


@contextmanager
def answering(answers: Mapping[str, Any]) -> Iterator[Host]:
    """A host that answers each `GET /path` with JSON, bytes, a status, or (a str) leads elsewhere.

    What is not in `answers` is answered 404. Answers may be added while it runs.
    """

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            what = f"{self.command} {self.path}"
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            host.asked.append(Asked(what, self.headers, body))
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
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

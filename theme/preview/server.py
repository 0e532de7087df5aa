"""MkDocs' own live-reload server, with three changes for the preview.

- A page is made when it is asked for, instead of all pages at each change.
- What is wrong is shown above the page.
- watchdog's native observer reports which files were saved; MkDocs' polling observer looks at every
  file twice a second and reports only that something changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from theme.build.search_index import FIRST, INDEX
from theme.preview.notices import Notice, to_html
from theme.preview.preview import NEUTRAL, Preview

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SETTLED = 0.05
"""Seconds without a further change before the changes are used: git writes many files at once."""

SEARCH = tuple(f"{INDEX}/{language}/{name}" for language in ("fr", "nl") for name in FIRST)
"""What a browser asks for first when somebody searches."""

CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Server(LiveReloadServer):
    """Serves the preview. It replaces the server that MkDocs made for the same address."""

    def __init__(self, preview: Preview, mkdocs: LiveReloadServer) -> None:
        self._preview = preview
        self._saved: SimpleQueue[Path] = SimpleQueue()
        config = preview.config
        super().__init__(self._update, *config.dev_addr, config.site_dir, mkdocs.mount_path)
        self.error_handler = mkdocs.error_handler
        self.build_delay = SETTLED
        self.observer = SavedFiles(self._saved, preview)
        for path in preview.watched:
            self.watch(str(path))
        # The folder of mkdocs.yml, because editors replace files: a watch on the old file would end.
        self.watch(str(preview.root), recursive=False)

    def _update(self) -> None:
        self._preview.update({self._saved.get() for _ in range(self._saved.qsize())})

    def server_bind(self) -> None:
        """Take the port. Abort if that fails."""
        host, port = self.server_address[:2]
        try:
            super().server_bind()
        except OSError as error:
            raise Abort(
                f"Port {port} of {host!s} cannot be used ({error.strerror}). Is a preview running "
                f"already? To use another port: make serve PORT={port + 1}"
            ) from None
        except OverflowError:
            raise Abort(f"There is no port {port}: the last one is 65535.") from None

    def serve_request(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Make what is asked for, then answer as MkDocs does."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        address = path.removeprefix(self.mount_path)
        if address in SEARCH:
            self._preview.index()
        if "." in address and address not in NEUTRAL:
            return super().serve_request(environ, start_response)
        page = address if address in NEUTRAL else f"{address.rstrip('/')}/"
        notices = self._preview.make(page)

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            kept = [(name, value) for name, value in headers if name != "Content-Length"]
            return start_response(status, kept)

        html = b"".join(super().serve_request(environ, start))
        return [with_notices(html, notices)]


def with_notices(html: bytes, notices: list[Notice]) -> bytes:
    """Return a page with the notices as the first thing in its body."""
    panel = to_html(notices).encode()
    return re.sub(rb"<body[^>]*>", lambda body: body[0] + panel, html, count=1)


class SavedFiles(Observer):  # type: ignore[misc, valid-type]
    """Watches files, and puts the path of each saved file into a queue before it calls the server."""

    def __init__(self, saved: SimpleQueue[Path], preview: Preview) -> None:
        super().__init__()
        self._saved, self._preview = saved, preview

    def schedule(self, event_handler: FileSystemEventHandler, path: str, **options: Any) -> Any:
        """Watch a path for the server's handler."""
        handler = Saved(event_handler, self._saved, self._preview)
        return super().schedule(handler, path, event_filter=CHANGES, **options)


class Saved(FileSystemEventHandler):
    """Passes on changes of files that pages depend on."""

    def __init__(
        self, handler: FileSystemEventHandler, saved: SimpleQueue[Path], preview: Preview
    ) -> None:
        self._handler, self._saved, self._preview = handler, saved, preview

    def dispatch(self, event: FileSystemEvent) -> None:
        """Queue the files of an event, then call the handler of the server."""
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        used = [path for path in paths if self._preview.uses(path)]
        for path in used:
            self._saved.put(path)
        if used:
            self._handler.dispatch(event)

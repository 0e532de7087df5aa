"""Talks to yaml-language-server as an editor does: JSON-RPC over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator import REPOSITORY

OFFLINE = Path(__file__).with_name("offline.cjs")
PROGRAM = REPOSITORY / "node_modules/.bin/yaml-language-server"
PATIENCE = 60  # seconds, for a whole conversation


class Editor:
    """An editor with a folder open. Places are (line, column) from 0, as the protocol counts."""

    def __init__(self, process: subprocess.Popen[bytes], settings: Mapping[str, Any]) -> None:
        self._process = process
        self._settings = settings
        self._sent = 0
        self._diagnostics: dict[str, list[Any]] = {}

    def open(self, file: Path, text: str) -> list[Any]:
        """What the server finds wrong in a file that says `text`, whatever stands on disk."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while file.as_uri() not in self._diagnostics:
            self._read()
        return self._diagnostics.pop(file.as_uri())

    def complete(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What can be written at a place, with what each of it means."""
        answer = self._ask_at("completion", file, line, column)
        return {item["label"]: _text(item.get("documentation")) for item in answer["items"]}

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is told of the word at a place."""
        answer = self._ask_at("hover", file, line, column)
        return _text(answer and answer["contents"])

    def _ask_at(self, what: str, file: Path, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        document = {"uri": file.as_uri()}
        return self.ask(f"textDocument/{what}", {"textDocument": document, "position": place})

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request."""
        self._sent += 1
        self._write({"id": self._sent, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._sent and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Something that has no answer."""
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _read(self) -> Any:
        """The server's next message. What it asks is answered, what it finds wrong is kept."""
        assert self._process.stdout
        length = 0
        while (header := self._process.stdout.readline()) != b"\r\n":
            assert header, "the language server has ended"
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self._process.stdout.read(length))
        match message.get("method"):
            case "workspace/configuration":
                result = [self._section(item["section"]) for item in message["params"]["items"]]
                self._write({"id": message["id"], "result": result})
            case "textDocument/publishDiagnostics":
                params = message["params"]
                self._diagnostics[params["uri"]] = params["diagnostics"]
            case str() if "id" in message:
                self._write({"id": message["id"], "result": None})
        return message

    def _section(self, name: str) -> Any:
        """The settings below a name: "yaml" is everything that begins with "yaml."."""
        if name in self._settings:
            return self._settings[name]
        section: dict[str, Any] = {}
        for key, value in self._settings.items():
            if key.startswith(f"{name}."):
                *path, last = key.split(".")[1:]
                place = section
                for step in path:
                    place = place.setdefault(step, {})
                place[last] = value
        return section


def _text(content: Any) -> str:
    return content["value"] if isinstance(content, dict) else content or ""


@contextmanager
def editor(folder: Path, settings: Mapping[str, Any]) -> Iterator[Editor]:
    """An editor that has `folder` open, with the settings of its user or workspace."""
    process = subprocess.Popen(
        ["node", "--require", OFFLINE, PROGRAM, "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    deadline = threading.Timer(PATIENCE, process.kill)
    deadline.start()
    try:
        session = Editor(process, settings)
        workspace = {"uri": folder.as_uri(), "name": folder.name}
        markdown = {"documentationFormat": ["markdown", "plaintext"]}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": {"completionItem": markdown}},
        }
        start = {"processId": None, "rootUri": folder.as_uri(), "workspaceFolders": [workspace]}
        session.ask("initialize", {**start, "capabilities": capabilities})
        session.tell("initialized", {})
        yield session
    finally:
        deadline.cancel()
        process.kill()
        _, said = process.communicate()
    # It writes to its standard error what it asks of the network (offline.cjs), and nothing else.
    assert said.decode() == ""

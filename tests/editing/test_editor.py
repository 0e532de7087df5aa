"""Editors: our schemas in the YAML language server of VS Code, and the settings of this workspace."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from generator import REPOSITORY
from generator.core.problem import Problem
from generator.dataset.dataset import Dataset
from generator.records import KINDS, Commune
from tests.support.repository import Repository

PROGRAM = REPOSITORY / "node_modules/.bin/yaml-language-server"
ACTIVITY = "data/activities/2022-ixelles-m2-1.yml"


def configured(name: str) -> Any:
    """A file with which VS Code opens this repository."""
    return json.loads((REPOSITORY / ".vscode" / name).read_text("utf-8"))


class LanguageServer:
    """A client of yaml-language-server: JSON-RPC over its standard input and output."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self._stdin, self._stdout = stdin, stdout

    def send(self, **message: Any) -> None:
        """Sends a request or a notification."""
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._stdin.flush()

    def wait_for(self, **expected: Any) -> Any:
        """The next message with these members. Answers with our settings, when asked for them."""
        while True:
            length = 0
            while (header := self._stdout.readline()) != b"\r\n":
                assert header, "the language server has ended"
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            message = json.loads(self._stdout.read(length))
            if message.get("method") == "workspace/configuration":
                items = [settings(item["section"]) for item in message["params"]["items"]]
                self.send(id=message["id"], result=items)
            if expected.items() <= message.items():
                return message

    def diagnostics(self, file: Path, text: str) -> Any:
        """What the server underlines in a file that is opened with a text."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        return self.wait_for(method="textDocument/publishDiagnostics")["params"]["diagnostics"]

    def completions(self, file: Path, line: int, character: int) -> Any:
        """What the server offers at a place of an open file."""
        place = {"line": line, "character": character}
        params = {"textDocument": {"uri": file.as_uri()}, "position": place}
        self.send(id="complete", method="textDocument/completion", params=params)
        return self.wait_for(id="complete")["result"]["items"]


def settings(section: str) -> dict[str, Any]:
    """The settings of this workspace below a section: "yaml.schemas" is `schemas` in "yaml"."""
    found: dict[str, Any] = {}
    for key, value in configured("settings.json").items():
        *path, last = key.split(".")
        if path and path[0] == section:
            place = found
            for step in path[1:]:
                place = place.setdefault(step, {})
            place[last] = value
    return found


@pytest.fixture
def server(repository: Repository) -> Iterator[LanguageServer]:
    """A server that has the toy open, with its schemas."""
    assert repository.run("schema").exit_code == 0
    command = ["node", str(PROGRAM), "--stdio"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=repository.root)
    deadline = threading.Timer(60, process.kill)
    deadline.start()
    try:
        assert process.stdin
        assert process.stdout
        server = LanguageServer(process.stdin, process.stdout)
        folder = {"uri": repository.root.as_uri(), "name": "toy"}
        workspace = {"configuration": True, "workspaceFolders": True}
        capabilities = {"workspace": workspace, "textDocument": {"completion": {}}}
        start = {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder]}
        params = {**start, "capabilities": capabilities}
        server.send(id="start", method="initialize", params=params)
        server.wait_for(id="start")
        server.send(method="initialized", params={})
        yield server
    finally:
        deadline.cancel()
        process.kill()
        process.communicate()


def test_an_editor_completes_communes_and_underlines_a_wrong_one(
    server: LanguageServer, repository: Repository, toy: Dataset
) -> None:
    text = repository.read(ACTIVITY)
    line = next(i for i, line in enumerate(text.split("\n")) if line == "commune: ixelles")
    wrong, open_end = (text.replace("commune: ixelles", f"commune: {x}") for x in ("elsene", ""))
    files = [(repository.root / ACTIVITY).with_name(f"{name}.yml") for name in "abc"]

    assert server.diagnostics(files[0], text) == []
    [mistake] = server.diagnostics(files[1], wrong)
    assert mistake["range"] == {
        "start": {"line": line, "character": len("commune: ")},
        "end": {"line": line, "character": len("commune: elsene")},
    }
    server.diagnostics(files[2], open_end)
    offered = {
        item["label"]: item["documentation"]
        for item in server.completions(files[2], line, len("commune: "))
    }
    assert list(offered) == [commune.id for commune in toy.all(Commune)]
    assert "Ixelles / Elsene" in str(offered["ixelles"])


# --- the workspace -----------------------------------------------------------------------------


def test_every_kind_of_record_has_its_schema_in_the_settings() -> None:
    schemas = configured("settings.json")["yaml.schemas"]

    assert schemas.keys() == {f"schemas/{kind.kind}.json" for kind in KINDS}
    for schema, files in schemas.items():
        assert files.startswith(f"data/{Path(schema).stem}/")


def test_the_tasks_are_targets_of_make() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")

    for task in configured("tasks.json")["tasks"]:
        target = task["command"].removeprefix("make ")
        assert re.search(rf"^{target}: .*## ", makefile, re.MULTILINE)


@pytest.mark.parametrize("severity", ["error", "warning", "silenced"])
def test_problems_of_check_are_underlined_unless_silenced(severity: Any) -> None:
    problem = Problem("data/a/b.yml", 3, 7, "title.nl", "code", "is wrong", "fix it", severity)
    (task,) = (task for task in configured("tasks.json")["tasks"] if task["label"] == "check")
    pattern = task["problemMatcher"]["pattern"]
    match = re.match(pattern["regexp"], str(problem).split("\n")[0])

    if severity == "silenced":
        assert match is None
    else:
        assert match
        assert {part: match[group] for part, group in pattern.items() if part != "regexp"} == {
            "file": "data/a/b.yml",
            "line": "3",
            "column": "7",
            "severity": "warning" if severity == "warning" else None,
            "message": "title.nl: is wrong [code]",
        }

"""Measures what `diff` of a change costs, compared with `check` of the same data.

`python -m benchmarks.diff` changes one amount, one term (which every page may explain) and the name of
the administration (which every record refers to) in copies of the data, and runs both commands in turn.
Each run is a whole process with its start-up. The speed of the machine drifts: the ratio is the median
of the ratios of pairs.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from generator import REPOSITORY

CHANGES = {
    "one amount": ("projects", r"(?m)^amount: \d+$", "amount: 12345"),
    "one term": ("terms", r"(?m)^meaning:\n  fr: ", "meaning:\n  fr: Bien dit, "),
    "the administration": ("administrations", r"(?m)^name:\n  fr: ", "name:\n  fr: Autre "),
}


def seconds(*command: str) -> float:
    """How long a command of the generator takes, as a user waits for it."""
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "generator", *command],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return time.monotonic() - start


def change(root: Path, folder: str, pattern: str, new: str) -> None:
    """Change the first record of a kind that matches the pattern."""
    for file in sorted((root / "data" / folder).rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            file.write_text(changed, encoding="utf-8")
            return


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5, help="measurements (default 5): medians")
    options = parser.parse_args()
    print("| change | `diff`, s | `check`, s | `diff` over `check` |")
    print("| --- | --: | --: | --: |")
    for name, what in CHANGES.items():
        with tempfile.TemporaryDirectory(prefix="diff-") as folder:
            root = Path(folder)
            shutil.copytree(REPOSITORY / "data", root / "data")
            shutil.copy(REPOSITORY / "mkdocs.yml", root)
            change(root, *what)
            at = ("--root", str(root))
            runs = [
                (seconds("diff", str(REPOSITORY), *at), seconds("check", *at))
                for _ in range(options.repeat)
            ]
        diff, check = (median(column) for column in zip(*runs, strict=True))
        ratio = median(one / other for one, other in runs)
        print(f"| {name} | {diff:.2f} | {check:.2f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()

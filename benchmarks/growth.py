"""Measures what the site costs as its dataset grows: time per record, peak memory, ratios.

`python -m benchmarks.growth --help` lists the options. README.md says what is measured and why.
Each measurement is a process of its own. Seconds are processor time (user and system): a busy machine
changes little. Tables are Markdown on standard output, progress goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.phases import LOAD, PHASES, READ_BARE, RENDER, RENDER_BARE, Cost
from generator import REPOSITORY

FIRST, SECOND, MKDOCS = (
    "`generator build`, first run",
    "`generator build`, nothing changed",
    "`mkdocs build`",
)


# --- running them ------------------------------------------------------------------------------


class Results:
    """What was measured: costs by size and name, and facts of the grown dataset by size."""

    def __init__(self) -> None:
        self._costs: dict[tuple[int, str], list[Cost]] = defaultdict(list)
        self.facts: dict[int, dict[str, int]] = defaultdict(dict)

    def add(self, size: int, name: str, cost: Cost) -> None:
        """Add a measurement."""
        self._costs[size, name].append(cost)
        print(f"  {size}× {name.replace('`', '')}: {cost.seconds:.2f} s", file=sys.stderr)

    def seconds(self, size: int, name: str) -> float:
        """The median of the measurements."""
        return median(cost.seconds for cost in self._costs[size, name])

    def peak(self, size: int, name: str) -> float:
        """The median of the peaks, in megabytes."""
        return median(cost.peak for cost in self._costs[size, name])

    def each(self, size: int, name: str) -> float:
        """Milliseconds per record."""
        return 1000 * self.seconds(size, name) / self.facts[size]["records"]

    def kilobytes(self, size: int) -> float:
        """Kilobytes of pages per record."""
        return self.facts[size]["bytes"] / self.facts[size]["records"] / 1024

    def further(self, less: int, more: int, name: str) -> float:
        """Milliseconds per record added between two sizes: without the fixed cost of a run."""
        seconds = self.seconds(more, name) - self.seconds(less, name)
        return 1000 * seconds / (self.facts[more]["records"] - self.facts[less]["records"])


def run(*command: str | Path) -> tuple[Cost, str]:
    """The cost and the output of a Python program, its child processes included."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=REPOSITORY,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},  # a notice of Material, not a result
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}\n{output}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), output


def measure_phases(size: int, root: Path, results: Results) -> None:
    """The phases of the generator, each in its process."""
    for phase in PHASES:
        _, output = run("-m", "benchmarks.phases", phase, root)
        facts = json.loads(output)
        for name, cost in facts.pop("costs").items():
            results.add(size, name, Cost(*cost))
        results.facts[size] |= facts


def measure_builds(size: int, root: Path, results: Results) -> None:
    """The generator as people run it: with nothing built, then again."""
    for folder in (".cache", "docs/fr/generated", "docs/nl/generated"):
        shutil.rmtree(root / folder, ignore_errors=True)
    for name in (FIRST, SECOND):
        cost, _ = run("-m", "generator", "build", "--root", root)
        results.add(size, name, cost)


def measure_mkdocs(size: int, root: Path, results: Results) -> None:
    """The site, from the pages that the generator has written."""
    cost, _ = run("-m", "mkdocs", "build", "-q", "-f", root / "mkdocs.yml", "-d", root / "site")
    results.add(size, MKDOCS, cost)
    shutil.rmtree(root / "site")


def measure(sizes: list[int], repeat: int, *, mkdocs: bool) -> Results:
    """Measure everything `repeat` times. Sizes and phases alternate: load on the machine affects all."""
    results = Results()
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        roots = {size: Path(folder, str(size)) for size in sizes}
        for size, root in roots.items():
            print(f"Growing the dataset to {size}×", file=sys.stderr)
            run("-m", "benchmarks.copies", str(size), root)
        for turn in range(1, repeat + 1):
            print(f"Generator, {turn} of {repeat}", file=sys.stderr)
            for size, root in roots.items():
                measure_phases(size, root, results)
                measure_builds(size, root, results)
        for turn in range(1, repeat + 1 if mkdocs else 1):
            print(f"MkDocs, {turn} of {repeat}", file=sys.stderr)
            for size, root in roots.items():
                measure_mkdocs(size, root, results)
    return results


# --- tables -----------------------------------------------------------------------------------


def tables(results: Results, *, mkdocs: bool) -> Iterator[str]:
    """The results as Markdown, line by line."""
    sizes = list(results.facts)
    names = [LOAD, RENDER, READ_BARE, RENDER_BARE, FIRST, SECOND, *([MKDOCS] if mkdocs else [])]
    heads = [f"{size}×" for size in sizes]
    steps = list(pairwise(sizes))

    yield from _head("What is grown", *heads)
    for fact in ("records", "pages"):
        yield _row(fact, *(f"{results.facts[size][fact]:,}" for size in sizes))
    kilobytes = (f"{results.kilobytes(size):.1f}" for size in sizes)
    yield _row("kilobytes of pages per record", *kilobytes)
    yield ""
    added = (f"each one more, {a}× to {b}×" for a, b in steps)
    yield from _head("Milliseconds per record", *heads, *added)
    for name in names:
        each = [results.each(size, name) for size in sizes]
        further = [results.further(a, b, name) for a, b in steps]
        yield _row(name, *(f"{time:.2f}" for time in each + further))
    yield ""
    yield from _head("Peak memory in megabytes", *heads)
    for name in names:
        if name != RENDER_BARE:  # its process also holds the dataset of the generator
            yield _row(name, *(f"{results.peak(size, name):.0f}" for size in sizes))
    yield ""
    yield from ratios(results, [LOAD, RENDER, *([MKDOCS] if mkdocs else [])])


def ratios(results: Results, growing: list[str]) -> Iterator[str]:
    """What grows faster than the number of records, as a table in Markdown."""
    sizes = list(results.facts)
    heads = [f"{size}×" for size in sizes]
    yield from _head("Ratio", "target", *heads)
    for name in growing:
        flat = (results.each(size, name) / results.each(sizes[0], name) for size in sizes)
        yield _row(f"a record over one at {heads[0]}: {name}", "≤ 1.2", *_ratios(flat))
    for name in growing:
        further = [results.further(a, b, name) for a, b in pairwise(sizes)]
        flat = (time / further[0] for time in further)
        yield _row(f"one more over one of the first: {name}", "", "–", *_ratios(flat))
    flat = (results.kilobytes(size) / results.kilobytes(sizes[0]) for size in sizes)
    yield _row(f"a record's pages over those at {heads[0]}", "", *_ratios(flat))
    bare = (
        _sum(results, size, LOAD, RENDER) / _sum(results, size, READ_BARE, RENDER_BARE)
        for size in sizes
    )
    yield _row("generator over bare loop", "≤ 3", *_ratios(bare))
    again = (results.seconds(size, SECOND) / results.seconds(size, FIRST) for size in sizes)
    yield _row("second run over first", "≤ 0.33", *_ratios(again))


def _ratios(ratios: Iterable[float]) -> Iterator[str]:
    return (f"{ratio:.2f}" for ratio in ratios)


def _sum(results: Results, size: int, *names: str) -> float:
    return sum(results.seconds(size, name) for name in names)


def _head(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield _row("---", *("--:" for _ in cells[1:]))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[1, 10, 50],
        metavar="N",
        help="how many times the real data (default 1 10 50; at most 71, since years end in 2100)",
    )
    parser.add_argument("--repeat", type=int, default=3, help="measurements (default 3): medians")
    parser.add_argument("--no-mkdocs", action="store_true", help="the generator alone: quick")
    options = parser.parse_args()
    mkdocs = not options.no_mkdocs
    results = measure(sorted(set(options.sizes)), options.repeat, mkdocs=mkdocs)
    print("\n".join(tables(results, mkdocs=mkdocs)))


if __name__ == "__main__":
    main()

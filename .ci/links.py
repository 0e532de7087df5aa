#!/usr/bin/env python3
"""Follows every link of the built site to other sites, and says which are broken."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lxml.html
import requests
import yaml
from requests.adapters import HTTPAdapter
from urllib3 import Retry

# Some hosts answer only browsers; the text in brackets says who we are.
AGENT = "Mozilla/5.0 (compatible; link check of a public site, weekly)"
SECONDS = 20  # how long to wait for an answer
# Asks a busy host again, after the time that it names or after 0, 4 and 8 seconds.
AGAIN = Retry(total=3, connect=1, read=1, backoff_factor=2, status_forcelist=(429, 502, 503, 504))


def main() -> int:
    """Return 1 if a link is broken or an entry of the excused links is not needed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--excused", type=Path, required=True, help="YAML: addresses not to follow")
    arguments = parser.parse_args()

    # An empty list is read as None.
    listed = yaml.safe_load(arguments.excused.read_text(encoding="utf-8")) or []
    excused = [excuse["begins"] for excuse in listed]
    links = links_of(arguments.site)
    followed = sorted(address for address in links if not address.startswith(tuple(excused)))
    said = dict(zip(followed, answers(followed), strict=True))
    broken = {address: why for address, why in said.items() if why}
    needless = [start for start in excused if not any(a.startswith(start) for a in links)]

    for address, why in broken.items():
        on, *others = sorted(links[address])
        print(f"{address}: {why}\n    on {on}" + (f" and {len(others)} more" if others else ""))
    for start in needless:
        print(f"{start}: no page links there\n    delete it from {arguments.excused}")
    print(f"{len(followed)} links followed, {len(broken)} broken.")
    return 1 if broken or needless else 0


def links_of(site: Path) -> dict[str, set[str]]:
    """Every address of another site, without its fragment, and the pages that link to it."""
    found = defaultdict(set)
    for file in site.rglob("*.html"):
        page = lxml.html.parse(str(file), lxml.html.HTMLParser(encoding="utf-8")).getroot()
        for _, _, address, _ in page.iterlinks():
            if address.startswith(("http://", "https://")):
                found[address.partition("#")[0]].add(file.relative_to(site).as_posix())
    return found


def answers(addresses: list[str]) -> Iterator[str]:
    """What is wrong with each address, in the same order; "" if it answers."""
    with requests.Session() as session, ThreadPoolExecutor(4) as pool:
        session.headers["User-Agent"] = AGENT
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=AGAIN))
        yield from pool.map(lambda address: answer(session, address), addresses)


def answer(session: requests.Session, address: str) -> str:
    """What is wrong with an address. The request is a GET, because many hosts answer nothing else."""
    try:
        with session.get(address, timeout=SECONDS, stream=True) as response:
            return "" if response.ok else f"answers {response.status_code} {response.reason}"
    except requests.RequestException as error:
        return f"does not answer ({type(error).__name__})"


if __name__ == "__main__":
    sys.exit(main())

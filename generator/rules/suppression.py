"""Silenced warnings: a record silences only warnings that it would get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.problem import Finding
from generator.core.text import did_you_mean
from generator.records import Record
from generator.rules.registry import When, rule


# A warning, because a new record elsewhere can make an outlier a usual value.
@rule(severity="warning", when=When.LAST)
def needless_silence(record: Record, is_absent: Mapping[str, bool]) -> Iterator[Finding]:
    """A record silences only warnings that it would get.

    `is_absent` says of each warning, by its code, whether the record certainly does not get it.
    """
    for index, silenced in enumerate(record.silenced):
        where, code = ("silenced", index, "rule"), silenced.rule
        if code not in is_absent:
            hint = did_you_mean(code, is_absent) or f"warnings are {', '.join(is_absent)}"
            yield Finding(where, f"“{code}” is not a warning", hint)
        elif is_absent[code]:
            message = f"this record does not get the warning “{code}”"
            yield Finding(where, message, "delete this entry")

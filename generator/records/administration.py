"""The administration that runs the plan, with the name it had before."""

from __future__ import annotations

from generator.records.bilingual import Text
from generator.records.provenance import Record


class Administration(Record):
    """The administration that runs the plan, with the name it had before."""

    kind = "administrations"
    name: Text
    """What it is called now."""
    former_name: Text
    """What it was called before."""
    former_abbreviation: Text
    """The abbreviation of its former name."""
    role: Text
    """What it does for the plan, as a source describes it."""

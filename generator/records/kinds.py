"""The kinds of record (`KINDS`), one module each."""

from __future__ import annotations

from generator.records.action import Action
from generator.records.activity import Activity
from generator.records.administration import Administration
from generator.records.association import Association
from generator.records.call import Call
from generator.records.commune import Commune
from generator.records.edition import Edition
from generator.records.local_plan import LocalPlan
from generator.records.measure import Measure
from generator.records.plan import Plan
from generator.records.project import Project
from generator.records.provenance import Record
from generator.records.question import Question
from generator.records.redirect import Redirect
from generator.records.source import Source
from generator.records.summary import Summary
from generator.records.term import Term
from generator.records.theme import Theme

KINDS: tuple[type[Record], ...] = (
    Plan,
    Edition,
    Administration,
    Theme,
    Measure,
    Summary,
    Commune,
    LocalPlan,
    Activity,
    Call,
    Association,
    Project,
    Action,
    Term,
    Question,
    Source,
    Redirect,
)


KIND_OF: dict[str, type[Record]] = {kind.kind: kind for kind in KINDS}

"""What a file in data/ may say: the kinds of record, one module each, and what their fields are.

A new kind of record is one module here, its import below and one line in `KINDS`. A field is a fact, and
its plain text is looked up in the source, unless one of the `markers` on the field says otherwise. The
modules: `markers`, `values` and `bilingual` (types of fields), `provenance` (the fields of every record),
one module for each kind, and `inspection` (which fields a kind has, by their markers).

This room may import `core` only. It gives the names below to the rooms above.
"""

from generator.records.action import Action
from generator.records.activity import Activity
from generator.records.administration import Administration
from generator.records.association import Association, Spelling
from generator.records.bilingual import (
    FOREIGN,
    IN_ENGLISH,
    LANGUAGES,
    Language,
    Model,
    Note,
    Slug,
    Text,
)
from generator.records.call import Call
from generator.records.commune import Commune
from generator.records.edition import Edition
from generator.records.inspection import (
    Location,
    Marker,
    bilingual_fields,
    facts_of,
    fields_at,
    model_at,
    movable_references,
    numbers_of,
    place_of,
    references_of,
    required_or_gap_fields,
    text_paths,
    walk,
)
from generator.records.local_plan import LocalPlan
from generator.records.markers import (
    FIELDS,
    GAPS,
    MOVABLE,
    NUMBERS,
    REF,
    TEXTS,
    WARNINGS,
    Quoted,
    Ref,
)
from generator.records.measure import Measure
from generator.records.plan import Plan
from generator.records.project import Project
from generator.records.provenance import (
    Citation,
    Computed,
    Correction,
    Doubt,
    Method,
    Moved,
    Reason,
    Record,
    Repair,
    Silence,
    Variant,
)
from generator.records.question import Question
from generator.records.redirect import Redirect
from generator.records.source import Part, Source
from generator.records.summary import Summary
from generator.records.term import Term
from generator.records.theme import Theme
from generator.records.values import LONGEST_RANGE, Euros, Id, Lines

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

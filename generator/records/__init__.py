"""What a file in data/ may say: the types of its values, its provenance, one module for each kind."""

from generator.records.action import Action
from generator.records.activity import Activity
from generator.records.administration import Administration
from generator.records.association import Association, Spelling
from generator.records.call import Call
from generator.records.commune import Commune
from generator.records.edition import Edition
from generator.records.inspection import (
    Location,
    Marker,
    bilingual_fields,
    expected_fields,
    facts_of,
    fields_at,
    model_at,
    numbers_of,
    place_of,
    references_of,
    text_paths,
    walk,
)
from generator.records.kinds import KIND_OF, KINDS
from generator.records.local_plan import LocalPlan
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
from generator.records.types import (
    ENGLISH,
    FIELDS,
    FOREIGN,
    GAPS,
    LANGUAGES,
    LONGEST_RANGE,
    MOVABLE,
    NUMBERS,
    REF,
    TEXTS,
    WARNINGS,
    Euros,
    Id,
    Language,
    Lines,
    Model,
    Note,
    Quoted,
    Ref,
    Slug,
    Text,
)

__all__ = [
    "ENGLISH",
    "FIELDS",
    "FOREIGN",
    "GAPS",
    "KINDS",
    "KIND_OF",
    "LANGUAGES",
    "LONGEST_RANGE",
    "MOVABLE",
    "NUMBERS",
    "REF",
    "TEXTS",
    "WARNINGS",
    "Action",
    "Activity",
    "Administration",
    "Association",
    "Call",
    "Citation",
    "Commune",
    "Computed",
    "Correction",
    "Doubt",
    "Edition",
    "Euros",
    "Id",
    "Language",
    "Lines",
    "LocalPlan",
    "Location",
    "Marker",
    "Measure",
    "Method",
    "Model",
    "Moved",
    "Note",
    "Part",
    "Plan",
    "Project",
    "Question",
    "Quoted",
    "Reason",
    "Record",
    "Redirect",
    "Ref",
    "Repair",
    "Silence",
    "Slug",
    "Source",
    "Spelling",
    "Summary",
    "Term",
    "Text",
    "Theme",
    "Variant",
    "bilingual_fields",
    "expected_fields",
    "facts_of",
    "fields_at",
    "model_at",
    "numbers_of",
    "place_of",
    "references_of",
    "text_paths",
    "walk",
]

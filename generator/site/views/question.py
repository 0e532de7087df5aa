"""A written question and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from generator.dataset.dataset import Dataset
from generator.records import Action, Question, Source
from generator.site.locale import Locale
from generator.site.views.view import RecordView


@dataclass(frozen=True, slots=True)
class QuestionView(RecordView[Question]):
    """A written question with its answer, and what amounts in the answer do not mean."""

    name = "question"
    record = Question
    above = "sources"
    search_kind = "question"

    question: Question
    page: Source | None
    earlier: Source | None
    caveats: list[Action]

    @classmethod
    def of(cls, question: Question, dataset: Dataset, locale: Locale) -> Self:
        earlier = question.earlier
        return cls(
            question,
            dataset.find(Source, question.page or ""),
            dataset.get(Source, earlier.document) if earlier else None,
            [a for a in dataset.all(Action) if a.caveat and a.document == question.document],
        )

    @classmethod
    def tail(cls, subject: Question, locale: Locale) -> str:
        return f"{subject.number}/"

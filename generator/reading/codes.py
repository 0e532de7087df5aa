"""The rules that reading checks: the codes in its messages."""

from __future__ import annotations

from generator.core.problem import RuleInfo


def _error(code: str, sentence: str) -> RuleInfo:
    return RuleInfo(code, "error", sentence)


CODES: tuple[RuleInfo, ...] = (
    # of files
    _error("unreadable", "Every file and folder in data/ can be read."),
    _error(
        "not-a-file",
        "Nothing in data/ is a symbolic link or a device: there are files and folders.",
    ),
    _error("file-name", "The name of a file is made of characters that everybody sees."),
    _error("too-large", "No file is larger than any of its kind needs to be."),
    _error("encoding", "A file is UTF-8."),
    _error("merge-conflict", "No file holds two versions that git could not merge."),
    _error("invisible-character", "No file holds a character that a review does not show."),
    _error("unknown-kind", "A folder in data/ is named after a kind of record."),
    _error("not-a-record", "A record's file ends in .yml."),
    # of YAML
    _error("yaml", "A record is YAML: fields and their values, one record in each file."),
    _error("alias", "A value is written out, never referred to (*name)."),
    _error("field-twice", "A field is given once."),
    _error("ambiguous-value", "A value is one that YAML reads as people do."),
    # of records
    _error("no-such-field", "A field is one that its kind of record has."),
    _error("missing-field", "A record has every field that its kind needs."),
    _error("no-value", "A field that is written has a value."),
    _error(
        "wrong-type", "A value is of its field's type: text, a number, a list, parts of its own."
    ),
    _error("not-one-of", "A value is one of those that its field knows."),
    _error("empty", "No text and no list is empty."),
    _error("too-many", "No list is longer than its field allows."),
    _error("form", "A value has the form of its field: an id, a code, a date, a range of lines."),
    _error("languages", "A text has both languages, or one wording for both."),
    _error("id-file", "A record's id is its file's name."),
    _error("duplicate-id", "An id is given once."),
    # of what stands beside records
    _error("source-text", "The text of a source belongs to a source that has a record."),
)

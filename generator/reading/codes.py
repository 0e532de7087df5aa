"""The rules that reading checks: the codes in its messages."""

from __future__ import annotations

from generator.core.problem import RuleInfo


def _error(code: str, sentence: str) -> RuleInfo:
    return RuleInfo(code, "error", sentence)


CODES: tuple[RuleInfo, ...] = (
    # of files
    _error("unreadable", "Every file and folder in data/ can be read."),
    _error(
        "not-a-file", "Everything in data/ is a file or a folder, not a symbolic link or a device."
    ),
    _error("file-name", "The name of a file has only visible characters."),
    _error("too-large", "A file is not larger than files of its kind can be."),
    _error("encoding", "A file is UTF-8."),
    _error("merge-conflict", "No file contains two versions that git could not merge."),
    _error("invisible-character", "No file contains a character that a reviewer cannot see."),
    _error("unknown-kind", "A folder in data/ is named after a kind of record."),
    _error("not-a-record", "A record's file ends in .yml."),
    # of YAML
    _error("yaml", "A record is YAML: fields and their values, one record in each file."),
    _error("alias", "A value is written out, not referred to (*name)."),
    _error("field-twice", "A field is given once."),
    _error("ambiguous-value", "A value means the same to YAML and to people."),
    # of records
    _error("no-such-field", "A record has only the fields of its kind."),
    _error("missing-field", "A record has every field that its kind needs."),
    _error("no-value", "A field that is written has a value."),
    _error(
        "wrong-type", "A value is of its field's type: text, a number, a list, parts of its own."
    ),
    _error("not-one-of", "A value is one of those that its field allows."),
    _error("empty", "No text and no list is empty."),
    _error("too-many", "No list is longer than its field allows."),
    _error("form", "A value has the form of its field: an id, a code, a date, a range of lines."),
    _error("languages", "A text has both languages, or one wording for both."),
    _error("id-file", "A record's id is the name of its file."),
    _error("duplicate-id", "No two records of a kind have the same id."),
    # of the text of a source
    _error("source-text", "The text of a source belongs to a source that has a record."),
)

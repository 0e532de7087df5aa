"""The rules that reading checks: the codes in its messages."""

from __future__ import annotations

from generator.core.problem import RuleInfo

SENTENCES = {
    # of files
    "unreadable": "Every file and folder in data/ can be read.",
    "not-a-file": "Everything in data/ is a file or a folder, not a symbolic link or a device.",
    "file-name": "The name of a file has only visible characters.",
    "too-large": "A file is not larger than files of its kind can be.",
    "encoding": "A file is UTF-8.",
    "merge-conflict": "No file contains two versions that git could not merge.",
    "invisible-character": "No file contains a character that a reviewer cannot see.",
    "unknown-kind": "A folder in data/ is named after a kind of record.",
    "not-a-record": "A record's file ends in .yml.",
    # of YAML
    "yaml": "A record is YAML: fields and their values, one record in each file.",
    "alias": "A value is written out, not referred to (*name).",
    "field-twice": "A field is given once.",
    "ambiguous-value": "A value means the same to YAML and to people.",
    # of records
    "no-such-field": "A record has only the fields of its kind.",
    "missing-field": "A record has every field that its kind needs.",
    "no-value": "A field that is written has a value.",
    "wrong-type": "A value is of its field's type: text, a number, a list, parts of its own.",
    "not-one-of": "A value is one of those that its field allows.",
    "empty": "No text and no list is empty.",
    "too-many": "No list is longer than its field allows.",
    "form": "A value has the form of its field: an id, a code, a date, a range of lines.",
    "languages": "A text has both languages, or one wording for both.",
    "id-file": "A record's id is the name of its file.",
    "duplicate-id": "No two records of a kind have the same id.",
    # of the text of a source
    "source-text": "The text of a source belongs to a source that has a record.",
}

CODES = tuple(RuleInfo(code, "error", sentence) for code, sentence in SENTENCES.items())

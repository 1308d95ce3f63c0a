"""Tell what the text of a DOCX doesn't show: tracked changes, hidden text, headers, pictures, unknown characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from pipeline.model import Finding, Severity
from pipeline.read.docx.symbols import UNKNOWN
from pipeline.read.docx.text import Reading

PRIVATE = regex.compile(r"[\ue000-\uf8ff]")
# What is counted, the code, the severity, and the message with the count in it.
TOLD: tuple[tuple[str, str, Severity, str], ...] = (
    ("hidden_letters", "hidden_text_left_out", "warning", "{} characters that the document hides are left out"),
    ("hidden_rows", "hidden_rows_left_out", "warning", "{} table rows that the document hides are left out"),
    ("code_letters", "field_code_left_out", "info", "{} characters inside the codes of fields are left out"),
    ("field_numbers", "field_numbers_not_read", "warning", "{} numbers that fields count are not read"),
    ("pictures", "pictures_left_out", "info", "{} pictures: what they show is not read"),
    ("comments", "comments_left_out", "info", "{} comments at the margin are left out"),
    ("drawn_letters", "drawn_text_left_out", "warning", "{} characters that are drawn, not printed, are left out"),
    ("drawn", "drawn_text_left_out", "warning", "{} charts, diagrams or embedded objects: what they print is not read"),
    ("lists_to_choose", "form_field_left_out", "warning", "{} lists to choose from: what was chosen is not read"),
    ("reversed", "reversed_text", "warning", "{} places are printed from right to left: their letters are unsure"),
    ("unread_letters", "element_not_read", "warning", "{} characters in elements that no Word document has there"),
    ("chunks", "embedded_document_left_out", "error", "{} documents embedded in this one are not read"),
    ("lost_notes", "note_missing", "warning", "{} notes that the text refers to are not in the file"),
    ("macros", "macros_not_run", "info", "{} macro projects in the file were not run"),
    ("layout_rows", "layout_table", "info", "{} table rows that only place prose or tables are read as those"),
    ("furniture_as_text", "header_read_as_text", "warning", "the body is empty: {} lines of headers are read"),
)  # fmt: skip
TRACKED = (
    ("insertions", "insertions kept"),
    ("deletions", "deletions left out"),
    ("moves", "moves followed"),
    ("inserted_rows", "inserted rows kept"),
    ("deleted_rows", "deleted rows left out"),
)


def find_oddities(text: str, reading: Reading) -> tuple[Finding, ...]:
    """Return the findings of a document that was read."""
    return tuple(_find(text, reading))


def _find(text: str, reading: Reading) -> Iterator[Finding]:
    counts = reading.counts
    counts["moves"] = max(counts["moves"], counts["moved_away"])
    if tracked := [f"{counts[key]} {words}" for key, words in TRACKED if counts[key]]:
        message = f"tracked changes, read as accepted: {', '.join(tracked)}"
        if counts["deleted_letters"]:
            message += f" ({counts['deleted_letters']} characters)"
        yield Finding("tracked_changes", "warning", message)
    for key, code, severity, message in TOLD:
        if counts[key]:
            yield Finding(code, severity, message.format(counts[key]))
    if letters := counts["furniture_letters"]:
        message = f"{letters} characters in {counts['furniture_parts']} headers and footers are left out"
        yield Finding("header_footer_left_out", "info", message)
    yield from _find_characters(text, counts)
    for name in sorted(reading.numbering.unknown):
        message = f"automatic numbers of the format {name!r} are printed as 1, 2, 3"
        yield Finding("number_format_unknown", "warning", message)


def _find_characters(text: str, counts: Counter[str]) -> Iterator[Finding]:
    if count := counts["unknown_symbols"]:
        at = text.find(UNKNOWN)
        message = f"{count} symbols of fonts without Unicode are printed as U+FFFD"
        yield Finding("unknown_symbol", "warning", message, *((at, at + 1) if at >= 0 else ()))
    private = PRIVATE.findall(text)
    if private:
        at = text.index(private[0])
        message = f"{len(private)} characters with a meaning in their font only, the first U+{ord(private[0]):04X}"
        yield Finding("private_character", "warning", message, at, at + 1)

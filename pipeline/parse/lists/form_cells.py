"""Read the words of one cell as the forms of study that it bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.lists.cells import form_phrases, squash
from pipeline.parse.lists.list_lines import Word
from pipeline.parse.passage import Span


@dataclass(frozen=True, slots=True)
class FormCell:
    """The barred forms of one cell, each with its words."""

    forms: tuple[tuple[str, tuple[Span, ...]], ...]


def read_form_cell(words: Sequence[Word]) -> FormCell:
    """Split the words of one cell into forms; a form's words don't include its comma."""
    forms: list[tuple[str, tuple[Span, ...]]] = []
    letters = ""
    spans: list[Span] = []
    for word in words:
        bare = word.text.rstrip(",.;")
        if letters in form_phrases() and not any(p.startswith(letters + squash(bare)) for p in form_phrases()):
            forms.append((form_phrases()[letters], tuple(spans)))
            letters, spans = "", []
        letters += squash(bare)
        if bare:
            spans.append((word.span[0], word.span[0] + len(bare)))
        if word.text != bare and letters in form_phrases():
            forms.append((form_phrases()[letters], tuple(spans)))
            letters, spans = "", []
    if letters in form_phrases():
        forms.append((form_phrases()[letters], tuple(spans)))
    return FormCell(tuple(forms))

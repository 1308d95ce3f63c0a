"""Read the words of one cell as the forms of study that it bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.cells import are_forms, form_phrases, squash
from pipeline.parse.lists.legends import Legend
from pipeline.parse.lists.list_lines import Word
from pipeline.parse.passage import Span, Words

# Where a form stands in the text of a cell, its key, and the words that define it elsewhere.
_Found = tuple[int, int, str, tuple[Span, ...]]
# "заочная; вечерняя", "З, В.", "заочная/вечерняя": what stands between two forms and behind the last
_BETWEEN = r"\s,;./"
_TOKEN = regex.compile(rf"[^{_BETWEEN}](?:[^\s,;]*[^{_BETWEEN}])?")
_APART = " \n\t,;./"
# Of these, what plain forms don't have between them.
_STOPS = frozenset(";./")


@dataclass(frozen=True, slots=True)
class FormCell:
    """The barred forms of one cell, each with its words; `unread` is its text where it names something else."""

    forms: tuple[tuple[str, tuple[Span, ...]], ...]
    unread: str | None = None


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


def read_whole_cell(words: Sequence[Word], legend: Legend) -> FormCell | None:
    """Read all that one cell prints, by all that the vocabulary and a legend know; None where plain forms are all.

    A cell that holds anything else is unread.
    """
    letters = squash("".join(word.text for word in words))
    if are_forms(letters) and not _STOPS.intersection(letters):
        return None
    cell = Words([(word.span[0], word.text) for word in words])
    unread = FormCell((), " ".join(cell.text.split()))
    found = _forms_in(cell.text, legend)
    begins = [0, *(start for start, *_ in found[1:]), len(cell.text)]
    forms: list[tuple[str, tuple[Span, ...]]] = []
    for (start, end, form, defined), begin, following in zip(found, begins, begins[1:], strict=False):
        # what stands beside a form says nothing more: `и`, `форма обучения`
        if not _says_nothing(cell.text[begin:start]) or not _says_nothing(cell.text[end:following]):
            return unread
        stop = begin + len(cell.text[begin:following].rstrip(_APART))
        forms.append((form, (*cell.spans(start, stop), *defined)))
    return FormCell(tuple(forms)) if forms else unread


def _forms_in(text: str, legend: Legend) -> list[_Found]:
    """Return the forms that a text names, in order: by marks that a legend defines (`З, В`), or in words."""
    tokens = ((token, legend.of(token.group())) for token in _TOKEN.finditer(text))
    marked = [(*token.span(), says.form, says.spans) for token, says in tokens if says and says.form]
    named = ((term.start, term.end, term.key, ()) for term in find_terms("forms", text))
    return sorted(
        [*marked, *(one for one in named if not any(one[0] < end and start < one[1] for start, end, *_ in marked))]
    )


def _says_nothing(text: str) -> bool:
    """Tell whether nothing stands between two forms but what parts them, or the words for a form: `и`, `форма`."""
    letters = list(text)
    for section, key in (("connectives", "and"), ("table_header", "forms")):
        for term in find_terms(section, text):
            if term.key == key:
                letters[term.start : term.end] = " " * (term.end - term.start)
    return not "".join(letters).strip(_APART)

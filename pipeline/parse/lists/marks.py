"""Read the answers of tables that have a column for each form of study: `+`, `-`, `нет`, `не допускается`.

    Шифр   | Наименование | Очная | Заочная | Экстернат
    060101 | Лечебное дело |  +   |    -    |    -

What a mark answers is what a note says of it, what the header asks over these columns, or else the title: whether a
form is barred or permitted. Full-time study is barred by no list: where its column says yes, yes permits. Words answer
for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from pipeline.languages.bars import Question, find_question, is_answer
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.form_cells import FormCell
from pipeline.parse.lists.legends import Legend
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.lists.solved_row import ListRow
from pipeline.parse.passage import Span, Words
from pipeline.segment import LayoutLine

# The key of a vocabulary phrase, and where its words stand.
Named = tuple[str, tuple[Span, ...]]
Answer = Literal["barred", "permitted", "unknown"]
UNANSWERED = "nothing says whether the marks in its columns of forms bar or permit"
NO_MARK = "none of its columns of forms has a mark"


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows with the forms that their marks bar, the qualifications of the columns, whether all is understood."""

    body: ListBody
    qualifications: tuple[tuple[str, Span], ...]
    understood: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """A cell in the column of a form (None: full-time), perhaps of a qualification, each with its words."""

    form: Named | None
    qualification: Named | None
    text: str
    span: Span


def read_answers(lines: Sequence[LayoutLine], body: ListBody, title: str, legend: Legend) -> Answers:
    """Give the rows of a list the forms that the marks among its lines bar.

    `title` is what stands above its table, `legend` what notes say of marks.
    """
    of_row = {line.number: line.row for line in lines if line.role != "mark"}
    marks: dict[int | None, list[_Mark]] = {}
    for line in lines:
        if line.role == "mark":
            marks.setdefault(line.row, []).append(_read_mark(line))
    question = _question_of(lines, list(chain.from_iterable(marks.values())), title)
    if defined := _implied_by(legend):
        question = defined.pop() if len(defined) == 1 else None
    named = {mark.qualification[0]: mark.qualification for row in marks.values() for mark in row if mark.qualification}
    answered = [_answer(row, marks.get(of_row[row.line], []), question, legend, tuple(named)) for row in body.rows]
    understood = all(row.doubt not in (UNANSWERED, NO_MARK) for row in answered)
    qualifications = tuple((key, spans[0]) for key, spans in named.values())
    return Answers(replace(body, rows=tuple(answered)), qualifications, understood)


def _read_mark(line: LayoutLine) -> _Mark:
    form, qualification = (_last_in(section, line.heads) for section in ("forms", "qualifications"))
    return _Mark(form, qualification, line.text, (line.start, line.end))


def _last_in(section: str, cells: Sequence[Sequence[tuple[int, str]]]) -> Named | None:
    """Return what the lowest cell of the header names, with where it does; the lines of a cell are read as one."""
    for cell in reversed(cells):
        words = Words(cell)
        if found := find_terms(section, words.text):
            return found[0].key, words.spans(found[0].start, found[0].end)
    return None


def _question_of(lines: Sequence[LayoutLine], marks: Sequence[_Mark], title: str) -> Question | None:
    cells = dict.fromkeys(cell for line in lines if line.role == "mark" for cell in line.heads)
    heads = "\n\n".join(Words(cell).text for cell in cells)
    asked, titled = find_question(heads), find_question(title)
    full_time = {_says(mark.text) for mark in marks if mark.form is None}
    shown: Question | None = "permitted" if "yes" in full_time else "barred" if full_time == {"no"} else None
    if asked == "both" or (asked and shown and asked != shown):
        return None
    if asked:
        return asked
    if shown == "permitted" or titled is None or titled == shown:
        return shown
    return None if shown or titled == "both" else titled


def _implied_by(legend: Legend) -> set[Question]:
    """Return what `+` answers where a note says what it or `-` means."""
    opposite: Mapping[Question, Question] = {"barred": "permitted", "permitted": "barred"}
    said = ((_says(mark), meaning.answer) for mark, meaning in legend.meanings.items())
    return {answer if key == "yes" else opposite[answer] for key, answer in said if key and answer}


def _says(text: str) -> str | None:
    """Return the key of a mark, `yes` or `no`."""
    return next((term.key for term in find_terms("marks", text)), None)


def _answer(
    row: ListRow, marks: Sequence[_Mark], question: Question | None, legend: Legend, qualifications: Sequence[str]
) -> ListRow:
    cells: Mapping[str | None, list[tuple[str, tuple[Span, ...]]]] = {key: [] for key in qualifications or (None,)}
    asked = [(mark.form and mark.form[0], mark.qualification and mark.qualification[0]) for mark in marks]
    unknown = len(set(asked)) < len(asked)  # two columns of one form
    for mark in marks:
        defined = legend.of(mark.text)
        answer = (defined and defined.answer) or _meaning(mark.text, question)
        unknown |= answer == "unknown"
        if answer == "barred" and mark.form:
            key = mark.qualification[0] if mark.qualification and qualifications else None
            for of_cell in [cells[key]] if key else cells.values():
                of_cell.append((mark.form[0], (*mark.form[1], mark.span, *(defined.spans if defined else ()))))
        elif answer == "barred":
            unknown = True
    doubt = UNANSWERED if unknown else NO_MARK if not marks else None
    barred = tuple(FormCell(() if unknown else tuple(of_cell)) for of_cell in cells.values())
    return replace(row, cells=barred, doubt=row.doubt or doubt)


def _meaning(text: str, question: Question | None) -> Answer:
    words = text.strip(" .;")
    if answer := is_answer(words):
        return answer
    said = _says(words)
    if question is None or said is None:
        return "unknown"
    return question if said == "yes" else "permitted" if question == "barred" else "barred"

"""Tell why a name or a group heading is not to be trusted as read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.split_words import find_doubtful_split
from pipeline.languages.vocabulary import LANGUAGES, find_terms, is_phrase, load_vocabulary
from pipeline.parse.lists.cells import begins_form
from pipeline.parse.lists.legends import says_exception
from pipeline.parse.lists.list_lines import BARS
from pipeline.parse.lists.list_notes import is_of_editors, opens_note
from pipeline.text.codes import ANY_CODE
from pipeline.text.strange_letters import find_strange_letters

# "Фармация  *", "Графика1": marks that could not be told from the name
MARKED = regex.compile(r"\*\)?$|[⁰¹²³⁴⁵⁶⁷⁸⁹]\)?$|(?<=\p{Ll}{3})\d{1,2}\)?$")
# "'Театралдык өнөр": a speck of a scan, or the half of a name
LONE_QUOTE = regex.compile(r"""^['‘’`"“„«][^'’"”»]*$|^[^'‘"“„«]*['’`"”»][.;,]*$""")
# "030101 3 Фельдшер": the last digit of a code that is printed apart
LEADING_NUMBER = regex.compile(r"(\d+)\s+\p{L}")
# "Лечебное дело З, В": short forms of study
LONE_LETTERS = regex.compile(r"(?<![\p{L}.«\"-])\p{L}(?:[\s,/]+\p{L})*\.?$")
# "Фармация (кроме заочной формы)", "Дошкольное обучение (очно, заочно)"
FORM_IN_BRACKET = regex.compile(r"(?<=\S\s*)\([^()]*")
# "Жалпы медицина / Общая медицина"
SLASH = regex.compile(r"\s/\s")
WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
# "Элдик көркөм Элдик көркөм": a line printed or read twice
TWICE = regex.compile(r"(?<!\p{L})(\p{L}[\p{L} -]{4,}?)[ ]+\1(?!\p{L})", regex.IGNORECASE)


@cache
def _foreign_letters(lang: str) -> frozenset[str]:
    """Return the letters of the other languages that one lacks."""
    own = load_vocabulary(lang).letters
    return frozenset(letter for other in LANGUAGES for letter in load_vocabulary(other).letters if letter not in own)


# What a name doesn't end with, and why not.
ENDS = {":": "it may be a sentence that opens the list"} | dict.fromkeys("-,;", "more of it may stand elsewhere")
# What a table's header speaks of; no name does of two of these.
OF_COLUMNS = frozenset({"code", "name", "forms"})


def _form_within(name: str) -> str | None:
    """Return the form of study that stands in mid-name with a capital, as only the cell of another column does."""
    if name.isupper():
        return None
    terms = (name[term.start : term.end] for term in find_terms("forms", name) if name[: term.start].strip())
    return next((words for words in terms if words[0].isupper()), None)


@lru_cache(maxsize=4096)
def why_implausible(name: str, lang: str | None = None) -> str | None:
    """Return what shows that a name holds too much or too little, or is not in its language, or None.

    >>> why_implausible("Архитектура жана курулуш экстернат")
    "it ends with a form of study: 'экстернат'"
    >>> why_implausible("Информациялык тутумдарды камсыздоо жана")
    "it ends with 'жана'"
    >>> why_implausible("Элдик көркөм маданият") is None
    True
    """
    words = WORD.findall(name)
    if not words:
        return "it has no letters"
    if is_phrase("ditto", name.strip(" .")):
        return "it stands for the words of a cell above it"
    if len({term.key for term in find_terms("table_header", name)} & OF_COLUMNS) > 1:
        return "it speaks of columns of a table"
    # "Өнөр жана маданият 534700 Транспорт": a row read as a part of what stands above it
    if found := ANY_CODE.search(name):
        return f"it holds a code: {found.group()!r}"
    if acts := find_act_numbers(name):
        return f"it names an act: {acts[0].num!r}"
    if said := find_terms("bars", name):
        return f"it says what is barred or permitted: {name[said[0].start : said[0].end]!r}"
    if is_of_editors(name):
        return "it is a note of editors"
    if opens_note(name):
        return "it is a note"
    if any(bar in name for bar in BARS):
        return "it holds a bar between cells"
    if found := LEADING_NUMBER.match(name):
        return f"it begins with the number {found.group(1)}, which may be of the code"
    if says_exception(name) or ((found := FORM_IN_BRACKET.search(name)) and find_terms("forms", found.group())):
        return "it makes an exception"
    if SLASH.search(name):
        return "it holds a slash between blanks, as a cell with the names of two languages does"
    if strange := find_strange_letters(name):
        return f"it holds a letter that no language here has: {strange[0]!r}"
    if lang and (foreign := _foreign_letters(lang).intersection(name.lower())):
        return f"it holds a letter that {load_vocabulary(lang).name} lacks: {min(foreign)!r}"
    if cut := _why_cut(name, words):
        return cut
    if form := _form_within(name):
        return f"it holds a form of study: {form!r}"
    if split := find_doubtful_split(name):
        return f"it may hold a word that a blank splits: {split!r}"
    if found := TWICE.search(name):
        return f"it says {found.group(1)!r} twice"
    return None


def _why_cut(name: str, words: Sequence[str]) -> str | None:
    """Return what shows that the first or the last words of a name are of something else, or that it goes on."""
    if len(words) > 1 and LONE_LETTERS.search(name):
        return "it ends with a lone letter, as a cell of short forms does"
    if len(words) > 1 and begins_form(words[-1]) and (len(words[-1]) > 4 or is_phrase("forms", words[-1])):
        return f"it ends with a form of study: {words[-1]!r}"
    if len(words) > 1 and begins_form(words[0]) and name.startswith(words[0]) and find_terms("forms", words[0]):
        return f"it begins with a form of study: {words[0]!r}"
    if LONE_QUOTE.search(name):
        return "it begins or ends with half of a pair of quotation marks"
    if name.startswith(words[0]) and words[0].islower() and is_phrase("connectives", words[0]):
        return f"it begins with {words[0]!r}"
    if is_phrase("joining_words", words[-1]) and name.rstrip().endswith(words[-1]):
        return f"it ends with {words[-1]!r}"
    if (last := name.rstrip()[-1:]) in ENDS:
        return f"it ends with {last!r}: {ENDS[last]}"
    if MARKED.search(name):
        return "it ends with the mark of a note"
    return None

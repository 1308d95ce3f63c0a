"""Judge the text layer of each page before a word of it is believed.

A layer lies in four ways: it isn't there (a scan); it is Latin garbage over Cyrillic print (a program read it in the
wrong alphabet, or a font has no map to Unicode); it has lost the letters that Russian lacks (`женунде` for `жөнүндө`);
or its words are no words (a bad recognition).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import regex

from pipeline.errors import UntrustedTextError
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.read.pdf.page import Page
from pipeline.read.pdf.words import count_unreadable
from pipeline.text.look_alikes import find_look_alikes

ADVICE = "recognize its pages (OCR), or give its text as UTF-8 plain text"
# Fewer letters than this prove nothing.
_LETTERS = 60
# A scanned page with fewer letters than this has no text layer: what it has is a stamp or a mark of the program.
_FEW = 30
# So many characters of a page tell whether it has letters enough.
_ENOUGH = 400
# Shares of a page's characters without a Unicode character, and of its words that nobody writes so, in Latin letters
# (`aHaJrIi3`) and in any; English has 1 in 100 of the latter, the worst honest page of acts that was tried 2.
_UNREADABLE, _GARBAGE, _BAD = 0.02, 0.3, 0.1
# Texts in Latin letters have three to five vowels in ten letters, whatever the language.
_VOWELS, _VOWEL = 0.26, regex.compile(r"[aeiouyäöüéèáíóúıəøå]", regex.IGNORECASE)
# So many words of a language without its own letters, and more than with them, mean that these are lost.
_LOST, _LETTERS_LOST = 3, "letters that Russian lacks are lost"
_WORD = regex.compile(r"[\p{L}\p{N}\\^_`\[\]{}|@<>?=~$*&']+")
_SPELLED = regex.compile(r"\p{L}+(?:-\p{L}+)*")
# "aHaJrIi3", "r4x", "ih\\_jby": a capital behind a small letter, a mark or a digit inside a word
_IRREGULAR = regex.compile(r"\p{Ll}\p{Lu}|\p{L}[\p{N}\\^_`\[\]{}|@<>?=~$*&]+\p{L}")
_LATIN, _LETTER = regex.compile(r"\p{Latin}"), regex.compile(r"\p{L}")
_MIXED = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
# The letters that Russian lacks, and what recognition makes of them; е stands for ө and ә too.
_FLAT = str.maketrans("үөңқғұәіһеэ", "уонкгуоихоо")
_SHORTEST = 4


def tell_untrusted(pages: Mapping[int, str], place: str) -> UntrustedTextError:
    """Return the error that names pages, given with the reasons."""
    return UntrustedTextError(
        pages, f"the text of the PDF can't be believed: {_told(pages)}", place=place, advice=ADVICE
    )


def judge_pages(pages: Iterable[Page]) -> dict[int, str]:
    """Return the pages whose text can't be believed, by number, each with the reason and its evidence."""
    pages = list(pages)
    found = {page.number: _reason(page) for page in pages}
    if any(reason and reason.startswith(_LETTERS_LOST) for reason in found.values()):
        found |= {page.number: _reason_of_lost_letters(_text(page), 1) for page in pages if not found[page.number]}
    return {number: reason for number, reason in found.items() if reason is not None}


def _text(page: Page) -> str:
    return " ".join(word for words in page.fonts.values() for word in words)


def _reason(page: Page) -> str | None:
    text = _text(page)
    letters = len(_LETTER.findall(text[:_ENOUGH]))
    silent = letters < _FEW if page.scanned else not text
    if silent and (reason := _reason_of_silence(page)):
        return reason
    unreadable = count_unreadable(text)
    if unreadable > max(1, _UNREADABLE * len(text)):
        return f"{unreadable} of {len(text)} characters have no Unicode character ({_fonts(page, count_unreadable)})"
    if letters < _LETTERS:
        return None
    return _reason_of_garbage(page, _mended(text)) or _reason_of_lost_letters(text)


def _mended(text: str) -> str:
    """Return a text with letters of the right script where others look like them: that is mended later, no garbage."""
    letters = list(text)
    for at, letter in find_look_alikes(text):
        letters[at] = letter
    return "".join(letters)


def _reason_of_silence(page: Page) -> str | None:
    if page.scanned or page.pictured:
        return "no text, a scanned picture"
    return "no text, its letters are drawn as shapes" if page.drawn else None


def _reason_of_garbage(page: Page, text: str) -> str | None:
    """Return why words are no words: those in Latin letters first, then those of any letters."""
    latin_letters = len(_LATIN.findall(text))
    if latin_letters * 2 > len(_LETTER.findall(text)):
        vowels = len(_VOWEL.findall(text))
        if vowels < _VOWELS * latin_letters:
            return f"Latin letters that make no words: {vowels} of {latin_letters} are vowels, {text[:40]!r}"
    if len(_IRREGULAR.findall(text)) + len(_MIXED.findall(text)) <= _BAD * text.count(" "):
        return None
    words = [word for word in _WORD.findall(text) if len(word) > 2 and _LETTER.search(word)]
    latin = [word for word in words if _LATIN.search(word)]
    wrong = [word for word in latin if _IRREGULAR.search(word)]
    if len(latin) * 2 > len(words) and len(wrong) > _GARBAGE * len(latin):
        fonts = _fonts(page, lambda word: len(_LATIN.findall(word)))
        return f"{len(wrong)} of {len(latin)} words are Latin garbage such as {wrong[0]!r} ({fonts})"
    bad = [word for word in words if _IRREGULAR.search(word) or _MIXED.search(word)]
    if len(bad) > _BAD * len(words):
        return f"{len(bad)} of {len(words)} words are none, such as {bad[0]!r}"
    return None


def _reason_of_lost_letters(text: str, least: int = _LOST) -> str | None:
    """Return why a text has lost letters: words that can only be words of a language without its own letters."""
    counts = Counter(_SPELLED.findall(text.lower()))
    flat = {word: _flatten(word) for word in counts if len(word) >= _SHORTEST}
    for lang in LANGUAGES:
        whole, lacking = _marked_words(lang)
        lost = [word for word, letters in flat.items() if letters in lacking and not _is_whole(word)]
        missing = sum(counts[word] for word in lost)
        kept = sum(counts[word] for word in whole)
        if missing >= least and missing > kept:
            own = " ".join(sorted(load_vocabulary(lang).letters))
            return f"{_LETTERS_LOST} ({own}): {missing} words such as {lost[0]!r}, {kept} with them"
    return None


def _is_whole(word: str) -> bool:
    """Tell whether a word has letters that Russian lacks, or is a word without them."""
    return not _own_letters().isdisjoint(word) or word in _all_words()


@cache
def _marked_words(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a language that have letters Russian lacks, and how they look without them."""
    vocabulary = load_vocabulary(lang)
    whole = frozenset(
        word for word in vocabulary.function_words if set(word) & vocabulary.letters and len(word) >= _SHORTEST
    )
    return whole, frozenset(map(_flatten, whole))


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in load_vocabulary(lang).function_words)


@cache
def _own_letters() -> frozenset[str]:
    return frozenset(letter for lang in LANGUAGES for letter in load_vocabulary(lang).letters)


def _flatten(word: str) -> str:
    return word.translate(_FLAT)


def _fonts(page: Page, is_meant: Callable[[str], int]) -> str:
    """Name the fonts of a page that have most of the characters meant."""
    counts = {font: sum(map(is_meant, words)) for font, words in page.fonts.items()}
    named = sorted((font for font, count in counts.items() if count), key=lambda font: -counts[font])
    return "font " + ", ".join(named[:3])


def _told(pages: Mapping[int, str]) -> str:
    """Tell the pages and why, those with the same reason together."""
    numbers: dict[str, list[int]] = {}
    for number, reason in pages.items():
        numbers.setdefault(reason, []).append(number)
    return "; ".join(f"{tell_pages(found)}: {reason}" for reason, found in list(numbers.items())[:3]) + (
        f"; {len(numbers) - 3} more reasons" if len(numbers) > 3 else ""
    )


def tell_pages(numbers: Sequence[int]) -> str:
    """Name pages: `page 3`, `pages 1-3, 7`."""
    return f"page {numbers[0]}" if len(numbers) == 1 else "pages " + ", ".join(_runs(numbers))


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield numbers in runs: 1-3, 7."""
    start = before = numbers[0]
    for number in [*numbers[1:], 0]:
        if number != before + 1:
            yield f"{start}-{before}" if before > start else str(start)
            start = number
        before = number

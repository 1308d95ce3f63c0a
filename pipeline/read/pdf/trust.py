"""Judge the text layer of each page before a word of it is believed.

A layer lies in four ways: it isn't there (a scan); it is Latin garbage over Cyrillic print (a program read it in the
wrong alphabet, or a font has no map to Unicode); it has lost the letters that Russian lacks (`женунде` for `жөнүндө`);
or its words are no words (a bad recognition).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import regex

from pipeline.errors import UntrustedTextError
from pipeline.read.lost_letters import LETTERS_LOST, reason_of_lost_letters
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
_WORD = regex.compile(r"[\p{L}\p{N}\\^_`\[\]{}|@<>?=~$*&']+")
# "aHaJrIi3", "r4x", "ih\\_jby": a capital behind a small letter, a mark or a digit inside a word
_IRREGULAR = regex.compile(r"\p{Ll}\p{Lu}|\p{L}[\p{N}\\^_`\[\]{}|@<>?=~$*&]+\p{L}")
_LATIN, _LETTER = regex.compile(r"\p{Latin}"), regex.compile(r"\p{L}")
_MIXED = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")


def tell_untrusted(pages: Mapping[int, str], place: str) -> UntrustedTextError:
    """Return the error that names pages, given with the reasons."""
    return UntrustedTextError(
        pages, f"the text of the PDF can't be believed: {_told(pages)}", place=place, advice=ADVICE
    )


def judge_pages(pages: Iterable[Page]) -> dict[int, str]:
    """Return the pages whose text can't be believed, by number, each with the reason and its evidence."""
    pages = list(pages)
    found = {page.number: _reason(page) for page in pages}
    if any(reason and reason.startswith(LETTERS_LOST) for reason in found.values()):
        found |= {page.number: reason_of_lost_letters(_text(page), 1) for page in pages if not found[page.number]}
    return {number: reason for number, reason in found.items() if reason is not None}


def _text(page: Page) -> str:
    return " ".join(word for words in page.fonts.values() for word in words)


def _reason(page: Page) -> str | None:
    text = _text(page)
    letters = len(_LETTER.findall(text, endpos=_ENOUGH))
    silent = letters < _FEW if page.scanned else not text
    if silent and (reason := _reason_of_silence(page)):
        return reason
    unreadable = count_unreadable(text)
    if unreadable > max(1, _UNREADABLE * len(text)):
        return f"{unreadable} of {len(text)} characters have no Unicode character ({_fonts(page, count_unreadable)})"
    if letters < _LETTERS:
        return None
    garbage = _reason_of_garbage(page, _mended(text)) if _is_suspect(text.split(" ")) else None
    return garbage or reason_of_lost_letters(text)


def _is_suspect(words: Sequence[str]) -> bool:
    """Tell whether words are mostly in Latin letters, or many are irregular: then it is worth a closer look."""
    letters, latin, irregular = map(sum, zip(*map(_tally, words), strict=True))
    return latin * 2 > letters or irregular > _BAD * (len(words) - 1)


@lru_cache(maxsize=1 << 14)
def _tally(word: str) -> tuple[int, int, int]:
    """Count the letters of a word, those in Latin, and the places where it is irregular."""
    word = _mended(word)
    irregular = len(_IRREGULAR.findall(word)) + len(_MIXED.findall(word))
    return len(_LETTER.findall(word)), len(_LATIN.findall(word)), irregular


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

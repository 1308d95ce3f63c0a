"""Give every line its language, where an act prints two side by side or page by page.

A block (lines with no blank line between, up to a paragraph surely in another language) is one language. Its letters
and small words decide; where they are silent, as in most short names, the block goes to the language whose last number
it counts on from, or whose last sentence it ends, or else to the language of the block before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import regex

from pipeline.languages.identify import identify_language, score_languages
from pipeline.languages.vocabulary import LANGUAGES, find_terms

# "33\t570300", "15. ", "7) ", "- 3) ": a number that counts on
LEADING_NUMBER = regex.compile(r"\s*(?:[-•]\s*)?(\d{1,3})(?:(?P<table>\t)|[.)]\s*\p{L}|[.)]\s)")
SENTENCE_END = regex.compile(r"[.;:!?»”\")*]\s*$")
# The first line of a paragraph may be set in by so many blanks at least.
SET_IN = 2
# "А.А. Касымалиев": a name tells nothing of the language around it
NAME = regex.compile(r"[\s_]*(?:\p{Lu}\.\s?){1,2}\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s*")
# "510100 Математика", "33\t570300\tТеатр искусствосу": a row of a table
TABLE_ROW = regex.compile(r"\s*(?:\d{1,4}[.)]?\s+)?\d{2}[\d.]{4,}\s|.*\t")
# So many letters make a block a witness of its language.
PROOF_LETTERS, LONG_TEXT = 40, 150
SENTENCE = regex.compile(r"[.:;]\W*$")
# A language that wins less than this share of the text's letters is a quotation, not a language of the text; so is one
# of a single block of sentences, unless that is a large share and there are headings and rows of that language, too.
MIN_SHARE, LARGE_SHARE, BLOCKS_OF_ACT = 0.05, 0.3, 4
COUNTS_ON, ENDS_SENTENCE, GOES_ON = 0.6, 0.25, 0.05
CERTAIN, PROVEN = 0.15, 0.9
# What a letterhead names
OF_LETTERHEADS = ("act_kinds", "country", "issuers")
# A heading that the languages share has no more words than this.
SHARED_WORDS = 8


@dataclass
class _Running:
    """What a language last printed: its last number of each kind, and whether its last sentence was open."""

    numbers: dict[str, int] = field(default_factory=dict)
    open_sentence: bool = False


def part_blocks(lines: Sequence[str], blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the blocks, those that hold paragraphs surely in several languages parted between them.

    A paragraph that proves nothing and stands between two languages, or below several, is a block of its own.
    """
    parted: list[tuple[int, int]] = []
    for start, end in blocks:
        begins, unproven = [start], []
        known: str | None = None
        for first, last in _paragraphs(lines, start, end):
            tongue = _proven("\n".join(lines[first:last]))
            if tongue is None:
                unproven += [first] if known else []
                continue
            if known and tongue != known:
                begins += [*unproven, first]
            known, unproven = tongue, []
        begins += unproven if len(begins) > 1 else []
        parted += pairwise((*begins, end))
    return parted


def _paragraphs(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a block: they begin below the end of a sentence, or are set in; no row is one."""
    yield from pairwise((start, *(i for i in range(start + 1, end) if _parts(lines[i - 1], lines[i])), end))


def _parts(above: str, below: str) -> bool:
    if "\t" in below or below.lstrip()[:1].islower():
        return False
    set_in = (len(line) - len(line.lstrip()) for line in (below, above))
    return SENTENCE_END.search(above) is not None or next(set_in) >= SET_IN + next(set_in)


def _proven(text: str) -> str | None:
    """Return the language that running text is surely in."""
    if not _is_running_text(text):
        return None
    lang, lead = identify_language(text, LANGUAGES)
    return lang if lead >= PROVEN else None


def find_languages(lines: Sequence[str], blocks: Sequence[tuple[int, int]]) -> list[str | None]:
    """Return the language of each block; `blocks` are index ranges of `lines`, half-open."""
    scores = [_score("\n".join(lines[start:end])) for start, end in blocks]
    present = _languages_present(lines, blocks, scores)
    if len(present) < 2:
        return [present[0] if present else None] * len(blocks)
    running = {lang: _Running() for lang in present}
    found: list[str | None] = []
    for (start, end), score in zip(blocks, scores, strict=True):
        before = found[-1] if found else None
        block = lines[start:end]
        if _is_shared(block, present) or (before is None and not any(_leads(score))):
            found.append(None)
            continue
        proof = {} if NAME.fullmatch(" ".join(block)) else score
        weights = {one: _weigh(one, proof, block[0], running[one], before) for one in present}
        lang = max(present, key=lambda one: (weights[one], one))
        _note(running[lang], block)
        found.append(lang)
    return _fill_shared(found)


def _score(text: str) -> dict[str, float]:
    """Give each language its share of the evidence; where letters and words are silent, bodies and kinds of acts tell.

    `УКАЗ` and `КЫРГЫЗСКОЙ РЕСПУБЛИКИ` are words of one vocabulary only.
    """
    score = score_languages(text)
    if any(_leads(score)):
        return score
    owners: dict[tuple[int, int], set[str | None]] = {}
    for term in chain.from_iterable(find_terms(section, text) for section in OF_LETTERHEADS):
        owners.setdefault((term.start, term.end), set()).add(term.lang)
    tongues = {lang for langs in owners.values() if len(langs) == 1 for lang in langs if lang}
    if len(tongues) != 1:
        return score
    return {lang: float(lang in tongues) for lang in score}


def _leads(score: dict[str, float]) -> list[bool]:
    """Tell of each language whether it has more evidence than the least likely one."""
    return [share > min(score.values()) for share in score.values()]


def _is_shared(block: Sequence[str], present: Sequence[str]) -> bool:
    """Tell whether a block prints the act's kind in several languages and nothing else (`ТОКТОМ ПОСТАНОВЛЕНИЕ`)."""
    text = "\n".join(block)
    if len(text.split()) > SHARED_WORDS:
        return False
    kinds = find_terms("act_kinds", text)
    return len({term.lang for term in kinds} & set(present)) > 1 and len(text.split()) == len(kinds)


def _fill_shared(found: Sequence[str | None]) -> list[str | None]:
    """Give what the languages share to the block that follows."""
    filled: list[str | None] = []
    following: str | None = None
    for lang in reversed(found):
        following = lang or following
        filled.append(following)
    return filled[::-1]


def _languages_present(
    lines: Sequence[str], blocks: Sequence[tuple[int, int]], scores: Sequence[dict[str, float]]
) -> list[str]:
    """Return the languages that own a share of the running text, the largest first.

    Names, signatures and the cells of tables prove nothing: a Kyrgyz list may print `Маданият и искусство`.
    """
    size, count, leaning = Counter[str](), Counter[str](), Counter[str]()
    for (start, end), score in zip(blocks, scores, strict=True):
        text = "\n".join(lines[start:end])
        ranked = sorted(score.values(), reverse=True)
        if ranked[0] - ranked[1] < CERTAIN:
            continue
        best = max(score, key=lambda lang: score[lang])
        leaning[best] += 1
        if _is_running_text(text):
            size[best] += len(text)
            count[best] += 1
    largest = max(size, key=lambda lang: size[lang], default=None)
    if largest is None:
        whole = score_languages("\n".join(lines))
        return [max(whole, key=lambda lang: whole[lang])] if any(_leads(whole)) else []
    shares = {lang: letters / size.total() for lang, letters in size.items()}
    present = [
        lang
        for lang, share in shares.items()
        if lang == largest
        or (count[lang] > 1 and share >= MIN_SHARE)
        or (leaning[lang] >= BLOCKS_OF_ACT and share >= LARGE_SHARE)
    ]
    return sorted(present, key=lambda lang: -size[lang])


def _is_running_text(text: str) -> bool:
    """Tell whether a block proves its language: it holds a sentence or is long, and is no row of a table."""
    letters = sum(map(str.isalpha, text))
    whole = any(map(SENTENCE.search, text.splitlines())) or letters >= LONG_TEXT
    return whole and letters >= PROOF_LETTERS and not TABLE_ROW.match(text)


def _weigh(lang: str, score: dict[str, float], first_line: str, running: _Running, before: str | None) -> float:
    weight = score.get(lang, 0.0) + (GOES_ON if lang == before else 0.0)
    number = LEADING_NUMBER.match(first_line)
    if number and running.numbers.get(_kind(number)) == int(number.group(1)) - 1:
        weight += COUNTS_ON
    if running.open_sentence and first_line.lstrip()[:1].islower():
        weight += ENDS_SENTENCE
    return weight


def _note(running: _Running, block: Sequence[str]) -> None:
    for line in block:
        if number := LEADING_NUMBER.match(line):
            running.numbers[_kind(number)] = int(number.group(1))
    running.open_sentence = not SENTENCE_END.search(block[-1]) and "\t" not in block[-1]


def _kind(number: regex.Match[str]) -> str:
    return "table" if number.group("table") else "text"

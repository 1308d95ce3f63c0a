"""Whether two sources with one act id print one state of one act."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pipeline.join.numbers import SAME_LIST, pair_lists
from pipeline.join.witness import TITLES, Witness
from pipeline.languages.vocabulary import find_terms

# What tells a state of an act from others; its number and date must be printed.
_IDENTITY = ("kind", "jurisdiction", "number", "date", "consolidated_to", "status")
# Bodies that a country has one of: another language names the same one by another word.
_SINGULAR = frozenset({"government", "cabinet", "president", "parliament", "prime_minister"})
# Two copies of an act spell each word of a body's name nearly alike, and have most words of a title in common.
_SAME_WORD, _SAME_TITLE = 0.75, 0.5


def tell_apart(one: Witness, other: Witness) -> str | None:
    """Say why two sources with one act id don't print one state of one act; None where they do."""
    if not (one.act.get("number") and one.act.get("date")):
        return "it prints no number or no date"
    return next(_differences(one, other), None)


def _differences(one: Witness, other: Witness) -> Iterator[str]:
    for name in _IDENTITY:
        if one.act.get(name) != other.act.get(name):
            yield f"{name} is {one.act.get(name)} there and {other.act.get(name)} here"
    for name in TITLES:
        ours, theirs = one.act.get(name), other.act.get(name)
        if ours and theirs and _share_of_words(ours, theirs) < _SAME_TITLE:
            yield f"{name} is {ours} there and {theirs} here"
    common = False
    for theirs, ours in pair_lists(one, other).items():
        codes = one.codes_of(ours), other.codes_of(theirs)
        shared, least = len(codes[0] & codes[1]), min(map(len, codes))
        if shared < SAME_LIST * least:
            yield f"of {least} codes of the list {ours} they have {shared} in common"
        common |= bool(shared)
    for name in ("issuer", "adopted_by"):
        yield from _other_body(one, other, name, common)


def _other_body(one: Witness, other: Witness, name: str, common: bool) -> Iterator[str]:
    """Yield that two sources name two bodies, or, without codes in `common`, that nothing shows they name one."""
    ours, theirs = one.act.get(name), other.act.get(name)
    if not (ours and theirs):
        return
    bodies = [{term.key for term in find_terms("issuers", text)} & _SINGULAR for text in (ours, theirs)]
    same_language = bool(langs_of(one, name) & langs_of(other, name))
    if bodies[0] != bodies[1] or (same_language and not _alike(ours, theirs)):
        yield f"{name} is {ours} there and {theirs} here"
    elif not (same_language or bodies[0] or common):
        yield f"nothing shows that {ours} and {theirs} are one body"


def langs_of(witness: Witness, field: str) -> set[str]:
    """Return the languages that a value of the act is told to be printed in."""
    return {place["lang"] for place in witness.places("acts", str(witness.act["act_id"]), field)} - {None}


def _alike(one: str, other: str) -> bool:
    """Tell whether two names of bodies have the same words, each with a letter or so between them."""
    words = one.casefold().split(), other.casefold().split()
    return len(words[0]) == len(words[1]) and all(_ratio(*pair) >= _SAME_WORD for pair in zip(*words, strict=True))


def _share_of_words(one: str, other: str) -> float:
    """Return the share of the words of the shorter text that stand in the other, a letter or so aside."""
    shorter, longer = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return sum(any(_ratio(word, near) >= _SAME_WORD for near in longer) for word in shorter) / len(shorter)


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()

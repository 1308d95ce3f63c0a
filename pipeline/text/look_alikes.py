"""Letters of one script that look like a letter of the other.

A word that mixes Latin and Cyrillic was typed or recognised with the wrong keyboard: `Қaнттық` holds a Latin a. The
letters go towards the script that the other letters of the word prove; letters that look alike prove nothing.
"""

from __future__ import annotations

import regex

# Latin letter, its Cyrillic twin. Y is Ү where a language has Ү: `Yй` is a house in Kazakh and in Kyrgyz.
PAIRS = "AА aа BВ CС cс EЕ eе HН IІ iі KК MМ OО oо PР pр TТ XХ xх yу YҮ hһ əә".split()
LATIN_TO_CYRILLIC = {pair[0]: pair[1] for pair in PAIRS}
CYRILLIC_TO_LATIN = {pair[1]: pair[0] for pair in PAIRS} | {"У": "Y"}
# "Қaнттық", "portalу": Latin and Cyrillic side by side somewhere in one word.
BOTH = r"[\p{Latin}\p{Cyrillic}]"
MIXED_WORD = regex.compile(rf"(?<!{BOTH})(?:\p{{Latin}}++\p{{Cyrillic}}|\p{{Cyrillic}}++\p{{Latin}}){BOTH}*+")
LATIN = regex.compile(r"\p{Latin}")
# IХ: a Roman number
ROMAN = regex.compile(r"[IXІХ]++")


def find_look_alikes(text: str) -> list[tuple[int, str]]:
    """Return (offset, letter it should be) for every letter of the other script inside a word.

    A word whose other-script letters don't all have a twin is left as it is.

    >>> [(at, letter) for at, letter in find_look_alikes("Қaнттық заттар, portalу")]
    [(1, 'а'), (22, 'y')]
    """
    found = []
    for word in MIXED_WORD.finditer(text):
        twins = _mend_word(word.group())
        found += [(word.start() + i, twin) for i, twin in twins.items()]
    return found


def _mend_word(word: str) -> dict[int, str]:
    if ROMAN.fullmatch(word):
        return _twins(word, {i for i, letter in enumerate(word) if not LATIN.match(letter)}, CYRILLIC_TO_LATIN)
    latin = {i for i, letter in enumerate(word) if LATIN.match(letter)}
    cyrillic = set(range(len(word))) - latin
    proof_of_latin = sum(word[i] not in LATIN_TO_CYRILLIC for i in latin)
    proof_of_cyrillic = sum(word[i] not in CYRILLIC_TO_LATIN for i in cyrillic)
    if proof_of_latin > proof_of_cyrillic or (proof_of_latin == proof_of_cyrillic and len(latin) > len(cyrillic)):
        return _twins(word, cyrillic, CYRILLIC_TO_LATIN)
    return _twins(word, latin, LATIN_TO_CYRILLIC)


def _twins(word: str, others: set[int], table: dict[str, str]) -> dict[int, str]:
    if any(word[i] not in table for i in others):
        return {}
    return {i: table[word[i]] for i in sorted(others)}

"""What a word begins with in all its forms: the word without its ending of number, person and case.

No dictionary is asked: a stem is where to look for other forms, and may find the forms of another word.
"""

from __future__ import annotations

import regex

VOWELS = "аеиоуыэюяөүәіұ"
# The vowels of Turkic endings, which follow those of the word: -лар -лер -лор -лөр, -нын -нин -нун -нүн.
OPEN, CLOSE = "[аеоөәэ]", "[ыиуүіұ]"
CONSONANT_BEFORE, VOWEL_BEFORE = rf"(?<=[^{VOWELS}])", rf"(?<=[{VOWELS}])"
# билимДИН, окутууНУ, уюмГА, тизмегиНДЕги, жылДАН, жұмысПЕН
CASE = (
    rf"(?:[ндт]{CLOSE}[нң]|[ндт]{CLOSE}|[гкғқ]{OPEN}|н?[дт]{OPEN}(?:[гғ]{CLOSE})?|[ндт]{OPEN}н|н{OPEN}|[мбп]ен"
    rf"|{VOWEL_BEFORE}н)"
)
# адистикТЕР, адистикТЕРИ, даражаСЫ, уюмУ; Kazakh басқарУЫ, талдауЫ, where у is a consonant
OWNED = rf"{CONSONANT_BEFORE}{CLOSE}|{CONSONANT_BEFORE}у[ыі]|(?<=у)[ыі]|{VOWEL_BEFORE}с{CLOSE}"
TURKIC = regex.compile(rf"(\p{{L}}{{3,}}?)(?:[лдт]{OPEN}р)?(?:{OWNED})?{CASE}?")
TURKIC_LETTER = regex.compile("[өүңәғқұһі]")
# учебнЫМИ, образованИЕ, дисциплинА
RUSSIAN = regex.compile(
    rf"(\p{{L}}{{3,}}?[^{VOWELS}])(?:[ыи]ми|[ое]го|[ое]му|[аяи]ми|иями|и?ях|и?ям|и?ем|[ао]й|ей|[аяоеыиую][яею]|ии"
    r"|[ыи][йхм]|ой|[оа]м|ах|[оеи]в|ью|[аяоеыиуюьй])"
)
# тизмеК and тизмеГи, мамандыҚ and мамандыҒы, кесиП and кесиБи
VOICELESS, VOICED = "кқп", "гғб"
SHORTEST = 3
# The digits of a code that name its field.
SHORTEST_CODE = 2


def turkic_stem(word: str) -> str:
    """Return what the other forms of a folded Kyrgyz or Kazakh word begin with."""
    found = TURKIC.fullmatch(word)
    stem = found[1] if found else word
    changes = stem[-1] in VOICELESS or (stem[-1] in VOICED and word[len(stem) :][:1] in VOWELS)
    return stem[:-1] if changes and len(stem) > SHORTEST + 1 else stem


def _russian_stem(word: str) -> str:
    found = RUSSIAN.fullmatch(word)
    return found[1] if found and not TURKIC_LETTER.search(word) else word


def stem_of(folded: str) -> str | None:
    """Return what the other forms of a folded word begin with, in Kyrgyz, Kazakh or Russian; None for a short one.

    >>> stem_of("окутууну"), stem_of("образование"), stem_of("5600"), stem_of("же")
    ('окутуу', 'образован', '5600', None)
    """
    if not folded.isalpha():
        return folded if len(folded) >= SHORTEST_CODE else None
    stem = min(turkic_stem(folded), _russian_stem(folded), key=len)
    return stem if len(stem) >= SHORTEST else None

"""Letters that none of the languages has, or that stand in the middle of a word as only a font of its own draws them.

Кљркљм      for Көркөм: an old font drew ө in the place of a Serbian letter
берvvнvн    for берүүнүн: and another ү in the place of a Latin one
"""

from __future__ import annotations

import regex

from pipeline.text.look_alikes import LATIN_TO_CYRILLIC

_TWINS = "".join(LATIN_TO_CYRILLIC)
STRANGE = regex.compile(
    rf"""(?V1)
      [\p{{Cyrillic}}--[а-яёәғқңөұүһіА-ЯЁӘҒҚҢӨҰҮҺІ]]
    | (?<=\p{{Cyrillic}}) (?: [\p{{Latin}}--[{_TWINS}]]{{1,2}} | [²³¹ºª¢¡µ] ) (?=\p{{Cyrillic}})
    """,
    regex.VERBOSE,
)


def find_strange_letters(text: str) -> list[str]:
    """Return the letters of a text that none of the languages writes there.

    >>> find_strange_letters("Кљркљм берvнvн"), find_strange_letters("Moodleде Көркөм")
    (['љ', 'љ', 'v', 'v'], [])
    """
    return STRANGE.findall(text)

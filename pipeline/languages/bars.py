"""Tell what words bar, and what they permit: `не допускается`, `жол берилбеген`; a negated bar permits."""

from __future__ import annotations

from typing import Literal

from pipeline.languages.vocabulary import Term, find_terms

Question = Literal["barred", "permitted"]


def find_bars(text: str, lang: str | None = None) -> list[Term]:
    """Find the words that bar.

    >>> [len(find_bars(text)) for text in ("не допускается", "не запрещается", "тыюу салынган", "тыюу салынбаган")]
    [1, 0, 1, 0]
    """
    return [term for term in find_terms("bars", text, lang) if term.key == "barred"]


def find_question(text: str) -> Question | Literal["both"] | None:
    """Tell whether words bar or permit, or do both.

    >>> [find_question(text) for text in ("не допускается", "допускается", "не являются допустимыми", "формы обучения")]
    ['barred', 'permitted', 'barred', None]
    """
    said = {term.key for term in find_terms("bars", text)}
    if len(said) > 1:
        return "both"
    return "barred" if "barred" in said else "permitted" if said else None


def is_answer(text: str) -> Question | None:
    """Tell what a text that holds nothing else says.

    >>> is_answer("не разрешена"), is_answer("не запрещена"), is_answer("разрешена не всем")
    ('barred', 'permitted', None)
    """
    whole = any(term.start == 0 and term.end == len(text) for term in find_terms("bars", text))
    question = find_question(text) if whole else None
    return None if question == "both" else question

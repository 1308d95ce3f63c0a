"""Tell whether two texts of a PDF are in two languages, as pages and columns of an act in both are."""

from __future__ import annotations

from pipeline.languages.identify import identify_language

# How sure of each language one has to be.
_SURE = 0.9


def are_in_two_languages(one: str, other: str) -> bool:
    """Tell whether two texts are in different languages beyond doubt."""
    (first, lead), (second, other_lead) = identify_language(one), identify_language(other)
    return first != second and min(lead, other_lead) >= _SURE

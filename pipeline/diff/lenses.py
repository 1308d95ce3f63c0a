"""Lenses: what counts as barred in an edition, since the acts bar different things, and the provision that rests on.

`as_printed` sees every form that a list bars. `distance` sees what may not be studied at a distance: the entries barred
online where an act bars that, else those barred from correspondence, the form that distance studies took before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.languages.bars import find_bars
from pipeline.languages.vocabulary import find_terms

Row = Mapping[str, Any]
Lens = Literal["as_printed", "distance"]
LENSES: tuple[Lens, ...] = ("as_printed", "distance")
# A provision bears a lens when it speaks of lists or fields, of what is barred from them, and of a form.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class View:
    """An act through a lens: the forms whose bar counts, and the provision that the view rests on."""

    lens: Lens
    forms: frozenset[str]
    rests_on: str | None


def view_act(lens: Lens, restrictions: Iterable[Row], provisions: Iterable[Row]) -> View:
    """Look at an act's restrictions through a lens; `provisions` are its own, in print order."""
    printed = frozenset(row["form"] for row in restrictions)
    forms = printed
    if lens == "distance":
        forms = frozenset({"online"}) if "online" in printed else frozenset({"correspondence"}) & printed
    return View(lens, forms, _bearing(lens, forms, provisions))


def speaks_of_bars(text: str, lang: str) -> bool:
    """Tell whether a provision may bear a lens: it bars or excepts something, and speaks of a form of study."""
    return _bars(text, lang) and bool(find_terms("forms", text, lang) or _terms(text, lang, "distance"))


def _bearing(lens: Lens, forms: frozenset[str], provisions: Iterable[Row]) -> str | None:
    """Return the first provision that says most of what the lens sees."""
    best, bearing = _LEAST - 1, None
    for row in provisions:
        text, lang = row["text"] or "", row["lang"]
        if not _bars(text, lang):
            continue
        named = {term.key for term in find_terms("forms", text, lang)}
        said = 1 + bool(named & forms) + _terms(text, lang, "field")
        said += 2 * _terms(text, lang, "distance") if lens == "distance" else 0
        if said > best:
            best, bearing = said, str(row["provision_id"])
    return bearing


def _bars(text: str, lang: str) -> bool:
    return bool(find_bars(text, lang)) or _terms(text, lang, "except")


def _terms(text: str, lang: str, key: str) -> bool:
    return any(term.key == key for term in find_terms("lenses", text, lang))

"""A Document as plain values and back, so that it can pass between processes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from operator import attrgetter
from typing import Any

from pipeline.model import Document, Edit, Finding, Line, Place, Places

_ROWS: Mapping[str, Any] = {"lines": Line, "marks": Edit, "findings": Finding}
_FIELDS = {name: attrgetter(*made.__match_args__) for name, made in _ROWS.items()}


def plain_of(document: Document) -> dict[str, Any]:
    """Give a Document as values that JSON has; its rows as lists of their fields."""
    whole = {name: getattr(document, name) for name in Document.__slots__ if name not in _ROWS}
    whole["places"] = list(document.places.rows())
    rows = {name: list(map(_FIELDS[name], getattr(document, name))) for name in _ROWS}
    return {**whole, **rows}


def document_of(plain: Mapping[str, Any]) -> Document:
    """Make a Document of its plain values."""
    rows = {name: tuple(made(*map(_hashable, values)) for values in plain[name]) for name, made in _ROWS.items()}
    return Document(**{**plain, **rows, "places": Places(starmap(Place, plain["places"]))})


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

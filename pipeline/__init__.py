"""Tizmek: the lists in legal acts of Kyrgyzstan, Kazakhstan and Russia as tables whose every value is traceable.

>>> from pipeline import load, tables      # doctest: +SKIP
>>> load("list_entries")                   # doctest: +SKIP

Importing this package imports neither pandas nor pyarrow nor spaCy; `load` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["__version__", "load", "tables"]

__version__ = "0.1.0"


def load(table: str, folder: str | Path = "extracted") -> pd.DataFrame:
    """Load a table of a published folder as a pandas DataFrame: see `pipeline.published.load`."""
    from pipeline import published

    return published.load(table, folder)


def tables(folder: str | Path = "extracted") -> tuple[str, ...]:
    """Name the tables of a published folder: see `pipeline.published.table_names`."""
    from pipeline import published

    return published.table_names(folder)

"""A table that can't be read is told as a broken contract, whichever way it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from pipeline.errors import ContractError


@contextmanager
def refuse_damaged(out: Path) -> Iterator[None]:
    """Turn what Arrow says of a damaged file of the published folder `out` into a ContractError."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        message, advice = f"can't read a table: {reason}", "tizmek verify says which file; publish again"
        raise ContractError(message, place=str(out), advice=advice) from error

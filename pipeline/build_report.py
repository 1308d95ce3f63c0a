"""What a build made, in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import TizmekError


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: counts of sources, acts, rows by table and findings by severity; acts that aren't complete.

    `certificates` tell of each act how complete it and its lists are, and why. `without_act` are the sources in which
    no act was found, `refused` the errors of files that it was told to go on without. `release` is the one that holds
    the tables; `is_new` tells whether this build published it, or it stood already; `changes` are the rows of
    `release_changes`: what differs from the release before, and why.
    """

    sources: int
    acts: int
    tables: Mapping[str, int]
    findings: Mapping[str, int]
    incomplete: tuple[str, ...]
    without_act: tuple[str, ...] = ()
    certificates: Sequence[Mapping[str, Any]] = ()
    refused: tuple[TizmekError, ...] = ()
    release: int | None = None
    is_new: bool = True
    changes: Sequence[Mapping[str, Any]] = ()

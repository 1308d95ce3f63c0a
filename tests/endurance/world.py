"""A project of small acts, what may happen to it, and what must hold afterwards."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.audit.verify import verify
from pipeline.build import build_sources
from pipeline.errors import TizmekError
from pipeline.read.registry import DECISIONS
from pipeline.refresh.register import add_source, remove_source, rename_source, replace_text
from pipeline.releases.check import check_releases
from tests.releases.acts import DECREE, RUSSIAN, correction

NAMES = ("Фармация", "Фармация иши", "Медициналык оптика", "Акушердик иш")
_CELLS: dict[str, str | date] = {"licence": "none", "retrieved_on": date(2026, 1, 1)}
# Of so many acts and source ids one is drawn: often one that is there already.
_ACTS, _IDS = 6, 12
# What a build writes that no other build of the same sources does: numbers and days of releases.
OF_RELEASES = ("release.json",)


@dataclass
class World:
    """Sources and output in a folder, and the chance that decides what happens."""

    folder: Path
    chance: random.Random
    done: list[str] = field(default_factory=list)

    @property
    def sources(self) -> Path:
        """The folder of the sources."""
        return self.folder / "sources"

    @property
    def out(self) -> Path:
        """The folder of the tables."""
        return self.folder / "out"

    def ids(self) -> list[str]:
        """List the ids of the sources."""
        if not self.sources.is_dir():
            return []
        return sorted(home.name for home in self.sources.iterdir() if home.name not in {DECISIONS, ".removed"})

    def text(self) -> bytes:
        """Draw a text: an act in one of two languages, as text or as a page."""
        number = self.chance.randrange(1, _ACTS + 1)
        text = self.chance.choice((DECREE, DECREE, RUSSIAN)).format(number=number)
        text = text.replace("Фармация", self.chance.choice(NAMES))
        return (f"<pre>{text}</pre>" if self.chance.random() < 0.3 else text).encode()

    def step(self) -> None:
        """Do one thing to the sources; what can't be done is refused and changes nothing."""
        steps: tuple[Callable[[], object], ...] = (
            self.add,
            self.add,
            self.amend,
            self.correct,
            self.remove,
            self.rename,
        )
        one = self.chance.choice(steps)
        self.done.append(one.__name__)
        one()

    def add(self) -> None:
        """Register a text under an id that is free."""
        free = [f"act-{number}" for number in range(_IDS) if f"act-{number}" not in self.ids()]
        if free:
            self.sources.mkdir(exist_ok=True)
            add_source(self.sources, self.chance.choice(free), self.text(), ".txt", _CELLS)

    def amend(self) -> None:
        """Give a source another text."""
        if ids := self.ids():
            replace_text(self.sources, self.chance.choice(ids), self.text(), ".txt", _CELLS)

    def correct(self) -> None:
        """Register a correction, or one that finds nothing and so refuses the source, which the next one replaces."""
        if ids := self.ids():
            home = self.sources / self.chance.choice(ids)
            registered = home / "source.toml"
            said = registered.read_text("utf-8").partition("[[corrections]]")[0]
            expect = self.chance.choice(("Дарылоо иши", "Дарылоо иши", "Лечебное дело"))
            registered.write_text(said + "\n" + correction(expect, self.chance.choice(NAMES)), "utf-8")

    def remove(self) -> None:
        """Put a source aside, but never the last one."""
        if len(ids := self.ids()) > 1:
            remove_source(self.sources, self.chance.choice(ids))

    def rename(self) -> None:
        """Give a source another id."""
        free = [f"act-{number}" for number in range(_IDS) if f"act-{number}" not in self.ids()]
        if free and (ids := self.ids()):
            rename_source(self.sources, self.chance.choice(ids), self.chance.choice(free))

    def build(self, out: Path) -> dict[str, bytes] | str:
        """Build and return the tables, or the name of the error that refused it."""
        try:
            build_sources(self.sources, out)
        except TizmekError as error:
            return f"{type(error).__name__}: {error.message}"
        return tables_of(out)

    def stands(self, before: dict[str, bytes] | str) -> dict[str, bytes] | str:
        """Return the tables that stand whole: those before, or those of the sources as they are; else what is wrong."""
        check_releases(self.out)
        seen = tables_of(self.out)
        if seen == before or seen == self.build(self.folder / "clean"):
            return seen
        return "the tables are neither the old nor the new ones"

    def settle(self) -> str | None:
        """Build, and say what is wrong: other tables than a clean build's, or tables that don't verify."""
        before = tables_of(self.out) if self.out.is_dir() else None
        clean = self.folder / "clean"
        found, wanted = self.build(self.out), self.build(clean)
        kept = self.folder / ".clean.tizmek-kept"
        for folder in (clean, kept):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(wanted, str):
            if found != wanted:
                return f"a clean build is refused ({wanted}), this one not" if not isinstance(found, str) else found
            return None if before == (tables_of(self.out) if self.out.is_dir() else None) else "a refused build wrote"
        if isinstance(found, str):
            return f"refused, where a clean build is not: {found}"
        if found != wanted:
            return f"other tables than a clean build's: {', '.join(n for n in wanted if found.get(n) != wanted[n])}"
        verify(self.out, self.sources)
        return None


def tables_of(out: Path) -> dict[str, bytes]:
    """Read the tables of a folder and what describes them, but for the releases."""
    files = (path for path in sorted(out.iterdir()) if path.is_file() and path.name not in OF_RELEASES)
    return {path.name: path.read_bytes() for path in files}

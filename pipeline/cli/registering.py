"""add, remove, rename: the sources of a data team, told before anything is written."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.cli.confirm import is_confirmed
from pipeline.cli.endings import BAD_INPUT, NOT_WRITTEN, complain
from pipeline.cli.options import Jobs, Json, Out, Sources, path_of
from pipeline.cli.program import app
from pipeline.cli.publishing import bounded
from pipeline.errors import SourceMetadataError, TizmekError
from pipeline.terminal import print_json, progress, visible

if TYPE_CHECKING:
    from pipeline.refresh.look import Seen

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
_MOST_DOUBTS, _LONGEST = 5, 60


@app.command(
    epilog="\b\nExamples:\n  tizmek add decree.pdf\n  tizmek add new-decrees --yes\n"
    "  tizmek add https://example.org/decree.html\n"
    "  tizmek add decree.docx --id kg-2026-12-ru --licence 'official text'"
)
def add(
    words: Annotated[
        list[str], typer.Argument(metavar="FILE|FOLDER|URL...", help="Acts, one a file; folders of them; addresses.")
    ],
    source_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The id of a single file.", show_default=False)
    ] = None,
    replaces: Annotated[
        str | None,
        typer.Option("--replaces", metavar="ID", help="The source that a single file is a new text of."),
    ] = None,
    licence: Annotated[str, typer.Option("--licence", metavar="TEXT", help="Under what the text may be used.")] = "",
    origin: Annotated[str, typer.Option("--origin", metavar="URL", help="Where the file comes from.")] = "",
    sources: Sources = Path("sources"),
    out: Out = Path("extracted"),
    jobs: Jobs = 1,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Tell what files are and what they would change, and copy them into the sources when that is confirmed.

    A file whose bytes are registered is told and left alone, an address whose file is as it was is not fetched again;
    where it changed, its source gets the new text. When a file is refused, none is added.
    """
    from pipeline.refresh.look import look_at
    from pipeline.refresh.register import home_of_source, refuse_id, refuse_place

    refuse_place(sources)
    if replaces:
        home_of_source(sources, replaces)
    if source_id:
        refuse_id(sources, source_id)
    with tempfile.TemporaryDirectory() as folder:
        named = Named(source_id, replaces, licence, origin)
        found = [*_fetched(words, sources, Path(folder), named), *_given(words, sources, out, named)]
        if (source_id or replaces) and len(found) > 1:
            raise typer.BadParameter(f"it is for one file, found {len(found)}", param_hint="--id or --replaces")
        of_texts = {one.file: one.replaces for one in found}
        looked = look_at([one.file for one in found], sources, out, bounded(jobs), of_texts)
        for one, of in zip(looked, found, strict=True):
            if isinstance(one, TizmekError):
                one.place = one.place.replace(str(of.file), of.name)  # not the name of a file that was fetched
        names = {str(of.file): of.name for of in found}
        refused = [one for one in looked if isinstance(one, TizmekError)]
        seen = [(one, of) for one, of in zip(looked, found, strict=True) if not isinstance(one, TizmekError)]
        new = [(one, of) for one, of in seen if one.registered is None]
        if not as_json:
            for one, of in seen:
                for line in _tell(one, of, names):
                    typer.echo(visible(line))
            sys.stdout.flush()
        for error in refused:
            complain(error)
        written = bool(new) and not refused and (yes or is_confirmed(f"Add {len(new)} to {sources}?"))
        added = [register_seen(one, of, sources) for one, of in new] if written else []
    if as_json:
        told = [
            {**asdict(one), "file": of.name, "registered": names.get(one.registered or "", one.registered)}
            for one, of in seen
        ]
        print_json({"seen": told, "refused": [str(one) for one in refused], "added": added})
    if refused:
        typer.echo(f"error: {len(refused)} of {len(found)} files were refused, none was added", err=True)
        raise typer.Exit(BAD_INPUT)
    _tell_added(added, any_new=bool(new))


def _tell_added(added: list[str], *, any_new: bool) -> None:
    """Tell what was added; end with the exit code for nothing written where something could have been."""
    if added:
        typer.echo(visible(f"added {', '.join(added)}; tizmek status tells what a build would publish"), err=True)
    elif not any_new:
        typer.echo("nothing to add: all are registered", err=True)
    else:
        typer.echo("nothing was added (--yes adds)", err=True)
        raise typer.Exit(NOT_WRITTEN)


@app.command(epilog="\b\nExamples:\n  tizmek remove ID\n  tizmek remove ID --yes")
def remove(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    sources: Sources = Path("sources"),
    yes: Yes = False,
) -> None:
    """Put a source aside, so that the next build goes without it. Its files are kept, and so are old releases."""
    from pipeline.read.decisions import DOUBTS_FILE
    from pipeline.refresh.register import ASIDE, home_of_source, remove_source

    home_of_source(sources, source_id)
    if not (yes or is_confirmed(f"Put {source_id} aside?")):
        typer.echo("nothing was removed (--yes removes)", err=True)
        raise typer.Exit(NOT_WRITTEN)
    aside = remove_source(sources, source_id)
    typer.echo(visible(f"{source_id} lies in {aside} now; move it out of {ASIDE} to have it back"), err=True)
    if (reviews := aside / DOUBTS_FILE.name).is_file():
        told = f"the reviews of its doubts lie in {reviews}; move its lines back into {sources / DOUBTS_FILE} then"
        typer.echo(visible(told), err=True)


@app.command(epilog="\b\nExamples:\n  tizmek rename decree-12 kg-2026-12")
def rename(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    new_id: Annotated[str, typer.Argument(metavar="NEW", help="The id that it gets.")],
    sources: Sources = Path("sources"),
) -> None:
    """Give a source another id. The ids of its act and rows are the act's own and stay, where it prints a number."""
    from pipeline.refresh.register import rename_source

    home = rename_source(sources, source_id, new_id)
    typer.echo(visible(f"{source_id} is {home} now"), err=True)


@app.command(
    epilog="\b\nExamples:\n  tizmek correct ID --expect 'Фармацея' --replace 'Фармация' --reason 'misread scan'\n"
    "  tizmek correct ID --expect 'N' --replace 'И' --line 88 --reason 'as on paper' --yes"
)
def correct(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    expect: Annotated[str, typer.Option("--expect", metavar="TEXT", help="The text that stands there.")],
    replace: Annotated[str, typer.Option("--replace", metavar="TEXT", help="The text that should stand there.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for who reads it later.")],
    line: Annotated[
        int | None, typer.Option("--line", metavar="N", min=1, help="The line, where the text stands more than once.")
    ] = None,
    sources: Sources = Path("sources"),
    out: Out = Path("extracted"),
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Show every row that a correction of a source would change, and register it when that is confirmed."""
    from pipeline.cli.releasing import print_changes
    from pipeline.read.registry import Correction
    from pipeline.refresh.correct import blast_radius, register_correction

    correction = Correction(reason, expect, replace, line)
    with progress(len(list(sources.glob("*/source.toml")))) as advance:
        changes = blast_radius(sources, out, source_id, correction, advance)
    if not as_json:
        print_changes(changes)
        sys.stdout.flush()
    typer.echo(f"{len(changes)} rows would change", err=True)
    written = yes or is_confirmed("Register this correction?")
    path = register_correction(sources, source_id, correction) if written else None
    if as_json:
        print_json({"correction": asdict(correction), "rows": changes, "written": written})
    if path is None:
        typer.echo("nothing was written (--yes writes it)", err=True)
        raise typer.Exit(NOT_WRITTEN)
    typer.echo(visible(f"written to {path}; build to publish what it changes"), err=True)


@dataclass(frozen=True, slots=True)
class Named:
    """What a person says of files: ids, licence, origin."""

    source_id: str | None
    replaces: str | None
    licence: str
    origin: str

    @property
    def cells(self) -> dict[str, str]:
        """What of it stands in a `source.toml`."""
        cells = {"licence": self.licence.strip(), "origin_url": self.origin.strip()}
        return {name: cell for name, cell in cells.items() if cell}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that comes in, by the name it was asked for, and what is said of it."""

    name: str
    file: Path
    source_id: str | None
    replaces: str | None
    cells: Mapping[str, str | date]


def _given(words: list[str], sources: Path, out: Path, named: Named) -> Iterator[Incoming]:
    """Yield the files among the words, and those in the folders among them."""
    for path in [path_of(word) for word in words if not _is_address(word)]:
        if not os.path.isdir(path):  # noqa: PTH112 - one that may not be looked at is told as a file
            yield Incoming(str(path), path, named.source_id, named.replaces, named.cells)
            continue
        refuse_own(path, *filter(Path.exists, (sources, out)))
        files = list(_files(path))
        if not files:
            raise SourceMetadataError("there is no file in the folder", place=str(path), advice="name another one")
        yield from (Incoming(str(file), file, named.source_id, named.replaces, named.cells) for file in files)


def refuse_own(folder: Path, *written: Path) -> None:
    """Raise SourceMetadataError for a folder that lies in one of those that tizmek writes, or holds one."""
    path = folder.resolve()
    for own in written:
        other = own.resolve()
        if path == other or path in other.parents or other in path.parents:
            message = f"{own}, which tizmek writes, lies in the folder, or the folder in it"
            raise SourceMetadataError(message, place=str(folder), advice="name another folder, or files one by one")


def _is_address(word: str) -> bool:
    return "://" in word


def _fetched(words: list[str], sources: Path, folder: Path, named: Named) -> Iterator[Incoming]:
    """Fetch into a folder what is not as it was when it was registered, from the addresses among the words."""
    from pipeline.cli.fetching import Fetcher
    from pipeline.refresh.register import read_origins

    if not (urls := [word for word in words if _is_address(word)]):
        return
    origins, fetcher = read_origins(sources), Fetcher()
    for number, url in enumerate(urls, 1):
        known = origins.get(url)
        fetched = fetcher.fetch(url, known.etag if known else None)
        if fetched is None:
            typer.echo(visible(f"{url}: not changed since {known.source_id if known else 'then'} was registered"))
            continue
        file = folder / str(number) / f"{PurePosixPath(url).stem[:_LONGEST] or 'page'}{fetched.suffix}"
        file.parent.mkdir()
        file.write_bytes(fetched.data)
        cells = {"origin_url": url, **({"etag": fetched.etag} if fetched.etag else {}), **named.cells}
        yield Incoming(url, file, named.source_id, named.replaces or (known.source_id if known else None), cells)


def _files(path: Path) -> Iterator[Path]:
    """Yield the files below a folder in the order of their names, hidden ones aside."""

    def refuse(error: OSError) -> NoReturn:
        advice = "check who may read it"
        raise SourceMetadataError(
            f"the folder can't be read: {error.strerror}", place=str(error.filename), advice=advice
        ) from error

    for folder, folders, names in os.walk(path, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def register_seen(seen: Seen, of: Incoming, sources: Path) -> str:
    """Register a file that was looked at; return the id of its source."""
    from pipeline.read.files import read_file
    from pipeline.read.registry import hash_of
    from pipeline.refresh.register import add_source, replace_text

    data = read_file(seen.file)
    if hash_of(data) != seen.sha256:
        advice = "add it again when it is written"
        raise SourceMetadataError("the file changed while it was looked at", place=of.name, advice=advice)
    cells = {"retrieved_on": datetime.now().astimezone().date(), **of.cells}
    if of.replaces:
        return replace_text(sources, of.replaces, data, seen.file.suffix, cells).name
    return add_source(sources, of.source_id or seen.source_id, data, seen.file.suffix, cells).name


def _tell(seen: Seen, of: Incoming, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is told of a file; `names` are those by which the files were asked for."""
    if seen.registered:
        before = names.get(seen.registered)
        yield f"{of.name}: " + (
            f"the same bytes as {before}" if before else f"registered already, as {seen.registered}"
        )
        return
    yield f"{of.name}: " + (f"a new text of {of.replaces}" if of.replaces else of.source_id or seen.source_id)
    if seen.act_id is None:
        yield "  no act was found in it"
    else:
        number, dated, issuer = seen.number or "?", seen.dated or "?", seen.issuer or "issuer not found"
        yield f"  {seen.kind or 'act'} № {number} of {dated}, {issuer}"
        for lang, title in seen.titles.items():
            yield f"  {lang}: {title}"
    entries = ", ".join(str(count) for _, count in seen.lists)
    yield f"  languages: {', '.join(seen.languages) or 'none'}; points: {seen.points}; lists: {len(seen.lists)}" + (
        f" with {entries} entries" if entries else ""
    )
    if seen.apart:
        yield f"  an act of its own: {seen.apart}"
    elif seen.same_act:
        yield f"  the act is there already, from {', '.join(seen.same_act)}; this file joins it, which changes:"
    for table, counts in seen.changes.items():
        told = ", ".join(f"{count} {sign}" for sign, count in counts.items() if count)
        yield f"  {table}: {told}"
    yield from (f"  a build stops at: {doubt}" for doubt in seen.unread)
    yield from (f"  doubt: {doubt}" for doubt in seen.doubts[:_MOST_DOUBTS])
    if len(seen.doubts) > _MOST_DOUBTS:
        yield f"  and {len(seen.doubts) - _MOST_DOUBTS} more doubts"

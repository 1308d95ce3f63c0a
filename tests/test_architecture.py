"""The house rules a machine can check: imports go one way, and no code knows one act."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipeline"
SOURCES = ROOT / "sources"

# The stages in the order of the data; a module may import from its own line and from the lines above it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("model", "errors"),
    ("contract",),
    ("text",),
    ("languages",),
    ("read",),
    ("clean",),
    ("segment",),
    ("parse",),
    ("link",),
    ("write",),
    ("join",),
    ("published",),
    ("diff",),
    ("audit", "browse", "releases"),
    ("source_rows", "inputs", "build_report"),
    ("row_worker",),
    ("pool",),
    ("source_outcomes",),
    ("make_tables", "standing"),
    ("release_steps",),
    ("build",),
    ("refresh",),
    ("terminal",),
    ("cli", "__main__", "__init__"),  # the two faces of the package: for a terminal, for a notebook
)
HEIGHT = {stage: height for height, stages in enumerate(LAYERS) for stage in stages}

# A heavy or leaky library and the only stages that may name it.
HOMES: dict[str, frozenset[str]] = {
    "pdfplumber": frozenset({"read"}),
    "pdfminer": frozenset({"read"}),
    "pypdfium2": frozenset({"read"}),
    "lxml": frozenset({"read"}),
    "pymorphy3": frozenset({"languages"}),
    "spacy": frozenset({"languages", "parse"}),
    "pyarrow": frozenset({"contract", "write", "published", "diff", "audit", "releases"}),
    "sqlite3": frozenset({"browse"}),
    **{network: frozenset({"cli"}) for network in ("socket", "ssl", "http", "urllib", "urllib3", "httpx", "requests")},
}

# Too slow to be paid for by `tizmek --help`.
LAZY = ("pandas", "spacy", "pyarrow", "pdfplumber", "pypdfium2", "lxml", "pymorphy3", "sqlite3")


def module_name(path: Path) -> str:
    """Spell a file as an import does: `pipeline/read/plain.py` is `pipeline.read.plain`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def stage_of(module: str) -> str:
    """Name the stage a module of the package belongs to: `pipeline.read.plain` belongs to `read`."""
    return module.split(".")[1] if "." in module else "__init__"


PROGRAM = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def find_imports(source: str, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for every import of a file, wherever it stands, relative ones made absolute."""
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield node.lineno, full if full in PROGRAM else base


def imports_of(module: str) -> list[tuple[int, str]]:
    """List the imports of one module of the package."""
    path = PROGRAM[module]
    return list(find_imports(path.read_text(encoding="utf-8"), module, is_package=path.name == "__init__.py"))


def is_ours(name: str) -> bool:
    """Say whether a dotted name belongs to the package."""
    return name == "pipeline" or name.startswith("pipeline.")


# The walker itself: every way an import can be written.
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pipeline.model", "pipeline.model"),
        ("from pipeline.model import Line", "pipeline.model"),
        ("from pipeline import model", "pipeline.model"),
        ("from .. import model", "pipeline.model"),
        ("from ..model import Line", "pipeline.model"),
        ("def read():\n    import pyarrow.parquet", "pyarrow.parquet"),
        ("if TYPE_CHECKING:\n    from spacy.language import Language", "spacy.language"),
    ],
)
def test_walker_sees_every_import(source: str, expected: str) -> None:
    assert [name for _, name in find_imports(source, "pipeline.read.plain", is_package=False)] == [expected]


def test_every_module_has_a_place() -> None:
    homeless = sorted({stage_of(module) for module in PROGRAM} - set(HEIGHT))
    assert not homeless, f"give these a place in LAYERS (and in the design): {homeless}"
    assert len(PROGRAM) > 2, "the walk found no program"


@pytest.mark.parametrize("module", sorted(PROGRAM))
def test_imports_go_one_way(module: str) -> None:
    height = HEIGHT[stage_of(module)]
    back = [
        f"{module}:{line} imports {name}"
        for line, name in imports_of(module)
        if is_ours(name) and HEIGHT[stage_of(name)] > height
    ]
    assert not back, back


def test_no_two_files_need_each_other() -> None:
    arrows = {module: {name for _, name in imports_of(module) if name in PROGRAM} for module in PROGRAM}
    rest = dict(arrows)
    while leaves := [module for module, needs in rest.items() if not (needs & rest.keys()) - {module}]:
        for module in leaves:
            del rest[module]
    assert not rest, f"a circle of imports runs through {sorted(rest)}"


@pytest.mark.parametrize("module", sorted(PROGRAM))
def test_libraries_stay_in_their_stages(module: str) -> None:
    stage = stage_of(module)
    strays = [
        f"{module}:{line} imports {name}, which belongs to {sorted(HOMES[top])}"
        for line, name in imports_of(module)
        if (top := name.split(".")[0]) in HOMES and stage not in HOMES[top]
    ]
    assert not strays, strays


def test_command_line_starts_without_heavy_libraries() -> None:
    probe = f"import json, sys, pipeline.cli; print(json.dumps([n for n in {LAZY!r} if n in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def source_texts() -> dict[str, str]:
    """Read the committed text of every source, by source id."""
    texts = {}
    for path in sorted(SOURCES.glob("*/source.toml")):
        named = tomllib.loads(path.read_text(encoding="utf-8"))["file"]
        texts[path.parent.name] = (path.parent / named).read_text(encoding="utf-8")
    return texts


def act_numbers() -> set[str]:
    """Take the act numbers out of the source ids: the digits after the year."""
    numbers = (re.search(r"-\d{4}-(?:[a-z]+-)?(\d+)", source_id) for source_id in source_texts())
    return {number[1] for number in numbers if number}


def docstrings_of(tree: ast.Module) -> set[ast.AST]:
    """Collect the nodes that are docstrings: bare strings, wherever they stand, are never computed with."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def constants_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every constant a program file computes with; docstrings and comments only explain."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        yield path.name, "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
        return
    tree = ast.parse(text)
    explaining = docstrings_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in explaining and isinstance(node.value, str | int):
            yield f"{path.name}:{node.lineno}", str(node.value)


PROGRAM_FILES = sorted([*PROGRAM.values(), *PACKAGE.rglob("*.toml")])


def test_no_program_file_computes_with_a_code_of_a_source() -> None:
    codes = {code for text in source_texts().values() for code in re.findall(r"(?<!\d)\d{6,8}(?!\d)", text)}
    assert len(codes) > 300, "the sources print hundreds of codes; the search for them is broken"
    found = [
        f"{path.relative_to(ROOT)} ({place}): {code}"
        for path in PROGRAM_FILES
        for place, constant in constants_of(path)
        for code in re.findall(r"(?<!\d)\d{6,8}(?!\d)", constant)
        if code in codes
    ]
    assert not found, found


def test_no_program_file_computes_with_one_act() -> None:
    ids, numbers = set(source_texts()), act_numbers()
    assert len(numbers) > 2, "the sources are acts with numbers; the search for them is broken"
    told = re.compile("|".join([*map(re.escape, sorted(ids)), rf"(?<!\w)(?:{'|'.join(sorted(numbers))})(?!\w)"]))
    found = [
        f"{path.relative_to(ROOT)} ({place}): {hit[0]}"
        for path in PROGRAM_FILES
        for place, constant in constants_of(path)
        if (hit := told.search(constant))
    ]
    assert not found, found

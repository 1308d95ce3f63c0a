"""The notebooks run on the committed tables, and show what is committed with them."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from PIL import Image

from notebooks.refresh import notebooks, run

NAMES = ["01_tour.ipynb", "02_three_editions.ipynb", "03_audit.ipynb"]
MOST_BYTES = 300_000
STALE = "run make notebooks and look at what it changed"


def outputs_of(notebook: Any) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def texts_of(notebook: Any) -> list[dict[str, str]]:
    """List what the cells show in words; an address in memory is no word."""
    texts = []
    for output in outputs_of(notebook):
        shown = {"stream": output["text"]} if output["output_type"] == "stream" else output.get("data", {})
        words = {kind: content for kind, content in shown.items() if not kind.startswith("image/")}
        texts.append({kind: re.sub(r" at 0x[0-9a-f]+", "", content) for kind, content in words.items()})
    return texts


def pictures_of(notebook: Any) -> list[Any]:
    pictures = (output["data"]["image/png"] for output in outputs_of(notebook) if "image/png" in output.get("data", {}))
    return [Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB") for picture in pictures]


def test_every_notebook_is_tested() -> None:
    assert [path.name for path in notebooks()] == NAMES


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_notebook_runs_and_shows_what_is_committed(path: Path) -> None:
    committed, fresh = nbformat.read(path, as_version=4), run(path)
    for output in outputs_of(fresh):
        assert output["output_type"] != "error"
        assert output.get("name") != "stderr", output["text"]
    assert [cell.source for cell in fresh.cells] == [cell.source for cell in committed.cells]
    assert texts_of(fresh) == texts_of(committed), STALE
    # Another machine may smooth the edges of a letter otherwise.
    old, new = pictures_of(committed), pictures_of(fresh)
    assert [picture.size for picture in old] == [picture.size for picture in new], STALE
    for before, after in zip(old, new, strict=True):
        assert np.abs(np.asarray(before, np.int16) - np.asarray(after, np.int16)).mean() < 1, STALE


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_notebook_is_small_and_tells_nothing_of_the_machine(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert len(content.encode()) < MOST_BYTES
    assert not re.search(r"/(?:home|root|tmp|Users|usr)/", content)
    notebook = json.loads(content)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    for number, cell in enumerate(notebook["cells"], 1):
        assert cell["metadata"] == {}
        assert cell["id"] == f"cell-{number:02d}"

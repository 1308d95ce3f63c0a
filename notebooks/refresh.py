"""Run every notebook in a kernel of its own and keep what it shows: `make notebooks`.

What a cell shows is kept, with pictures in few colours; the versions of the machine and the times of the run are not.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from PIL import Image

FOLDER = Path(__file__).resolve().parent
# One cell may take so many seconds.
TIMEOUT = 120
# A chart has few colours; the others are the smoothed edges of its letters.
COLOURS = 160
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebooks() -> list[Path]:
    """List the notebooks in the order they are read in."""
    return sorted(FOLDER.glob("*.ipynb"))


def run(path: Path) -> Any:
    """Run a notebook from its first cell to its last and return it with its outputs.

    Raises CellExecutionError for the first cell that fails.
    """
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=TIMEOUT,
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata.clear()
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", {}):
                output["data"]["image/png"] = _fewer_colours(output["data"]["image/png"])
    notebook.metadata = nbformat.from_dict(_METADATA)
    return notebook


def _fewer_colours(picture: str) -> str:
    """Return a picture in base64 with a palette of its own: a third of the bytes."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")


def main() -> None:
    """Run every notebook and write it back."""
    for path in notebooks():
        nbformat.write(run(path), path)
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()

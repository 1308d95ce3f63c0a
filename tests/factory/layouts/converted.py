"""Turn Word files into other formats with LibreOffice, and pages into PDFs with Chromium, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

OFFICE = ("soffice", "libreoffice")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120


def find_program(names: tuple[str, ...]) -> str | None:
    """Return the first of the programs that is installed."""
    return next((found for name in names if (found := shutil.which(name))), None)


def office_files(files: dict[str, bytes], kind: str) -> dict[str, bytes]:
    """Convert Word files, by name without suffix, in one run of LibreOffice; nothing where it is not installed."""
    program = find_program(OFFICE)
    if program is None or not files:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, f"{name}.docx").write_bytes(data)
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                folder,
                *(str(path) for path in sorted(Path(folder).glob("*.docx"))),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS + 5 * len(files),
        )
        return {name: Path(folder, f"{name}.{kind}").read_bytes() for name in files}


def browser_pdf(page: bytes) -> bytes | None:
    """Print a page with Chromium; None where it is not installed."""
    program = find_program(BROWSERS)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={out}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        return out.read_bytes()

"""What the tests of scans need."""

from __future__ import annotations

import pytest

from pipeline.errors import MissingProgramError
from pipeline.read.scan.tesseract import require_recognizer


def _missing() -> str:
    """Return what of Tesseract is missing here, and how to get it."""
    try:
        require_recognizer("", "a scan")
    except MissingProgramError as error:
        return str(error)
    return ""


needs_tesseract = pytest.mark.skipif(bool(_missing()), reason=_missing() or "Tesseract is here")

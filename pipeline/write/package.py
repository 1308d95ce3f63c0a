"""What stands beside the Parquet files: `datapackage.json` for tools, a data dictionary and a report for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.contract import DATASET_NAME, Resource
from pipeline.write.describe import data_dictionary, datapackage

PACKAGE_FILE = "datapackage.json"
DICTIONARY_FILE = "DATA_DICTIONARY.md"
REPORT_FILE = "report.md"
# The releases of the past, and the manifest of the newest one.
RELEASES, MANIFEST_FILE = "releases", "release.json"


def write_package(folder: Path, resources: Sequence[Resource]) -> None:
    """Write the data package descriptor and the data dictionary into a folder, in UTF-8 with LF."""
    descriptor = json.dumps(datapackage(resources), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / PACKAGE_FILE).write_text(descriptor + "\n", encoding="utf-8", newline="\n")
    (folder / DICTIONARY_FILE).write_text(data_dictionary(), encoding="utf-8", newline="\n")


def write_report(folder: Path, report: str) -> None:
    """Write the report on the comparison of acts into a folder, in UTF-8 with LF."""
    (folder / REPORT_FILE).write_text(report, encoding="utf-8", newline="\n")


def read_file_names(folder: Path) -> frozenset[str] | None:
    """Name the files that this package wrote into a folder; None where the folder isn't ours."""
    try:
        descriptor = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
        if descriptor["name"] != DATASET_NAME:
            return None
        written = {str(resource["path"]) for resource in descriptor["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return frozenset(written | {PACKAGE_FILE, DICTIONARY_FILE, REPORT_FILE, MANIFEST_FILE, RELEASES})

"""A published folder, read back: tables as pandas DataFrames, rows as Python dicts."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.contract import DATASET_NAME, VERSION, fits, load_schema
from pipeline.errors import ContractError, UnknownIdError

if TYPE_CHECKING:
    import pandas as pd


class NoDatasetError(ContractError):
    """No dataset of tizmek lies in the folder."""


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        advice = "name the folder that a release was written to"
        raise NoDatasetError("no published dataset here", place=str(folder), advice=advice) from error
    except (OSError, ValueError) as error:
        raise ContractError(f"can't read the data package: {error}", place=str(path), advice="publish again") from error
    if not isinstance(descriptor, dict) or descriptor.get("name") != DATASET_NAME:
        raise ContractError("the data package here is not one of tizmek", place=str(path))
    version = str(descriptor.get("version"))
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        message = f"expected contract version {VERSION}, found {version}"
        raise ContractError(message, place=str(path), advice="publish again, or use the matching version of tizmek")
    return dict(descriptor)


def _unknown(kind: str, name: str, known: tuple[str, ...], folder: Path) -> UnknownIdError:
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return UnknownIdError(f"no {kind} {name!r}", place=str(folder), advice=advice)


def _table_path(table: str, folder: Path) -> Path:
    paths = {str(resource["name"]): folder / str(resource["path"]) for resource in _descriptor(folder)["resources"]}
    if table not in paths:
        raise _unknown("table", table, tuple(paths), folder)
    if not paths[table].is_file():
        raise ContractError("the file of a table is missing", place=str(paths[table]), advice="publish again")
    return paths[table]


def table_names(folder: str | Path = "extracted") -> tuple[str, ...]:
    """Name the tables of a published folder.

    Raises ContractError where no dataset of this contract was published.
    """
    return tuple(str(resource["name"]) for resource in _descriptor(Path(folder))["resources"])


def load(table: str, folder: str | Path = "extracted") -> pd.DataFrame:
    """Load a table of a published folder as a DataFrame, its rows in the order of the contract.

    Strings (codes and numbers of acts too) are pandas strings, integers nullable Int64, numbers Float64, flags nullable
    booleans, dates datetime64, lists Python lists. Raises UnknownIdError for an unknown table, ContractError where no
    dataset of this contract was published.
    """
    path = _table_path(table, Path(folder))
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    dtypes = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    arrow = pq.read_table(path)
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=dtypes.get, date_as_object=False)
    for name, kind in zip(arrow.schema.names, arrow.schema.types, strict=True):
        if pa.types.is_list(kind):
            frame[name] = pd.Series(arrow[name].to_pylist(), index=frame.index, dtype=object)
    return frame


def _condition(column: str, value: object) -> Any:
    import pyarrow.compute as pc

    cell = pc.field(column)
    return cell.is_null() if value is None else cell == value


def rows(table: str, folder: str | Path = "extracted", **equals: object) -> list[dict[str, Any]]:
    """List the rows of a published table whose columns equal the given values (None: rows without a value), as dicts.

    `rows("list_entries", act_id="kg-2014-354", code="560001")`. Raises UnknownIdError for an unknown table or column,
    ContractError for a value of another type than the column's and where no dataset of this contract was published.
    """
    path = _table_path(table, Path(folder))
    import pyarrow.parquet as pq

    schema = load_schema(table)
    columns = {column.name: column for column in schema.fields}
    condition, exact = None, {}
    for name, value in equals.items():
        if name not in columns:
            raise _unknown(f"column of {table}", name, schema.names, path)
        if not fits(columns[name], value):
            message = f"expected a value of type {columns[name].type}, found {value!r}"
            raise ContractError(message, place=f"{table}.{name}")
        if isinstance(value, list | tuple):
            exact[name] = list(value)  # Arrow can't compare lists.
        else:
            part = _condition(name, value)
            condition = part if condition is None else condition & part
    found: list[dict[str, Any]] = pq.read_table(path, filters=condition).to_pylist()
    return [row for row in found if all(row[name] == items for name, items in exact.items())]

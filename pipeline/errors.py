"""Typed errors: each says what was expected, what was found, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


class TizmekError(Exception):
    """Base of every error this package raises on purpose.

    `place` is where (a file, optionally `file:line`), `advice` is what to do about it; both end up in the
    message, so `str(error)` is fit for a terminal.
    """

    def __init__(self, message: str, *, place: str = "", advice: str = "") -> None:
        self.message, self.place, self.advice = message, place, advice
        super().__init__(": ".join(part for part in (place, message) if part) + (f" ({advice})" if advice else ""))

    def __reduce__(self) -> tuple[Callable[..., TizmekError], tuple[object, ...], dict[str, object]]:
        """Let an error pass between processes whatever its class is made of."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[TizmekError], args: tuple[object, ...]) -> TizmekError:
    error = kind.__new__(kind)
    error.args = args
    return error


class UnreadableSourceError(TizmekError):
    """The bytes of a source are not a text this package can read without guessing."""


class UntrustedTextError(UnreadableSourceError):
    """Pages have no text layer, or one that can't be believed; `pages` says why, by page number."""

    def __init__(self, pages: Mapping[int, str], message: str, *, place: str = "", advice: str = "") -> None:
        self.pages = dict(pages)
        super().__init__(message, place=place, advice=advice)


class MissingProgramError(UnreadableSourceError):
    """A program that reading a file takes is not installed, or lacks a part."""


class ReaderLimitError(UnreadableSourceError):
    """Reading a file, or making its rows, took more time or memory than a file may take."""


class WorkerError(UnreadableSourceError):
    """The process that worked on a file crashed, or was ended from outside."""


class SourceMetadataError(TizmekError):
    """A `source.toml` is missing, malformed, or disagrees with the bytes beside it."""


class CorrectionError(TizmekError):
    """A guarded correction whose expected text is gone, stands more than once, or changes nothing."""


class DecisionError(TizmekError):
    """A decision about a pair of entries that can't be read, or whose entries or names no longer exist."""


class ExpectationError(TizmekError):
    """A count that `source.toml` expects is not what was found."""


class UnreadRowsError(TizmekError):
    """Rows of a list that can't be read: a damaged code, a text that ends inside a row."""


class RefusedSourcesError(TizmekError):
    """Several sources of `count` were refused, for the reasons in `errors`."""

    def __init__(self, errors: Sequence[TizmekError], count: int) -> None:
        self.errors, self.count = tuple(errors), count
        super().__init__(f"{len(self.errors)} of {count} sources were refused: {'; '.join(map(str, errors))}")


class FaultError(TizmekError):
    """A fault of this program that a source brought to light."""


class ContractError(TizmekError):
    """Rows that break the contract: a schema, key, enumeration, foreign key or the ledger."""


class PublishError(TizmekError):
    """The output folder can't be replaced safely."""


class VerificationError(TizmekError):
    """A published value can't be derived again from the source characters it names."""


class UnknownIdError(TizmekError):
    """An id, table or field that the published dataset doesn't hold."""

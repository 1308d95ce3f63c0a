"""A day that is named on the command line."""

from __future__ import annotations

from datetime import date, datetime

import typer


def day_of(on: str | None) -> date:
    """Return the day that `--on` names, today without one. Raises BadParameter for none, and one still to come."""
    today = datetime.now().astimezone().date()
    try:
        day = date.fromisoformat(on) if on else today
    except ValueError as error:
        raise typer.BadParameter(f"expected a date such as 2026-11-20, found {on!r}", param_hint="--on") from error
    if day > today:
        raise typer.BadParameter(f"{day} is still to come, today is {today}", param_hint="--on")
    return day

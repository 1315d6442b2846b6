"""The data behind a figure as a table that any program reads the same way."""

from __future__ import annotations

import datetime as dt
import numbers

import numpy as np
import pandas as pd

from helpers.data.tables import as_text

DIGITS = 10
# A spreadsheet runs text that begins with one of these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Cancellation leaves noise of this size, which differs between machines.
NOISE = 12


def _number(value: float, digits: int) -> str:
    rounded = float(f"{round(value, NOISE):.{digits}g}")
    return str(np.format_float_positional(rounded + 0.0, trim="-"))


def cell(value: object, digits: int = DIGITS) -> str:
    """Return one cell as text.

    Numbers are rounded to `digits` significant digits and never in exponent form, days are ISO 8601,
    what is missing is blank, and text that a spreadsheet would run gets an apostrophe in front.
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return "" if np.isnan(float(value)) else _number(float(value), digits)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(data: pd.DataFrame, digits: int = DIGITS) -> str:
    """Return a table as comma-separated text: UTF-8, LF line ends, RFC 4180 quoting.

    Parameters
    ----------
    data
        Any columns; an index that has a name becomes the first columns, any other is left out.
    digits
        Significant digits of numbers.
    """
    named = [name for name in data.index.names if name is not None]
    table = data.reset_index() if named and len(named) == data.index.nlevels else data
    columns = [[cell(value, digits) for value in table.iloc[:, place]] for place in range(table.shape[1])]
    return as_text([[cell(str(name)) for name in table.columns], *zip(*columns, strict=True)])

"""What the contracts of all tables share: the rules of recurring columns, and how a model is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import pandas as pd
import pandera.pandas as pa
from pandera import extensions

from helpers.data import vocabulary as words
from helpers.data.cells import Rule, code, date, matching, text, word

Method = TypeVar("Method", bound=Callable[..., Any])

CLAIM = f"(?:{'|'.join(words.SECTION_CODES.values())})-[0-9]{{2}}"
SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
YEAR, MONTH, DAY = "[0-9]{4}", "[0-9]{4}-[0-9]{2}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"

RETYPE = "retype the id, here and wherever it is named"

claim_id = matching(CLAIM, "the id of a claim, such as DIV-08", RETYPE)
part_id = matching(f"{CLAIM}[a-z]", "the id of a claim's part, such as DIV-08c", RETYPE)
source_id = matching(
    SLUG, "the id of a source: small Latin letters and digits in groups joined by hyphens", RETYPE)
fact_id = matching(f"(?:{'|'.join(words.TOPICS)})-[0-9]{{3}}",
                   "the id of a fact: topic and three digits, such as gaps-007", RETYPE)
series_id = matching("[a-z0-9]+(?:_[a-z0-9]+)*",
                     "the id of a series: small Latin letters and digits joined by underscores", RETYPE)
programme_id = matching("P[0-9]{2}", "the id of a programme, such as P08", RETYPE)
sentence = matching(r"[1-9][0-9]*\.[1-9][0-9]*", "paragraph and sentence, such as 2.1")
year = date(YEAR, "YYYY", "year")
day = date(DAY, "YYYY-MM-DD", "date")
month = date(MONTH, "YYYY-MM", "yearmonth")
partial = date(f"{YEAR}|{MONTH}|{DAY}", "YYYY, YYYY-MM or YYYY-MM-DD")
period = date(f"{YEAR}|{YEAR}-Q[1-4]|{MONTH}|{DAY}", "YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD")
country = code((*words.COUNTRIES, *words.AGGREGATES), "[A-Z]{3}|EUROPE",
               "an ISO 3166-1 alpha-3 code, WLD or EUROPE")
language = code(words.LANGUAGES, "[a-z]{2}", "an ISO 639-1 code (be is Belarusian, uk Ukrainian)")
url = matching(r"https?://[^\s/]+\.[^\s]+", "an address that begins with http:// or https://")
section = word(words.SECTIONS, "a section")
yes_no = word(words.YES_NO, "yes or no")
licence = text("the licence as read, or 'unknown'")
note = text("a note").optional()


# pandera's decorator is untyped.
@extensions.register_check_method(statistics=["rule"])  # type: ignore[untyped-decorator]
def keeps(cells: pd.Series, *, rule: Rule) -> pd.Series:
    """Return for every cell whether it keeps `rule`; the check behind every column."""
    return rule.holds(cells)


def column(rule: Rule, unique: bool = False) -> Any:
    """Return a pandera field of text under a rule."""
    return pa.Field(keeps=rule, unique=unique, metadata={"rule": rule})


def across(name: str, expected: str, remedy: str) -> Callable[[Method], Method]:
    """Return the decorator of a check that compares the cells of a row.

    Parameters
    ----------
    name
        The column that a fault is reported in.
    expected, remedy
        For the message; `{column}` in the first stands for the row's cell of that column. Where a cell so
        named is wrong by itself, the comparison is not reported.
    """
    decorator: Any = pa.dataframe_check(name=name, title=expected, description=remedy)

    def decorate(method: Any) -> Any:
        # A model that inherits the check gets its name from the function: pandera forgets the one given.
        method.__func__.__name__ = name
        return decorator(method)

    return cast("Callable[[Method], Method]", decorate)


def by_row(table: pd.DataFrame, fits: Callable[..., bool], *columns: str) -> pd.Series:
    """Return `fits(*cells)` for the cells of `columns` in every row; for what no vector can say."""
    cells: Iterable[tuple[str, ...]] = zip(*(table[name] for name in columns), strict=True)
    return pd.Series([fits(*row) for row in cells], index=table.index, dtype=bool)


class Table(pa.DataFrameModel):
    """A raw table: text only, exactly these columns, index = line in the file."""

    class Config:
        """No other columns."""

        strict = True

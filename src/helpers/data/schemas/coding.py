"""Contracts of what coders judged of the 28 programmes: areas reached, sortings and scores, each by coder."""

from __future__ import annotations

from typing import ClassVar

from helpers.data import vocabulary as words
from helpers.data.cells import matching, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, column

coder = word(words.CODERS, "a coder")


class Criteria(Table):
    """What the programmes are scored on, and what the scores mean."""

    criterion: str = column(word(words.CRITERIA, "a criterion"), unique=True)
    asks: str = column(text("the question"))
    zero: str = column(text("what 0 means"))
    one: str = column(text("what 1 means"))
    two: str = column(text("what 2 means"))


class Scores(Table):
    """A programme's score on a criterion by one coder; a blank value is unknown."""

    programme_id: str = column(base.programme_id)
    criterion: str = column(word(words.CRITERIA, "a criterion"))
    coder: str = column(coder)
    value: str = column(matching("[0-2]", "0, 1 or 2").optional())
    reason: str = column(text("the reason"))
    fact_ids: str = column(base.fact_id.several().optional())

    class Config:
        """A coder scores a programme once on a criterion."""

        unique: ClassVar[list[str]] = ["programme_id", "criterion", "coder"]


class Sortings(Table):
    """The area that a coder sorts a programme into, narrowly and widely."""

    programme_id: str = column(base.programme_id)
    sorting: str = column(word(words.SORTINGS, "a sorting"))
    coder: str = column(coder)
    area: str = column(word(words.FOCUS_AREAS, "an area"))
    reason: str = column(text("the reason"))

    class Config:
        """A coder sorts a programme once a sorting."""

        unique: ClassVar[list[str]] = ["programme_id", "sorting", "coder"]


class Areas(Table):
    """Whether one of the programmes reaches a strategic area, by coder."""

    area: str = column(text("a strategic area"))
    coder: str = column(coder)
    reached: str = column(word(words.YES_NO_UNKNOWN, "whether it is reached"))
    programme_ids: str = column(base.programme_id.several().optional())
    reason: str = column(text("the reason"))

    class Config:
        """A coder judges an area once."""

        unique: ClassVar[list[str]] = ["area", "coder"]

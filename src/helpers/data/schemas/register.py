"""Contracts of the register: the sentences, the claims, their parts, the gaps and changes of the rule."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd

from helpers.data import vocabulary as words
from helpers.data.cells import days, matching, text, word
from helpers.data.schemas import base
from helpers.data.schemas.base import Table, across, column


class Anchors(Table):
    """A digest of every sentence of the commentary, and the claims made from it."""

    section: str = column(base.section)
    sentence: str = column(base.sentence)
    sha256: str = column(
        matching("[0-9a-f]{64}", "64 hexadecimal digits", "digest the sentence anew"), unique=True)
    claim_ids: str = column(base.claim_id.several())

    class Config:
        """One row a sentence."""

        unique: ClassVar[list[str]] = ["section", "sentence"]


class Claims(Table):
    """One row an atomic claim, in the order of the commentary."""

    claim_id: str = column(base.claim_id, unique=True)
    section: str = column(base.section)
    sentences: str = column(base.sentence.several())
    kind: str = column(word(words.CLAIM_KINDS, "a kind of claim"))
    paraphrase: str = column(text("the claim in our own words"), unique=True)
    restates: str = column(base.claim_id.optional())

    @across("claim_id", "the letters of the section {section!r}", "mend the id or the section")
    @classmethod
    def id_of_section(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the first letters of the id against the section."""
        return table.claim_id.str.split("-").str[0] == table.section.map(words.SECTION_CODES)

    @across("restates", "another claim", "name the claim that this one restates, or leave the cell blank")
    @classmethod
    def restates_another(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse a claim that restates itself."""
        return table.restates != table.claim_id


class ClaimParts(Table):
    """The assertions into which a factual claim falls."""

    part_id: str = column(base.part_id, unique=True)
    claim_id: str = column(base.claim_id)
    part: str = column(text("the assertion in our own words"), unique=True)
    core: str = column(base.yes_no)
    test_kind: str = column(word(words.TEST_KINDS, "a kind of test"))
    about_from: str = column(base.day)
    about_to: str = column(base.day)
    reading: str = column(
        matching("(?:either|R[1-3]): .+", "'either: …', or a reading 'R1: …', 'R2: …', 'R3: …'").optional())
    strongest_reading: str = column(text("the charitable reading").optional())
    would_break: str = column(text("what would show the part to be false"))
    would_confirm: str = column(text("what would show the part to hold"))

    @across("part_id", "{claim_id} and one letter", "move the part to its claim, or mend the id")
    @classmethod
    def part_of_claim(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the id of the part against its claim."""
        return table.part_id.str[:-1] == table.claim_id

    @across("about_to", "a day not before about_from, {about_from}", "mend or exchange the two days")
    @classmethod
    def ends_after_start(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the last day against the first."""
        return ~(days(table.about_to) < days(table.about_from))

    @across("reading", "an R1 in {claim_id} too: as worded means R1", "number the readings from R1")
    @classmethod
    def readings_begin_with_first(cls, table: pd.DataFrame) -> pd.Series:
        """Refuse alternatives R2 and R3 without the R1 that they are alternatives to."""
        first = table.claim_id[table.reading.str.startswith("R1")]
        return ~table.reading.str.match("R[23]") | table.claim_id.isin(first)


class Gaps(Table):
    """What was sought and not found."""

    gap_id: str = column(
        matching(f"(?:{'|'.join(words.GAP_TOPICS)})-gap-[0-9]{{2}}",
                 "the id of a gap, such as economy-gap-01", base.RETYPE),
        unique=True)
    claim_id: str = column(base.claim_id.optional())
    topic: str = column(word(words.GAP_TOPICS, "a topic"))
    sought: str = column(text("what was sought"))
    where_searched: str = column(text("where it was sought"))
    result: str = column(text("what came of it"))
    consequence: str = column(text("what follows for the claim"))

    @across("gap_id", "an id that begins with the topic {topic!r}", "mend the id or the topic")
    @classmethod
    def id_of_topic(cls, table: pd.DataFrame) -> pd.Series:
        """Hold the id against the topic."""
        return table.gap_id.str.split("-gap-").str[0] == table.topic


class RuleChanges(Table):
    """Changes of the verdict rule after it was first fixed; empty while there are none."""

    date: str = column(base.day)
    what: str = column(text("what was changed"))
    why: str = column(text("why it was changed"))
    verdicts_moved: str = column(text("which verdicts moved, or 'none'"))
    author: str = column(text("who changed it"))


class Premises(Table):
    """What a piece of advice takes for granted, and what bears on that."""

    claim_id: str = column(base.claim_id, unique=True)
    premise: str = column(text("what the advice takes for granted"))
    bearing_ids: str = column(base.claim_id.several())
    gathered: str = column(word(words.YES_NO, "whether evidence on the premise itself was gathered"))
    not_gathered: str = column(text("what would bear on it and was not gathered"))


class Tensions(Table):
    """Claims that do not all fit together as worded."""

    tension_id: str = column(matching("T[0-9]{2}", "T and two digits", base.RETYPE), unique=True)
    title: str = column(text("the question on which they part"))
    claim_ids: str = column(base.claim_id.several())
    relation: str = column(word(words.RELATIONS, "how they stand to each other"))
    why: str = column(text("why they do not fit"))

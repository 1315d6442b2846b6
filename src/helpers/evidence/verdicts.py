"""Verdicts: join findings and voices, part by part, and let the rule speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import pandas as pd

from helpers.data import vintages
from helpers.data.tables import records as records_of
from helpers.evidence import rule, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import THRESHOLDS, Outcome, Part, Tally, Thresholds, Verdict
from helpers.evidence.voices import EVERYTHING, Choices, Row, Voice

VERDICT_COLUMNS = [
    "claim_id", "section", "kind", "test_kind", "verdict", "strongest_reading", "confidence", "evidence",
    "agreement", "claimed", "found", "unit", "robust_same", "not_reversed", "flip", "n_supports",
    "n_contradicts", "n_qualifies", "n_context", "notebooks", "reason",
]
PART_COLUMNS = [
    "part_id", "claim_id", "part", "core", "test_kind", "reading", "as_worded", "outcome", "decided_by", "test",
    "claimed", "found", "unit", "estimate", "low", "high", "n", "support", "against", "qualify",
    "independent_support", "independent_against", "decisive_rows", "origins", "families", "evidence",
    "agreement", "notebooks",
]


@dataclass(frozen=True)
class JudgedPart:
    """A part with everything its page shows: the tests, the voices and what they came to."""

    row: pd.Series
    outcome: Outcome
    decided_by: str
    tests: tuple[PartTest, ...]
    voices: tuple[Voice, ...]
    tally: Tally
    notebooks: tuple[str, ...]

    @property
    def part_id(self) -> str:
        """Identifier of the part."""
        return str(self.row["part_id"])

    @property
    def core(self) -> bool:
        """Whether the claim cannot hold without it."""
        return bool(self.row["core"] == "yes")

    @property
    def reading(self) -> str:
        """R1, R2 or R3 for an alternative, blank for a part that always counts."""
        label = str(self.row["reading"])[:2]
        return label if label in {"R1", "R2", "R3"} else ""

    def as_part(self) -> Part:
        """Return what the rule needs of it."""
        return Part(self.part_id, self.core, self.outcome, self.tally)


@dataclass(frozen=True)
class JudgedClaim:
    """A claim with its parts, the verdict as worded and the one of its strongest reading."""

    row: pd.Series
    verdict: Verdict
    strongest: Verdict
    readings: Mapping[str, Verdict]
    parts: tuple[JudgedPart, ...]
    findings: Mapping[str, Finding]
    settled_by: str
    stances: Mapping[str, int]
    evidence: str
    agreement: str

    @property
    def claim_id(self) -> str:
        """Identifier of the claim."""
        return str(self.row["claim_id"])

    @property
    def finding(self) -> Finding | None:
        """The finding of the notebook that answers for the verdict."""
        return self.findings.get(self.settled_by)

    @property
    def settled(self) -> bool:
        """Whether a verdict stands on evidence that was examined."""
        return self.verdict not in (Verdict.UNEXAMINED, Verdict.NOT_FACTUAL)

    @property
    def confidence(self) -> str:
        """The calibrated word for both axes; blank where nothing was judged."""
        return rule.confidence(self.evidence, self.agreement) if self.settled else ""


def restating(tests: Iterable[PartTest], tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return facts that restate a series which the tests use: same source, and a figure in the fact."""
    used = {series for test in tests for series in test.series}
    series = tables["series"]
    sources = set(series.loc[series["series_id"].isin(used), "source_id"])
    facts = tables["facts"]
    numeric = facts[facts["quantity"].notna()]
    return {str(fact) for fact, cell in zip(numeric["fact_id"], numeric["source_ids"], strict=True)
            if sources.intersection(cell.split(";"))}


def data_voices(tests: Iterable[PartTest], outcome: Outcome, tables: Mapping[str, pd.DataFrame]) -> list[Voice]:
    """Return the data behind decided tests as voices on the winning side, one an origin.

    Parameters
    ----------
    tables
        The raw tables `sources` and `series`, this one under the reader's choice of vintage: what a newer vintage
        displaced does not speak.
    """
    if outcome not in (Outcome.HOLDS, Outcome.BROKEN):
        return []
    series, sources = tables["series"], tables["sources"].set_index("source_id")
    used = {name for test in tests if test.outcome is outcome for name in test.series}
    result: dict[tuple[str, ...], Voice] = {}
    for source_id in sorted(set(series.loc[series["series_id"].isin(used), "source_id"])):
        source = sources.loc[source_id]
        speaker = voices.family(str(source["perspective"]))
        level = 1 if source["read_as"] in voices.READ_WHOLE else 2 if speaker in voices.OFFICIAL else 3
        voice = Voice(facts=(), sign=1 if outcome is Outcome.HOLDS else -1, weight=1.0, family=speaker,
                      origin=str(source["origin"]), level=level, decisive=(), whole=level == 1)
        result.setdefault(voice.independent_of, voice)
    return list(result.values())


def compared(tests: Iterable[PartTest]) -> dict[str, str]:
    """Return how facts cut whose accounts were compared; one that cuts both ways qualifies."""
    cuts: dict[str, set[str]] = {}
    for test in tests:
        for reading in test.readings:
            cuts.setdefault(reading.fact_id, set()).add(reading.cuts)
    told = {fact: found - {"context"} or {"context"} for fact, found in cuts.items()}
    return {fact: found.pop() if len(found) == 1 else "qualifies" for fact, found in told.items()}


def judge_part(row: pd.Series, found: Mapping[str, Finding], rows: Sequence[Row],
               tables: Mapping[str, pd.DataFrame], choices: Choices, thresholds: Thresholds) -> JudgedPart:
    """Judge one part: by its computed tests where they decide, else by the voices that count."""
    part_id, kind = str(row["part_id"]), str(row["test_kind"])
    pairs = [(name, test) for name, finding in sorted(found.items()) for test in finding.tests
             if test.part_id == part_id]
    tests = tuple(test for _, test in pairs)
    restated = restating(tests, tables) if tests else set()
    speaking = voices.voices(rows, part_id, kind, choices.coder, restated, thresholds, compared(tests))
    outcome = rule.combine(test.outcome for test in tests)
    deciding = [test for test in tests if test.outcome is not Outcome.OPEN]
    if outcome is not Outcome.OPEN:
        decided = "accounts compared" if all(test.readings for test in deciding) else "computed test"
        counted = voices.tally([*speaking, *data_voices(tests, outcome, tables)], outcome)
    else:
        counted = voices.tally(speaking)
        outcome = rule.by_voices(kind, counted, thresholds)
        counted = voices.tally(speaking, outcome)
        decisive = bool(counted.decisive_for) != bool(counted.decisive_against)
        decided = ("decisive row" if kind in rule.DECIDABLE and decisive else
                   "voices" if outcome is not Outcome.OPEN else "nothing")
    return JudgedPart(row, outcome, decided, tests, tuple(speaking), counted,
                      tuple(sorted({name for name, _ in pairs})))


def in_reading(parts: Sequence[JudgedPart], reading: str) -> list[JudgedPart]:
    """Return the parts that count in a reading: those without a label, and those of that label."""
    return [part for part in parts if part.reading in ("", reading)]


def judge_claim(row: pd.Series, found: Mapping[str, Finding], settled_by: str,
                tables: Mapping[str, pd.DataFrame], rows: pd.DataFrame, choices: Choices = EVERYTHING,
                thresholds: Thresholds = THRESHOLDS) -> JudgedClaim:
    """Judge one claim.

    Parameters
    ----------
    row
        Its row of the register.
    found
        Findings for it, by notebook.
    settled_by
        The notebook that undertakes to settle it; blank: only its parts with tests are shown.
    tables, rows
        The raw tables under the reader's choice of vintage, and `voices.evidence` of them (all claims or this one).
    """
    claim_id = str(row["claim_id"])
    rows = rows[rows["claim_id"] == claim_id]
    mine = tables["claim_parts"]
    mine = mine[mine["claim_id"] == claim_id]
    counted = voices.counted(rows, choices)
    records = cast(list[Row], records_of(counted))
    parts = [judge_part(part, found, records, tables, choices, thresholds) for _, part in mine.iterrows()]
    labels = sorted({part.reading for part in parts} - {""}) or ["R1"]
    readings = {label: rule.verdict([part.as_part() for part in in_reading(parts, label)], thresholds)
                for label in labels}
    worded, best = readings["R1"], rule.strongest(readings.values())
    if worded is not Verdict.NOT_FACTUAL and not settled_by:
        worded = best = Verdict.UNEXAMINED
        readings = {}
    stances = counted_stances(counted, choices.coder)
    evidence, agreement = _axes(in_reading(parts, "R1"), thresholds)
    return JudgedClaim(row, worded, best, readings, tuple(parts), found, settled_by, stances, evidence, agreement)


def counted_stances(rows: pd.DataFrame, coder: str) -> dict[str, int]:
    """Count rows by their stance on the claim as a whole."""
    counted = rows[voices.CODERS[coder]].value_counts()
    return {stance: int(counted.get(stance, 0)) for stance in ("supports", "contradicts", "qualifies", "context")}


def _axes(parts: Sequence[JudgedPart], thresholds: Thresholds) -> tuple[str, str]:
    """Return a claim's two axes: the weakest among the core parts on which something was decided."""
    core = [part for part in parts if part.core] or list(parts)
    decided = [part for part in core if part.outcome is not Outcome.OPEN] or core
    if not decided:
        return "", ""
    levels = [rule.evidence_level(part.tally, str(part.row["test_kind"]), thresholds) for part in decided]
    agreed = [rule.agreement_level(part.tally, part.outcome, thresholds) for part in decided]
    return min(levels, key=rule.EVIDENCE.index), min(agreed, key=rule.AGREEMENT.index)


def judge(findings: Mapping[str, Sequence[Finding]], settles: Mapping[str, Sequence[str]],
          tables: Mapping[str, pd.DataFrame], choices: Choices = EVERYTHING,
          thresholds: Thresholds = THRESHOLDS, only: Iterable[str] | None = None) -> list[JudgedClaim]:
    """Judge claims in the register's order.

    Parameters
    ----------
    findings
        Findings by notebook.
    settles
        Claims that each notebook undertakes to settle.
    only
        Claims wanted; all unless told.
    """
    tables = vintages.under(tables, choices.vintage, choices.as_of)
    rows = voices.evidence(tables)
    settled_by = {claim: notebook for notebook, claims in settles.items() for claim in claims}
    by_claim: dict[str, dict[str, Finding]] = {}
    for notebook, made in findings.items():
        for finding in made:
            by_claim.setdefault(finding.claim_id, {})[notebook] = finding
    claims = tables["claims"]
    if only is not None:
        claims = claims[claims["claim_id"].isin(list(only))]
    return [judge_claim(row, by_claim.get(str(row["claim_id"]), {}), settled_by.get(str(row["claim_id"]), ""), tables,
                        rows, choices, thresholds) for _, row in claims.iterrows()]


def untested(claims: Sequence[JudgedClaim]) -> list[str]:
    """Return the parts of settled claims that have no test of their own; a tally alone is for stances."""
    return [part.part_id for claim in claims if claim.settled for part in claim.parts
            if not part.tests and part.row["test_kind"] != "stance"]


def without(claim: JudgedClaim, part_id: str) -> list[Part]:
    """Return a claim's parts as worded with one left open, to see what hangs on it."""
    return [replace(part.as_part(), outcome=Outcome.OPEN) if part.part_id == part_id else part.as_part()
            for part in in_reading(claim.parts, "R1")]


def reason(claim: JudgedClaim) -> str:
    """Return why the verdict is what it is, from the outcomes of the parts and the findings."""
    if claim.verdict is Verdict.NOT_FACTUAL:
        return "Advice or a statement of value: nothing in it can be tested."
    if claim.verdict is Verdict.UNEXAMINED:
        return "Its evidence is gathered, but no notebook has settled it yet."
    core = [part for part in in_reading(claim.parts, "R1") if part.core] or list(in_reading(claim.parts, "R1"))
    says = {Outcome.HOLDS: "holds", Outcome.BROKEN: "does not hold", Outcome.CONTESTED: "is disputed",
            Outcome.OPEN: "stays open"}
    counts = [(outcome, sum(part.outcome is outcome for part in core)) for outcome in Outcome]
    if len(core) == 1:
        told = f"Its one necessary part {says[core[0].outcome]}."
    else:
        told = f"Of {len(core)} necessary parts " + ", ".join(
            f"{n} {says[outcome] if n == 1 else _plural(says[outcome])}" for outcome, n in counts if n) + "."
    return f"{claim.finding.summary if claim.finding else ''} {told}".strip()


def _plural(phrase: str) -> str:
    return {"holds": "hold", "does not hold": "do not hold", "is disputed": "are disputed",
            "stays open": "stay open"}[phrase]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def verdict_table(claims: Sequence[JudgedClaim], contributors: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return `verdicts.csv`: one row a claim, register order, all text.

    Parameters
    ----------
    contributors
        Notebooks that bear on each claim, by claim.
    """
    rows = []
    for claim in claims:
        finding = claim.finding if claim.settled else None
        kinds = dict.fromkeys(str(part.row["test_kind"]) for part in claim.parts)
        rows.append({
            "claim_id": claim.claim_id, "section": claim.row["section"], "kind": claim.row["kind"],
            "test_kind": ";".join(kinds), "verdict": str(claim.verdict), "strongest_reading": str(claim.strongest),
            "confidence": claim.confidence, "evidence": claim.evidence if claim.settled else "",
            "agreement": claim.agreement if claim.settled else "",
            "claimed": finding.claimed if finding else "", "found": finding.found if finding else "",
            "unit": finding.unit if finding else "", "robust_same": "", "not_reversed": "", "flip": "",
            **{f"n_{stance}": str(count) for stance, count in claim.stances.items()},
            "notebooks": ";".join(contributors.get(claim.claim_id, ())), "reason": reason(claim),
        })
    return pd.DataFrame(rows, columns=VERDICT_COLUMNS)


def part_table(claims: Sequence[JudgedClaim]) -> pd.DataFrame:
    """Return `parts.csv`: one row a part that was judged, with its test and its votes, all text."""
    rows = []
    for claim in claims:
        for part in claim.parts:
            if not claim.settled and not part.tests:
                continue
            test = next((test for test in part.tests if test.outcome is part.outcome), None) or next(
                iter(part.tests), None)
            counted = part.tally
            rows.append({
                "part_id": part.part_id, "claim_id": claim.claim_id, "part": part.row["part"],
                "core": part.row["core"], "test_kind": part.row["test_kind"], "reading": part.row["reading"],
                "as_worded": "yes" if part.reading in ("", "R1") else "no", "outcome": str(part.outcome),
                "decided_by": part.decided_by,
                "test": " | ".join(dict.fromkeys(t.test for t in part.tests)),
                "claimed": test.claimed if test else "",
                "found": " | ".join(dict.fromkeys(t.found for t in part.tests)),
                "unit": test.unit if test else "", "estimate": _number(test.estimate if test else None),
                "low": _number(test.low if test else None), "high": _number(test.high if test else None),
                "n": "" if test is None or test.n is None else str(test.n),
                "support": _number(counted.support), "against": _number(counted.against),
                "qualify": _number(counted.qualify),
                "independent_support": _number(counted.independent_support),
                "independent_against": _number(counted.independent_against),
                "decisive_rows": ";".join(counted.decisive_for + counted.decisive_against),
                "origins": str(counted.origins), "families": str(counted.families),
                "evidence": rule.evidence_level(counted, str(part.row["test_kind"])),
                "agreement": rule.agreement_level(counted, part.outcome),
                "notebooks": ";".join(part.notebooks),
            })
    return pd.DataFrame(rows, columns=PART_COLUMNS)

"""Refresh: ask the publishers, hold what they give against what is there, and add what passed as a new vintage."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from helpers.data import known, tables, vintages
from helpers.data.schemas.figures import bounds
from helpers.errors import CompendiumError, FaultyData
from helpers.refresh import guards, registry, store
from helpers.refresh.guards import Change
from helpers.refresh.store import Rows
from helpers.refresh.upstream import Binding, Delivery, Upstream
from helpers.refresh.web import Limits, Refused, Web


@dataclass
class Outcome:
    """What came of one series.

    Parameters
    ----------
    series_id
        The series.
    changes
        What differs.
    definition
        What is wrong with the publisher's name and unit of it.
    waiting
        Names that have to be accepted first.
    delivery
        What was fetched.
    """

    series_id: str
    changes: list[Change]
    definition: str
    waiting: list[str]
    delivery: Delivery


@dataclass
class Result:
    """What came of one publisher.

    Parameters
    ----------
    upstream
        The publisher.
    outcomes
        Of its series.
    failure
        Why nothing was taken, blank where it was or where there is nothing newer.
    local
        Whether its terms keep the values local.
    added
        Series of which a vintage was added, or would be.
    """

    upstream: Upstream
    outcomes: list[Outcome] = field(default_factory=list)
    failure: str = ""
    local: bool = False
    added: list[str] = field(default_factory=list)


def now() -> datetime:
    """Return the time of retrieval; a fixed one where `SOURCE_DATE_EPOCH` says so."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


def present() -> dict[str, pd.DataFrame]:
    """Return the raw tables that a refresh looks at, as text."""
    names = ("series", "series_meta", "unshipped", "sources", *vintages.NEEDED)
    return {name: tables.raw(name) for name in names}


def standing(frames: Mapping[str, pd.DataFrame], binding: Binding, source: str) -> pd.DataFrame:
    """Return the values that a delivery is held against: what counts now, or the publisher's last edition beside it."""
    if binding.stands == vintages.INSTEAD:
        rows = vintages.series(frames)
        return rows[rows["series_id"].eq(binding.series_id)]
    mine = frames["vintages"]
    mine = mine[mine["series_id"].eq(binding.series_id) & mine["source_id"].str.startswith(source)]
    rows = frames["vintage_values"]
    last = mine.sort_values("vintage").tail(1)
    return rows[rows["series_id"].eq(binding.series_id) & rows["source_id"].isin(last["source_id"])]


def last_definition(frames: Mapping[str, pd.DataFrame], series_id: str, source: str) -> str:
    """Return the publisher's name of a series at its last vintage, blank where there is none."""
    rows = frames["vintages"]
    rows = rows[rows["series_id"].eq(series_id) & rows["source_id"].str.startswith(source)]
    return "" if rows.empty else str(rows.sort_values("vintage")["definition"].iloc[-1])


def prefix(upstream: Upstream) -> str:
    """Return how the sources of a publisher's vintages begin."""
    return f"fetched-{upstream.name}-"


def meta_of(frames: Mapping[str, pd.DataFrame], series_id: str) -> pd.Series:
    """Return the description of a series, shipped or not.

    Raises
    ------
    CompendiumError
        When there is none.
    """
    for name in ("series_meta", "unshipped"):
        rows = frames[name][frames[name]["series_id"].eq(series_id)]
        if not rows.empty:
            return rows.iloc[0]
    raise CompendiumError(f"refresh: found no description of {series_id!r}, expected one in series_meta.csv or "
                          "unshipped.csv; do: add it")


def judge(delivery: Delivery, frames: Mapping[str, pd.DataFrame], upstream: Upstream,
          accepted: Collection[str]) -> Outcome:
    """Hold a delivery against what is there.

    Raises
    ------
    Refused
        When nothing was delivered for the states and periods of the series.
    """
    binding = delivery.binding
    if delivery.values.empty:
        raise Refused(f"{delivery.answers[-1].url}: found no value of {binding.series_id}, expected some; do: see "
                      "whether the publisher changed its form; nothing was changed")
    before = standing(frames, binding, prefix(upstream))
    if binding.stands == vintages.INSTEAD or not before.empty:
        found = guards.changes(binding.series_id, before, delivery.values,
                               bounds(str(meta_of(frames, binding.series_id)["unit"])))
    else:
        rows = vintages.series(frames)
        found = guards.beside(binding.series_id, rows[rows["series_id"].eq(binding.series_id)], delivery.values)
    wrong = guards.definition(delivery, last_definition(frames, binding.series_id, prefix(upstream)))
    waiting = list(guards.open_names(found, wrong, binding.series_id, accepted))
    return Outcome(binding.series_id, found, wrong, waiting, delivery)


def rows(outcomes: Sequence[Outcome], frames: Mapping[str, pd.DataFrame], upstream: Upstream, local: bool,
         accepted: Collection[str], moment: datetime) -> Rows:
    """Return the rows that add the vintages of one publisher to the tables."""
    day = moment.strftime("%Y-%m-%d")
    source = f"{prefix(upstream)}{day}"
    made: dict[str, list[dict[str, str]]] = {name: [] for name in store.ORDER}
    last = outcomes[0].delivery
    if source not in set(frames["sources"]["source_id"]):
        made["sources"].append({
            "source_id": source, "kind": "dataset", "perspective": upstream.perspective, "origin": upstream.origin,
            "title": f"{upstream.title}, fetched on {day}", "publisher": upstream.publisher, "published": day,
            "url": last.answers[-1].url, "language": "en", "licence": upstream.licence, "read_as": "dataset",
            "note": f"Fetched by the adaptor {upstream.name}; `published` is the day of retrieval."})
    for outcome in outcomes:
        delivery, meta = outcome.delivery, meta_of(frames, outcome.series_id)
        digest = delivery.answers[0].sha256 if len(delivery.answers) == 1 else hashlib.sha256(
            "".join(answer.sha256 for answer in delivery.answers).encode()).hexdigest()
        if outcome.series_id not in set(frames["series_meta"]["series_id"]):
            made["series_meta"].append({**meta.to_dict(), "source_id": source, "vintage": f"fetched {day}"})
        mine = [name for name in accepted if name.startswith(f"{outcome.series_id}:")]
        made["vintages"].append({
            "series_id": outcome.series_id, "vintage": day, "source_id": source, "stands": delivery.binding.stands,
            "retrieved": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "url": delivery.answers[-1].url, "sha256": digest,
            "bytes": str(sum(answer.size for answer in delivery.answers)), "upstream_version": delivery.version,
            "definition": delivery.definition, "accepted": ";".join(sorted(mine))})
        delayed = known.DELAYED.match(str(meta["known_from_rule"]))
        for value in delivery.values.to_dict("records"):
            by_rule = known.by_rule(str(meta["known_from_rule"]), value["period"], "") if delayed else None
            made["vintage_values"].append({
                **value, "series_id": outcome.series_id, "unit": str(meta["unit"]), "flag": "", "source_id": source,
                "known_from": min(by_rule or day, day), "vintage": day})
    columns = {name: list(frames[name].columns) for name in store.ORDER}
    return Rows({name: pd.DataFrame(made[name], columns=columns[name], dtype="str").fillna("")
                 for name in store.ORDER}, local)


def ask(upstream: Upstream, bindings: Sequence[Binding], frames: Mapping[str, pd.DataFrame], web: Web,
        accepted: Collection[str]) -> Result:
    """Ask one publisher; a failure of any of its series leaves all of them as they are."""
    result = Result(upstream)
    every = vintages.series(frames)
    series = {binding.series_id: every[every["series_id"].eq(binding.series_id)] for binding in bindings}
    try:
        upstream.secret()
        deliveries = list(upstream.deliver(bindings, series, web))
        result.outcomes = [judge(delivery, frames, upstream, accepted) for delivery in deliveries]
    except (CompendiumError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = str(error) if isinstance(error, CompendiumError) else (
            f"{upstream.title}: found an answer of another form ({type(error).__name__}: {error}), expected the one "
            f"described at {upstream.docs}; do: see whether the publisher changed it; nothing was changed")
        result.failure = told
        return result
    shared = [delivery.share for delivery in deliveries if delivery.share is not None]
    result.local = not (all(shared) if shared else upstream.share)
    waiting = [name for outcome in result.outcomes for name in outcome.waiting]
    if waiting:
        result.failure = (f"{upstream.title}: found {len(waiting)} changes that need to be accepted by name, expected "
                          f"each seen and accepted; do: look at them above, and where they are right refresh with "
                          f"{' '.join(f'--accept {name}' for name in waiting[:6])}{' …' if len(waiting) > 6 else ''}; "
                          "nothing was changed")
    return result


def refresh(names: tuple[str, ...], accepted: Collection[str], dry: bool, limits: Limits | None = None) -> list[Result]:
    """Ask publishers and add what passed.

    Parameters
    ----------
    names
        Series or adaptors; all where none is given.
    accepted
        Names of changes that somebody has looked at.
    dry
        Change nothing.

    Returns
    -------
    list of Result
        One a publisher.
    """
    moment = now()
    frames = present()
    wanted = registry.wanted(names)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for upstream in registry.UPSTREAMS:
            if upstream.name not in wanted:
                continue
            place = Path(folder) / upstream.name
            place.mkdir()
            result = ask(upstream, wanted[upstream.name], frames, Web(place, limits or Limits()), accepted)
            results.append(result)
            changed = [outcome for outcome in result.outcomes if outcome.changes]
            if result.failure or not changed:
                continue
            _keep(result, changed, frames, accepted, moment, dry)
            if not dry:
                frames = present()
    return results


def _keep(result: Result, changed: Sequence[Outcome], frames: Mapping[str, pd.DataFrame], accepted: Collection[str],
          moment: datetime, dry: bool) -> None:
    """Add the vintages of one publisher, or say why not; a dry run goes as far as the contracts."""
    made = rows(changed, frames, result.upstream, result.local, accepted, moment)
    day = moment.strftime("%Y-%m-%d")
    held = frames["vintages"]
    held = held[held["source_id"].eq(f"{prefix(result.upstream)}{day}")]
    twice = sorted({outcome.series_id for outcome in changed} & set(held["series_id"]))
    if twice:
        result.failure = (f"{result.upstream.title}: found a vintage of {day} of {', '.join(twice)} already, expected "
                          "one a day; do: refresh tomorrow; nothing was changed")
        return
    try:
        store.add([made], dry)
    except FaultyData as error:
        result.failure = (f"{result.upstream.title}: found values that break the contract of their table: "
                          f"{' | '.join(map(str, error.faults[:5]))}; nothing was changed")
        return
    result.added = [outcome.series_id for outcome in changed]

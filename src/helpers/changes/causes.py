"""Causes: which of the changes between two states move a verdict, found by recomputing it with some of them made.

The verdict on the earlier data by the code that runs tells data from code: where it is the earlier verdict, the data
moved it; where it is the later one, the code did. Of the data the fewest changes are sought that are enough by
themselves, then whether what is left is enough too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.changes import rows, shrink
from helpers.changes.moves import Move, Standing
from helpers.changes.recompute import Recomputed
from helpers.changes.rows import RowChange
from helpers.changes.state import State
from helpers.execution import closure, manifest

DATA, CODE, BOTH, PARAMETERS, UNKNOWN = "data", "code", "data and code", "parameters", "not known"
# Ways to the same verdict that are told at most.
WAYS = 3


@dataclass(frozen=True)
class Way:
    """Changes that are enough to move a verdict.

    Parameters
    ----------
    changes
        The rows.
    fewest
        Whether none of them can be left out.
    """

    changes: tuple[RowChange, ...]
    fewest: bool


@dataclass(frozen=True)
class Cause:
    """What moved the verdict on a claim.

    Parameters
    ----------
    kind
        `data`, `code`, `data and code`, `parameters` or `not known`.
    ways
        Sets of changed rows each of which is enough; empty where that could not be recomputed.
    bearing
        All changed rows that the claim's notebooks or its evidence read.
    modules
        Changed helper modules that its verdict follows from.
    note
        What a reader must know beside that, blank for nothing.
    """

    kind: str
    ways: tuple[Way, ...] = ()
    bearing: tuple[RowChange, ...] = ()
    modules: tuple[str, ...] = ()
    note: str = ""


def modules(claim: str, old: State, new: State) -> tuple[str, ...]:
    """Return the changed helper modules from which the verdict on a claim follows; none where code is not known."""
    if old.code is None or new.code is None:
        return ()
    bearing = [name for name, notebook in manifest.read().items() if claim in notebook.claims]
    used = closure.closure({"helpers.evidence.verdicts", *(
        f"helpers.claims.{name.replace('-', '_')}" for name in bearing)})
    files = {f"{'/'.join(module.split('.')[1:])}{ending}" for module in used for ending in (".py", "/__init__.py")}
    return tuple(sorted(name for name in files if old.code.get(name) != new.code.get(name)))


def of_moves(moved: Sequence[Move], old: State, new: State) -> dict[str, Cause]:
    """Return what moved each verdict.

    Parameters
    ----------
    moved
        Claims that stand otherwise in `new` than in `old`.
    """
    if (old.given or {}) != (new.given or {}):
        told = "; ".join(f"{state.name}: " + (", ".join(f"{name} = {value}" for name, value in state.given.items())
                                              if state.given else "the defaults") for state in (old, new))
        return {move.claim_id: Cause(PARAMETERS, note=told) for move in moved}
    if old.raw is None or new.raw is None:
        lacking = " and ".join(state.name for state in (old, new) if state.raw is None)
        return {move.claim_id: Cause(UNKNOWN, modules=modules(move.claim_id, old, new),
                                     note=f"the raw tables of {lacking} are not known") for move in moved}
    before, after = rows.read(old.raw), rows.read(new.raw)
    found = rows.changes(before, after)
    again = Recomputed(before, after)
    return {move.claim_id: _of(move, found, again, modules(move.claim_id, old, new)) for move in moved}


def _of(move: Move, found: Sequence[RowChange], again: Recomputed, changed: tuple[str, ...]) -> Cause:
    claim = move.claim_id
    bearing = tuple(change for change in found if claim in again.touched(change.thing)
                    or (change.thing.kind, change.thing.name) == ("claim", claim))
    try:
        base, full = again.standing(claim, ()), again.standing(claim, bearing)
    except shrink.Enough:
        return Cause(UNKNOWN, (), bearing, changed, "so many verdicts moved that this one was not recomputed")
    except Exception as error:  # noqa: BLE001 (earlier tables need not fit the code that runs; the reader is told)
        return Cause(UNKNOWN, (), bearing, changed, f"the code that runs cannot read both states "
                                                    f"({type(error).__name__}: {error})")
    if full != move.after:
        return Cause(UNKNOWN, (), bearing, changed, "the code that runs gives another verdict for the later state: "
                                                    f"{full}; compare with that state checked out")
    if base == full:
        return Cause(CODE, (), bearing, changed, "" if changed else "the data alone move nothing")
    kind = DATA if base == move.before else BOTH
    note = "" if kind == DATA else f"the code alone would give: {base}"
    return Cause(kind, tuple(_ways(claim, bearing, full, again)), bearing, changed if kind == BOTH else (), note)


def _ways(claim: str, bearing: Sequence[RowChange], full: Standing, again: Recomputed) -> list[Way]:
    """Return sets of changes each of which is enough: first whole things, then single rows of these."""
    def moves_it(chosen: Sequence[RowChange]) -> bool:
        try:
            return again.standing(claim, chosen) == full
        except shrink.Enough:
            raise
        except Exception:  # noqa: BLE001 (some rows without others need not make sense: they are no way by themselves)
            return False

    def together(chosen: Sequence[list[RowChange]]) -> bool:
        return moves_it([change for changes in chosen for change in changes])

    ways: list[Way] = []
    left = list(bearing)
    while left and len(ways) < WAYS:
        try:
            if ways and not moves_it(left):
                break
        except shrink.Enough:
            break
        things, whole = shrink.smallest(list(rows.gathered(left).values()), together)
        # Then single rows of these, but for those that make sense together only.
        finer = [group for changes in things for group in
                 ([changes] if changes[0].thing.whole else [[change] for change in changes])]
        groups, fewest = shrink.smallest(finer, together)
        single = [change for changes in groups for change in changes]
        ways.append(Way(tuple(single), whole and fewest))
        taken: Mapping[object, None] = dict.fromkeys((change.table, change.key) for change in single)
        left = [change for change in left if (change.table, change.key) not in taken]
    return ways

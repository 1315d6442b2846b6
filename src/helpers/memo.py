"""Work an expensive result out once: a pure function keyed by the content of its arguments.

    @by_content
    def own_past(measure: Measure, since: int) -> Own: ...

The key is a digest of everything that went in, tables cell by cell, so a changed value is another key and no result
can go stale. A table's digest is kept for as long as the table lives: a table that was handed in is changed by nobody
afterwards, as everywhere in these helpers. Tables that come out are copies.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import weakref
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd

P = ParamSpec("P")
T = TypeVar("T")
# Results kept by each function; the one not asked for longest goes first.
KEPT = 4096
_DIGESTS: dict[int, tuple[weakref.ref[pd.DataFrame], bytes]] = {}


class _Content(pickle.Pickler):
    """Pickles values, and of a table its digest."""

    def persistent_id(self, value: Any) -> bytes | None:
        """Return the digest of a table; None has anything else pickled."""
        return _of_table(value) if type(value) is pd.DataFrame else None


def _of_table(table: pd.DataFrame) -> bytes:
    name = id(table)
    known = _DIGESTS.get(name)
    if known is None or known[0]() is not table:
        made = hashlib.sha256(pickle.dumps(table, protocol=5)).digest()
        known = _DIGESTS[name] = (weakref.ref(table, lambda _: _DIGESTS.pop(name, None)), made)
    return known[1]


def digest(*values: Any) -> str:
    """Return a digest of the content of values; unlike content never has the same one.

    Equal content may have two, where equal texts are held once in one table and twice in another: then something is
    worked out twice.
    """
    written = io.BytesIO()
    _Content(written, protocol=5).dump(values)
    return hashlib.sha256(written.getvalue()).hexdigest()


def by_content(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the results of a pure function by the content of its arguments.

    The function must depend on its arguments alone; what it returns must not be changed by those who get it, unless
    it is a table.
    """
    kept: OrderedDict[str, T] = OrderedDict()

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        key = digest(args, sorted(kwargs.items()))
        if key in kept:
            kept.move_to_end(key)
        else:
            kept[key] = function(*args, **kwargs)
            if len(kept) > KEPT:
                kept.popitem(last=False)
        made = kept[key]
        return made.copy() if isinstance(made, pd.DataFrame) else made

    return asked

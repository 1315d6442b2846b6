"""The registry: which adaptor serves which series, and why others are refreshed by hand."""

from __future__ import annotations

from helpers.errors import CompendiumError
from helpers.refresh import (
    comtrade,
    debt_statistics,
    freedom_house,
    imf,
    owid,
    pink_sheet,
    sipri,
    un_votes,
    v_dem,
    world_bank,
)
from helpers.refresh.upstream import Binding, Upstream

UPSTREAMS: tuple[Upstream, ...] = tuple(module.UPSTREAM for module in (
    world_bank, debt_statistics, pink_sheet, imf, comtrade, v_dem, un_votes, owid, freedom_house, sipri))
BINDINGS: tuple[Binding, ...] = tuple(binding for one in UPSTREAMS for binding in one.bindings)

_STATED = "single figures read in documents and the press"
_POLLS = "no public archive with an interface"
_COUNTED = "counted by the project from roll calls of another collection; a new count is a new series"
_CLOSED = "the collection is closed or gives no newer release of this measure"
# Series without an adaptor, by the beginning of their names.
_BY_HAND = {
    "atop_": _CLOSED, "baw_": _POLLS, "bti_": "a workbook of the Bertelsmann Stiftung every second year",
    "chatham_": _POLLS, "debt_to_efsd_usd": _STATED, "debt_to_russia_government_usd": _STATED, "eu_listed_": _STATED,
    "external_public_debt_": _STATED, "factbook_": "the Factbook ended in February 2026",
    "fbic_": "a file on a private drive, without an interface", "fdi_stock_from_russia_usd": _STATED, "gaps_": _STATED,
    "gas_price_belarus": _STATED, "goods_balance_usd": _STATED, "goods_services_turnover_with_russia_usd":
    "Comtrade holds goods alone", "iiseps_": _POLLS, "impl_": "statements of officials, read one by one",
    "polity5_": _CLOSED, "rsf_score": "terms not read, and the method changed in 2022",
    "russia_share_external_public_debt": _STATED, "russian_": _STATED, "un_agree_eu27_": _COUNTED,
    "un_agree_undl": _COUNTED, "un_agree_unvotes": _COUNTED, "un_similarity_": _COUNTED, "urals_price_": _STATED,
    "usstate_": "a report a year, read by hand", "viasna_prisoners": "a page that counts anew each day",
}
BY_HAND = {f"{name}…" if name.endswith("_") else name: why for name, why in _BY_HAND.items()}


def of(upstream: Upstream) -> tuple[Binding, ...]:
    """Return the series that a publisher serves."""
    return upstream.bindings


def by_hand(series_id: str) -> str:
    """Return why a series is refreshed by hand, blank where an adaptor serves it or nothing is said of it."""
    return next((why for name, why in _BY_HAND.items() if series_id.startswith(name)), "")


def wanted(names: tuple[str, ...]) -> dict[str, tuple[Binding, ...]]:
    """Return the bindings to fetch, by adaptor; all where no name is given.

    Parameters
    ----------
    names
        Series or adaptors.

    Raises
    ------
    CompendiumError
        For a name that is neither, or a series that no adaptor serves.
    """
    found: dict[str, tuple[Binding, ...]] = {}
    known = {*(binding.series_id for binding in BINDINGS), *(one.name for one in UPSTREAMS)}
    for name in names:
        if name not in known:
            why = by_hand(name)
            expected = "a series with an adaptor, or an adaptor: " + ", ".join(one.name for one in UPSTREAMS)
            raise CompendiumError(f"refresh: found {name!r}{f', which is refreshed by hand ({why})' if why else ''}, "
                                  f"expected {expected}; do: choose one of these, or see the page on updates")
    for one in UPSTREAMS:
        mine = tuple(binding for binding in one.bindings
                     if not names or one.name in names or binding.series_id in names)
        if mine:
            found[one.name] = mine
    return found

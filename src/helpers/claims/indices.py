"""The indices of institutions and freedoms, all from 0 to 1, and where their series stand."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.analysis import bounds

STATE = "BLR"


@dataclass(frozen=True)
class Index:
    """An index from 0 to 1.

    Parameters
    ----------
    key, name
        Short name, and name as a reader says it.
    point
        Its series.
    bounds
        Series of its lower and upper bound; None where the copy has none.
    limit
        Whether it measures a limit on the president.
    """

    key: str
    name: str
    point: str
    bounds: tuple[str, str] | None = None
    limit: bool = False

    @property
    def series(self) -> tuple[str, ...]:
        """All series that it rests on."""
        return (self.point, *(self.bounds or ()))


def _v12(key: str, limit: bool = False, name: str = "") -> Index:
    return Index(key, name or key, f"vdem12_{key}", (f"vdem12_bounds_{key}_low", f"vdem12_bounds_{key}_high"), limit)


PARLIAMENT = _v12("legcon", True, "limits set by parliament")
COURTS = _v12("jucon", True, "limits set by courts")
OVERSIGHT = Index("horacc", "oversight by parliament, courts and agencies", "vdem14_horacc", None, True)
ELECTIONS = _v12("frefair", True, "clean elections")
MEDIA = Index("media", "free expression and media", "vdem14_freexp")
SOCIETY = Index("ccsi", "civil society", "vdem14_ccsi")
LAW = Index("clrol", "equality before the law", "vdem14_clrol")
ASSOCIATION = _v12("frassoc", name="freedom of association")
EXPRESSION = _v12("freexp", name="free expression")
LIBERTIES = _v12("civlib", name="civil liberties")
DEMOCRACY = Index("polyarchy", "electoral democracy", "vdem15_polyarchy",
                  ("vdem15_polyarchy_low", "vdem15_polyarchy_high"))
LIBERAL = Index("libdem", "liberal democracy", "vdem15_libdem", ("vdem15_libdem_low", "vdem15_libdem_high"))
EARLIER_DEMOCRACY = Index("polyarchy12", "electoral democracy, earlier release", "vdem12_polyarchy")
INDICES = (PARLIAMENT, COURTS, OVERSIGHT, ELECTIONS, MEDIA, SOCIETY, LAW, ASSOCIATION, EXPRESSION, LIBERTIES, DEMOCRACY,
           LIBERAL, EARLIER_DEMOCRACY)
WITH_BOUNDS = tuple(index for index in INDICES if index.bounds)
DATED = (PARLIAMENT, COURTS, OVERSIGHT, DEMOCRACY, MEDIA, SOCIETY)


def scores(series: pd.DataFrame, index: Index) -> pd.DataFrame:
    """Return an index of Belarus by year with its bounds."""
    return bounds.bounded(series, index.point, index.bounds, STATE)

"""The words, titles and tables of the notebook on institutions, all of them from its data and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.analysis import bounds, comparators, multiplicity, steps
from helpers.analysis.bounds import Moved
from helpers.analysis.breaks import Breaks
from helpers.claims import autonomy_told, indices, institutions
from helpers.claims.indices import STATE, Index
from helpers.claims.institutions import CRISIS, REFERENDUM
from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

NAMES = autonomy_told.NAMES
LIMITS = (indices.PARLIAMENT, indices.COURTS, indices.OVERSIGHT)
FREEDOMS = (indices.MEDIA, indices.SOCIETY)
RELEASES = ((indices.EARLIER_DEMOCRACY, indices.DEMOCRACY, "electoral democracy"),
            (indices.EXPRESSION, indices.MEDIA, "free expression and media"))
REGIMES = {0: "closed autocracy", 1: "electoral autocracy", 2: "electoral democracy", 3: "liberal democracy"}


def lines(series: pd.DataFrame, wanted: Sequence[Index]) -> pd.DataFrame:
    """Return indices of all states by year, with bounds for Belarus.

    Returns
    -------
    DataFrame
        Columns index, entity, year, value, low, high.
    """
    made = []
    for index in wanted:
        others = comparators.panel(series, index.point)
        mine = indices.scores(series, index).assign(entity=STATE)
        made.append(pd.concat([mine, others[others["entity"].ne(STATE)]], ignore_index=True).assign(index=index.name))
    columns = ["index", "entity", "year", "value", "low", "high"]
    return pd.concat(made, ignore_index=True).reindex(columns=columns)


def _share(found: Moved, whole: float) -> float:
    return 100 * found.change / whole if whole else 0.0


def fell_in(series: pd.DataFrame, index: Index) -> tuple[float, float] | None:
    """Return which share of an index's fall since 1995 came in 1995-97 and in 2019-21, percent."""
    mine = indices.scores(series, index)
    early, late = bounds.moved(mine, *REFERENDUM), bounds.moved(mine, *CRISIS)
    if early is None or late is None:
        return None
    whole = late.after - early.before
    return _share(early, whole), _share(late, whole)


def answer(made: Mapping[str, tuple[PartTest, ...]], series: pd.DataFrame, moved: Mapping[str, Moved],
           line: float) -> str:
    """Return the notebook's answer from its tests."""
    parts = {part: institutions.joined(made[part[:-1]], part) for part in ("IMP-04a", "IMP-05b")}
    parliament = {Outcome.HOLDS: "Parliament does not work as a parliament.",
                  Outcome.BROKEN: "Parliament works, by index and accounts."}.get(
                      parts["IMP-04a"], "Whether parliament works cannot be said under these parameters.")
    by_index = institutions.scored(series, "IMP-05a", line)
    legs = rule.combine(by_index[name][0].outcome for name in ("parliament", "courts"))
    limits = {Outcome.HOLDS: "The limits that parliament and courts set the president are at the floor of the scale",
              Outcome.BROKEN: "Parliament or courts do set the president limits"}.get(
                  legs, "Whether parliament and courts set the president limits cannot be said by index")
    both = fell_in(series, indices.PARLIAMENT)
    since = ", and have been since 1997, not since 2020" if both and both[0] > 80 and (
        legs is Outcome.HOLDS) else ""
    votes = {Outcome.HOLDS: " Elections are at the floor too.", Outcome.BROKEN: " Elections do work."}.get(
        by_index["elections"][0].outcome, " Elections are not shown to be at the floor by their index.")
    apart = [index.name for index in indices.WITH_BOUNDS if index.key in moved and moved[index.key].apart]
    fell = f" What fell in 2020-21 beyond the bounds of measurement were {_list(apart)}." if apart else ""
    paper = {Outcome.HOLDS: " On paper some rules bind him since 2022; they are drawn so that they do not.",
             Outcome.BROKEN: " The constitution of 2022 does bind him."}.get(
                 parts["IMP-05b"], " What the constitution of 2022 binds is disputed or not known.")
    return f"{parliament} {limits}{since}.{votes}{fell}{paper}"


def _list(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def limits_title(series: pd.DataFrame) -> str:
    """Return when the limits fell, as a sentence."""
    found = [share for index in LIMITS if (share := fell_in(series, index))]
    if not found:
        return "When the limits on the president fell is not known under these parameters"
    early, late = min(one for one, _ in found), max(one for _, one in found)
    return (f"At least {early:.0f} percent of the fall in limits on the president came in 1995-97, at most {late:.0f} "
            "percent in 2019-21")


def dates_table(found: Mapping[str, Breaks]) -> pd.DataFrame:
    """Return the breaks of each index with their intervals."""
    names = {index.key: index.name for index in indices.INDICES}
    return pd.DataFrame([{
        "index": names[key], "breaks": ", ".join(map(str, result.years)) or "none",
        "90 percent interval": "; ".join(f"{one.low} to {one.high}" for one in result.breaks),
        "levels": ", ".join(f"{level:.2f}" for level in result.segments), "observations": result.n,
        "too late to be found": ", ".join(str(year) for year in result.trimmed if year > CRISIS[0])}
        for key, result in found.items()],
        columns=["index", "breaks", "90 percent interval", "levels", "observations", "too late to be found"])


def dates_words(found: Mapping[str, Breaks]) -> str:
    """Return to which years the first break of the limits is dated, in words."""
    limits = [found[index.key] for index in LIMITS if index.key in found]
    first = [result.years[0] for result in limits if result.years]
    late = sum(any(year > CRISIS[0] for year in result.years) for result in limits)
    if not first:
        return "No break is found in the limits under these parameters"
    return (f"For the limits, the first break lies in {_list(sorted({str(year) for year in first}))}, and "
            f"{late or 'none'} of {len(limits)} has one after 2019")


def states_table(series: pd.DataFrame) -> pd.DataFrame:
    """Return how the limits moved in 1995-97 and 2019-21 in each state, the place of Belarus with it."""
    rows = []
    for index in LIMITS:
        table = comparators.panel(series, index.point)
        for first, last in (REFERENDUM, CRISIS):
            moved = steps.stretches(table, last - first).query("year == @last").set_index("entity")["change"]
            if STATE not in moved:
                continue
            rank = int((moved <= moved[STATE] + steps.SAME).sum())
            rows.append({"index": index.name, "years": f"{first}-{last}",
                         **{NAMES[state]: f"{value:+.2f}" for state, value in moved.sort_values().items()},
                         "place of Belarus": f"{rank} of {len(moved)}", "smallest p possible": f"{1 / len(moved):.2f}"})
    return pd.DataFrame(rows)


def bounds_table(series: pd.DataFrame, moved: Mapping[str, Moved]) -> pd.DataFrame:
    """Return every index with bounds in both years: the data of the figure.

    Returns
    -------
    DataFrame
        Columns index, limit, year, value, low, high, apart.
    """
    rows = []
    for index in indices.WITH_BOUNDS:
        found, mine = moved.get(index.key), indices.scores(series, index).set_index("year")
        if found is not None and found.apart is not None:
            rows += [{"index": index.name, "limit": index.limit, "year": year, **mine.loc[year].to_dict(),
                      "apart": found.apart} for year in CRISIS]
    return pd.DataFrame(rows, columns=["index", "limit", "year", "value", "low", "high", "apart"])


def bounds_title(table: pd.DataFrame) -> str:
    """Return which indices left their bounds, as a sentence."""
    if table.empty:
        return "No index with bounds is known under these parameters"
    each = table.drop_duplicates("index")
    apart = int(each["apart"].sum())
    limits = int((each["apart"] & each["limit"]).sum())
    return (f"From 2019 to 2021, {apart} of {len(each)} indices fell beyond their bounds, {limits or 'none'} of the "
            f"{int(each['limit'].sum())} limits on the president among them")


def moved_table(moved: Mapping[str, Moved]) -> pd.DataFrame:
    """Return every change with its test, p values corrected for their number (Holm)."""
    names = {index.key: index.name for index in indices.INDICES}
    known = {key: found.p_value for key, found in moved.items() if found.apart is not None}
    adjusted = {entry.name: entry.adjusted for entry in multiplicity.holm(known)}
    return pd.DataFrame([{
        "index": names[key], str(CRISIS[0]): f"{found.before:.3f}", str(CRISIS[1]): f"{found.after:.3f}",
        "change": f"{found.change:+.3f}",
        "bounds": "none in this copy" if found.apart is None else "leave each other" if found.apart else "overlap",
        "p after Holm": ("below 0.001" if adjusted[key] < 0.001 else f"{adjusted[key]:.3f}") if key in adjusted else "",
        "smallest fall to be seen": f"{found.smallest:.2f}" if key in adjusted else ""}
        for key, found in moved.items()])


def unseen(moved: Mapping[str, Moved]) -> dict[str, str]:
    """Return what the bounds can show: changes that pass a test, and the least fall of parliament's limits."""
    known = {key: one.p_value for key, one in moved.items() if one.apart is not None}
    passed = sum(entry.rejected for entry in multiplicity.holm(known))
    words = {"passed": f"{passed} of {len(known)}"}
    found = moved.get(indices.PARLIAMENT.key)
    if found is None or found.apart is None:
        return {**words, "least": "any", "stood": "unknown"}
    return {**words, "least": f"{found.smallest:.2f}", "stood": f"{found.before:.3f}"}


def freedoms_title(series: pd.DataFrame) -> str:
    """Return how far freedoms fell in Belarus since 2019, and in the other states, as a sentence."""
    told = []
    for index, name in ((indices.SOCIETY, "Civil society"), (indices.MEDIA, "free expression")):
        mine = indices.scores(series, index).set_index("year")["value"]
        if CRISIS[0] in mine:
            told.append(f"{name} went from {mine[CRISIS[0]]:.2f} to {mine.iloc[-1]:.2f}")
    last = max(indices.scores(series, indices.MEDIA)["year"], default=None)
    return f"{' and '.join(told)} between 2019 and {last}" if told else "Freedoms are not known under these parameters"


def releases_table(series: pd.DataFrame) -> pd.DataFrame:
    """Return both releases of an index by year: the data of the figure.

    Returns
    -------
    DataFrame
        Columns index, release, year, value, low, high.
    """
    made = [indices.scores(series, one).assign(index=name, release=one.point[:6].replace("vdem", "release "))
            for earlier, later, name in RELEASES for one in (earlier, later)]
    return pd.concat(made, ignore_index=True).reindex(columns=["index", "release", "year", "value", "low", "high"])


def releases_words(series: pd.DataFrame) -> dict[str, str]:
    """Return how far two releases differ, as a title and for the prose."""
    told, largest, falls = [], [], []
    for earlier, later, name in RELEASES:
        found = bounds.releases(indices.scores(series, earlier), indices.scores(series, later), *CRISIS)
        if found:
            largest.append(found.largest)
            falls += [-change for change in found.changes or ()]
            changes = (f"; the change from 2019 to 2021 is {found.changes[0]:+.3f} by the earlier and "
                       f"{found.changes[1]:+.3f} by the later" if found.changes else "")
            told.append(f"for {name}, {found.years} years in common, {found.mean:.3f} on average and "
                        f"{found.largest:.3f} at most (in {found.largest_year}){changes}")
    title = "No two releases can be compared under these parameters"
    if largest:
        title = f"Two releases differ by at most {max(largest):.2f} for one year"
        if falls and min(falls) > 0:
            title += f"; each gives a fall of {min(falls):.2f} or more from 2019 to 2021"
    return {"title": title, "words": "; ".join(told) or "no two releases are known"}


def beside_table(series: pd.DataFrame) -> pd.DataFrame:
    """Return the measures that are no index from 0 to 1, in 2019 or the last year before it and at their end."""
    rows = []
    for series_id, name in (("wgi_va", "World Bank, voice and accountability"), ("polity5_polity2", "Polity5, score"),
                            ("polity5_xconst", "Polity5, executive constraints"), ("vdem15_regime", "V-Dem, regime")):
        mine = comparators.panel(series, series_id).query("entity == @STATE").set_index("year")["value"]
        if mine.empty:
            continue
        early, last = mine[mine.index <= CRISIS[0]], mine.index[-1]
        words = REGIMES if series_id == "vdem15_regime" else {}
        rows.append({"measure": name, "first": f"{_said(mine.iloc[0], words)} in {mine.index[0]}",
                     "before the crisis": f"{_said(early.iloc[-1], words)} in {early.index[-1]}",
                     "last": f"{_said(mine.iloc[-1], words)} in {last}", "remark": _remark(series, series_id)})
    counts = series[series["series_id"].eq("viasna_prisoners")].sort_values("period")
    if len(counts):
        rows.append({"measure": "Viasna, political prisoners", "first": f"{counts['value'].iloc[0]:.0f} at the end of "
                     f"{counts['period'].iloc[0][:4]}", "before the crisis": "no count read",
                     "last": f"{counts['value'].iloc[-1]:,.0f} on {counts['period'].iloc[-1]}",
                     "remark": "recognition lags behind arrests"})
    return pd.DataFrame(rows, columns=["measure", "first", "before the crisis", "last", "remark"])


def _said(value: float, words: Mapping[int, str]) -> str:
    return words.get(int(value)) or (f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}")


def _remark(series: pd.DataFrame, series_id: str) -> str:
    if series_id != "wgi_va":
        return "ends in 2018" if series_id.startswith("polity5") else ""
    both = {name: comparators.panel(series, name).query("entity == @STATE").set_index("year")["value"]
            for name in ("wgi_va", "wgi_va_se")}
    value, error = both["wgi_va"], both["wgi_va_se"]
    last = value.index[-1]
    if not {CRISIS[0], last} <= set(error.index) & set(value.index):
        return "no standard error known"
    z = (value[last] - value[CRISIS[0]]) / (error[CRISIS[0]] ** 2 + error[last] ** 2) ** 0.5
    return (f"{value[last] - value[CRISIS[0]]:+.2f} since {CRISIS[0]}, {abs(z):.1f} standard errors: "
            f"{'clear' if abs(z) > 1.96 else 'not clear'}")


def regimes(series: pd.DataFrame) -> str:
    """Return since and until when V-Dem classes the state as it does now, in words."""
    mine = comparators.panel(series, "vdem15_regime").query("entity == @STATE").set_index("year")["value"]
    runs = mine.ne(mine.shift()).cumsum()
    told = [f"{REGIMES[int(run.iloc[0])]} from {run.index[0]} to {run.index[-1]}" if len(run) > 1 else
            f"{REGIMES[int(run.iloc[0])]} in {run.index[0]}" for _, run in mine.groupby(runs)]
    return ", ".join(told[-2:]) or "not known under these parameters"


def split(test: PartTest) -> str:
    """Return who differs on the constitution, in words."""
    cuts = pd.Series([reading.cuts for reading in test.readings]).value_counts()
    return ", ".join(f"{count} {word}" for cut, word in (("supports", "say that the rules do not bind him"), (
        "qualifies", "that one could"), ("contradicts", "that they do")) if (count := int(cuts.get(cut, 0)))) or (
            "no account is read under these parameters")


def index_table(series: pd.DataFrame, line: float) -> pd.DataFrame:
    """Return what the test of the floor gives for every institution of every part."""
    rows = []
    for part in ("IMP-04b", "IMP-05a"):
        rows += [{"part": part, "institution": name, "outcome": str(made[0].outcome), "found": made[0].found}
                 for name, made in institutions.scored(series, part, line).items()]
    return pd.DataFrame(rows)


def part_outcomes(made: Mapping[str, tuple[PartTest, ...]]) -> pd.DataFrame:
    """Return every test, and what the tests of each part come to."""
    return pd.DataFrame([{"part": test.part_id, "outcome": str(test.outcome),
                          "all tests of the part": str(institutions.joined(tests, test.part_id)), "found": test.found}
                         for tests in made.values() for test in tests])

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import paths
from helpers.additions import command, kinds, notebook, places
from helpers.additions.tree import MANIFEST, Tree
from helpers.errors import CompendiumError
from helpers.execution import manifest


def given(kind: str, **values: str) -> dict[str, str]:
    """Return what a call gives, blank where it says nothing."""
    return {field.name: values.get(field.name, field.default) for field in command.KINDS[kind].fields()}


def known_source() -> str:
    return str(Tree().table("sources").query("published.str.len() == 7")["source_id"].iloc[0])


def test_a_source_says_that_nothing_rests_on_it_until_something_does() -> None:
    tree = Tree()
    kinds.source(given("source", source_id="new-source", note="Seen."), tree)
    assert tree.table("sources")["note"].iloc[-1] == "Seen. Read, no row rests on it."
    kinds.use(["new-source"], tree)
    assert tree.table("sources")["note"].iloc[-1] == "Seen."


def test_what_follows_from_other_cells_of_a_fact_is_worked_out() -> None:
    tree, source = Tree(), known_source()
    known = tree.table("facts").query("topic == 'politics'")["fact_id"]
    kinds.fact(given("fact", topic="politics", date_start="2024-03", asserted_by="ukraine", statement="Made up.",
                     source_ids=source, claim_id="ES-01", stance_a="context", stance_b="context"), tree)
    fact, bearing = tree.table("facts").iloc[-1], tree.table("evidence").iloc[-1]
    assert int(fact["fact_id"].rpartition("-")[2]) == max(int(name.rpartition("-")[2]) for name in known) + 1
    assert fact["date_precision"] == "month"
    assert fact["known_from"].startswith(tree.table("sources").set_index("source_id").at[source, "published"])
    assert fact["derived"] == "no"
    assert (bearing["fact_id"], bearing["stance"]) == (fact["fact_id"], "context")


@pytest.mark.parametrize(("values", "message"), [
    ({"topic": "politics"}, "asserted_by: found nothing"),
    ({"fact_id": "economy-001"}, "claim_id: found nothing"),
    ({"fact_id": "economy-001", "claim_id": "ES-01", "stance_a": "context", "stance_b": "supports"},
     "the two coders differ"),
    ({"topic": "politics", "asserted_by": "ukraine", "statement": "x", "source_ids": "s", "claim_id": "ES-01",
      "actor": "Nobody Known"}, "found 'Nobody Known', expected a name of actors.csv"),
])
def test_a_fact_that_lacks_something_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(CompendiumError, match=message):
        kinds.fact(given("fact", **values), Tree())


@pytest.mark.parametrize("both", [{}, {"notebook": "trade", "unused": "one value"}])
def test_a_series_needs_a_reader_or_a_reason_and_not_both(tmp_path: Path, both: dict[str, str]) -> None:
    (tmp_path / "values.csv").write_text("entity,period,value\nBLR,2021,1\n", "utf-8")
    with pytest.raises(CompendiumError, match="of --notebook and --unused"):
        kinds.series(given("series", series_id="x", values=str(tmp_path / "values.csv"), **both), Tree())


@pytest.mark.parametrize("name", ["trade", "intentions", "programmes", "restart-2020"])
def test_a_series_is_read_by_any_notebook_of_the_manifest(name: str, tmp_path: Path) -> None:
    tree = Tree()
    places.read_by(tree, name, "new_series")
    path = tmp_path / "manifest.yml"
    path.write_text(tree.texts[MANIFEST], "utf-8")
    before, after = manifest.read(), manifest.read(path)
    assert list(after) == list(before)
    for other, entry in after.items():
        assert entry.series == before[other].series + (("new_series",) if other == name else ())
        assert entry.figures == before[other].figures


def test_an_unknown_notebook_cannot_read_a_series() -> None:
    with pytest.raises(CompendiumError, match="found 'trad', expected one of"):
        places.read_by(Tree(), "trad", "new_series")


def test_a_coder_judges_everything_that_the_others_judged(tmp_path: Path) -> None:
    for name in kinds.JUDGED:
        mine = Tree().table(name).query("coder == 'b'").drop(columns="coder")
        mine.iloc[1 if name == "scores" else 0:].to_csv(tmp_path / f"{name}.csv", index=False, lineterminator="\n")
    values = {name: str(tmp_path / f"{name}.csv") for name in kinds.JUDGED}
    with pytest.raises(CompendiumError, match=r"scores\.csv: found no row for P01, supranational body"):
        kinds.coder(given("coder", coder="c", **values), Tree())
    for taken in ("a", "cc", ""):
        with pytest.raises(CompendiumError, match="expected a small letter that no coder has yet"):
            kinds.coder(given("coder", coder=taken, **values), Tree())


@pytest.mark.parametrize(("values", "message"), [
    ({"name": "trade", "settles": "ES-01"}, "found 'trade', expected a new name"),
    ({"name": "Example", "settles": "ES-01"}, "expected a new name of small letters"),
    ({"name": "../x", "settles": "ES-01"}, "expected a new name of small letters"),
    ({"name": "example"}, "found no claim"),
    ({"name": "example", "settles": "XX-01"}, "found 'XX-01', expected one of claims.csv"),
    ({"name": "example", "settles": "ES-01"}, "found ES-01, which .* settles"),
])
def test_a_notebook_that_cannot_be_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(CompendiumError, match=message):
        notebook.notebook(given("notebook", title="t", **values), Tree())


def test_the_outline_of_a_notebook_keeps_the_rules_for_notebooks() -> None:
    import nbformat

    tree = Tree()
    notebook.notebook(given("notebook", name="example", title='A "title"', contributes="ES-01;ES-02"), tree)
    made = nbformat.reads(tree.texts["notebooks/example.ipynb"], as_version=4)
    nbformat.validate(made)
    (cell,) = [cell for cell in made.cells if "parameters" in cell.metadata.get("tags", [])]
    values: dict[str, object] = {}
    exec(cell.source, {}, values)
    assert values == {name: entry.default for name, entry in manifest.common().items()}
    compile(tree.texts["src/helpers/claims/example.py"], "example.py", "exec")
    assert "file: notebooks/example\n" in tree.texts["_toc.yml"]
    assert not (paths.NOTEBOOKS / "example.ipynb").exists()

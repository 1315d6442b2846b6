"""The register is held against a text by digests of its sentences, and every disagreement is told."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import paths
from helpers.data import tables, vocabulary
from helpers.errors import CompendiumError
from helpers.evidence import register
from helpers.evidence.register import Coverage, Place

FIRST, SECOND = vocabulary.SECTIONS[0], vocabulary.SECTIONS[4]
# Made up for these tests. The second heading has a typographic apostrophe, as printed texts do.
TEXT = f"""# The weather of an invented island

An author

## {FIRST}

It rained on Monday. The harbour (see fig. 2. It shows the pier) was empty! Who saw it?

- The [lighthouse](#) keeper wrote “All is well.” Nobody answered.

## About the author

This paragraph lies outside the body. It is not counted.

### **{SECOND.replace("'", "’")}**

The ferry ran again (late.) Then it stopped.
"""
SENTENCES = {
    Place(FIRST, "1.1"): "It rained on Monday.",
    Place(FIRST, "1.2"): "The harbour (see fig. 2. It shows the pier) was empty!",
    Place(FIRST, "1.3"): "Who saw it?",
    Place(FIRST, "2.1"): "The lighthouse keeper wrote “All is well.”",
    Place(FIRST, "2.2"): "Nobody answered.",
    Place(SECOND, "1.1"): "The ferry ran again (late.)",
    Place(SECOND, "1.2"): "Then it stopped.",
}
CLAIMS = [
    ("ES-01", FIRST, "1.1;1.2"),
    ("ES-02", FIRST, "1.2;1.3;2.1"),
    ("ES-03", FIRST, "2.2"),
    ("INF-01", SECOND, "1.1;1.2"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the made-up text and its register."""
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    anchors = [
        f'"{place.section}",{place.number},{register.digest(sentence)},'
        + ";".join(
            claim
            for claim, section, numbers in CLAIMS
            if section == place.section and place.number in numbers.split(";")
        )
        for place, sentence in SENTENCES.items()
    ]
    save(tmp_path, "anchors", ["section,sentence,sha256,claim_ids", *anchors])
    save(
        tmp_path,
        "claims",
        [
            "claim_id,section,sentences,kind,paraphrase,restates",
            *(f'{claim},"{section}",{numbers},event,{claim},' for claim, section, numbers in CLAIMS),
        ],
    )
    return tmp_path


def save(folder: Path, name: str, lines: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def verify(folder: Path) -> Coverage:
    return register.verify(folder / "text.md", folder)


def test_sentences_are_cut_and_numbered() -> None:
    assert dict(register.sentences(TEXT)) == SENTENCES


def test_a_text_and_its_register_agree(folder: Path) -> None:
    coverage = verify(folder)
    assert coverage == Coverage(sentences=7)
    assert coverage.holds
    assert str(coverage) == "7 of 7 sentences covered"


def test_case_punctuation_and_line_ends_do_not_count(folder: Path) -> None:
    text = TEXT.replace("It rained on Monday.", "It RAINED, on\u00a0Monday.").replace("\n", "\r\n")
    (folder / "text.md").write_bytes(text.encode())
    assert verify(folder).holds


def test_a_changed_word_is_told_at_its_place(folder: Path) -> None:
    edit(folder / "text.md", "Nobody answered", "Somebody answered")
    coverage = verify(folder)
    assert not coverage.holds
    assert coverage == Coverage(sentences=7, unmet=((Place(FIRST, "2.2"), None),))
    assert str(coverage).splitlines() == [
        "7 of 7 sentences covered",
        f"another wording than the anchor's: {FIRST}, sentence 2.2",
    ]


def test_sentences_that_changed_places_are_told_with_both(folder: Path) -> None:
    edit(folder / "text.md", "(late.) Then it stopped.", "(late.)")
    edit(folder / "text.md", "The ferry ran", "Then it stopped. The ferry ran")
    coverage = verify(folder)
    one, other = Place(SECOND, "1.1"), Place(SECOND, "1.2")
    assert coverage.unmet == ((one, other), (other, one))
    assert f"(the anchor's sentence stands at {other})" in str(coverage)


def test_a_new_sentence_has_neither_anchor_nor_claim(folder: Path) -> None:
    edit(folder / "text.md", "Then it stopped.", "Then it stopped. Gulls came.")
    new = Place(SECOND, "1.3")
    coverage = verify(folder)
    assert coverage == Coverage(sentences=8, unclaimed=(new,), unanchored=(new,))
    assert coverage.covered == 7
    assert str(coverage).splitlines() == [
        "7 of 8 sentences covered",
        f"without a claim: {new}",
        f"without an anchor: {new}",
    ]


def test_a_sentence_left_out_is_missed_by_anchor_and_claim(folder: Path) -> None:
    edit(folder / "text.md", " Then it stopped.", "")
    gone = Place(SECOND, "1.2")
    coverage = verify(folder)
    assert coverage == Coverage(sentences=6, unmet=((gone, None),), missing=(("INF-01", gone),))
    assert f"named by INF-01, not in the text: {gone}" in str(coverage)


def test_a_sentence_that_no_claim_names_is_uncovered(folder: Path) -> None:
    edit(folder / "claims.csv", "1.1;1.2,event,INF-01", "1.1,event,INF-01")
    coverage = verify(folder)
    assert coverage == Coverage(sentences=7, unclaimed=(Place(SECOND, "1.2"),))
    assert str(coverage).startswith("6 of 7 sentences covered")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (None, "no readable text"),
        (b"\xff\xfe", "no readable text"),
        (b"# Another text\n\nOf others.\n", "no section of the commentary"),
    ],
)
def test_what_is_not_the_commentary_is_an_error(folder: Path, content: bytes | None, word: str) -> None:
    if content is None:
        (folder / "text.md").unlink()
    else:
        (folder / "text.md").write_bytes(content)
    with pytest.raises(CompendiumError, match=word) as raised:
        verify(folder)
    assert "do: " in str(raised.value)


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One. two. Three.", ["One. two.", "Three."]),
        ("Costs 3.5 per cent. Then 4.", ["Costs 3.5 per cent.", "Then 4."]),
        ("He said “One.” “Two” came.", ["He said “One.”", "“Two” came."]),
        ("(One. Two.) Three.", ["(One. Two.)", "Three."]),
        ("A (one! Two) b.", ["A (one!", "Two) b."]),
        ("- An item. Another.", ["An item.", "Another."]),
        ("A [link](#). B [link](https://example.org).", ["A link.", "B [link](https://example.org)."]),
    ],
)
def test_cut(paragraph: str, found: list[str]) -> None:
    assert register.cut(paragraph) == found


@settings(deadline=None, database=None)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_cutting_loses_nothing_but_blanks_between_sentences(paragraph: str) -> None:
    plain = register.EMPTY_LINK.sub(r"\1", paragraph.removeprefix("- "))
    assert "".join("".join(register.cut(paragraph)).split()) == "".join(plain.split())


def test_the_register_covers_every_anchor() -> None:
    anchors, claims = tables.read("anchors"), tables.read("claims")
    read = {Place(row.section, row.sentence): row.sha256 for row in anchors.itertuples()}
    assert register.compare(read, anchors, claims) == Coverage(sentences=len(anchors))


# The commentary itself is not part of the project: where it lies beside the checkout, the whole register is
# held against it.
WRITTEN = {".csv", ".json", ".md", ".py", ".ipynb", ".yml", ".j2", ".cff", ".js", ".bib"}
COMMENTARY = Path(__file__).resolve().parents[3] / "shared" / "commentary" / "commentary.txt"
if COMMENTARY.exists():

    def test_the_register_agrees_with_the_commentary() -> None:
        assert register.verify(COMMENTARY, paths.RAW) == Coverage(sentences=len(tables.read("anchors")))

    def test_no_ten_words_in_a_row_are_the_commentarys() -> None:
        """Facts carry over, sentences do not: neither in data nor in prose nor in code."""
        theirs = set(runs(COMMENTARY.read_text("utf-8")))
        tracked = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, check=True, capture_output=True).stdout
        ours = [paths.ROOT / name for name in tracked.decode().split("\0") if Path(name).suffix in WRITTEN]
        assert len(ours) > 100
        found = {(path.name, run) for path in ours if path.exists()
                 for run in theirs.intersection(runs(path.read_text("utf-8")))}
        assert not found


    def runs(text: str, length: int = 10) -> Iterator[str]:
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
        return (" ".join(words[place:place + length]) for place in range(len(words) - length + 1))

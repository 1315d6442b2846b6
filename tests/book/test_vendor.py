from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont

from helpers import paths

TABLE: dict[str, Any] = json.loads((paths.VENDOR / "vendor.json").read_text("utf-8"))
FILES: dict[str, dict[str, Any]] = {row["path"]: row for package in TABLE["packages"] for row in package["files"]}
LARGEST = 2_000_000
# Words that the text of each licence holds.
LICENCES = {"Apache-2.0": "Apache License", "MIT": "The MIT License", "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1",
            "Bitstream-Vera": "Bitstream Vera Fonts Copyright"}


def test_every_file_is_in_the_table_and_every_row_has_its_file() -> None:
    there = {path.relative_to(paths.VENDOR).as_posix() for path in paths.VENDOR.rglob("*") if path.is_file()}
    assert there == {*FILES, "vendor.json"}


@pytest.mark.parametrize("path", sorted(FILES))
def test_file_is_what_the_table_says(path: str) -> None:
    data = (paths.VENDOR / path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == FILES[path]["sha256"]
    assert len(data) == FILES[path]["bytes"] <= LARGEST


@pytest.mark.parametrize("package", TABLE["packages"], ids=lambda package: package["package"])
def test_package_has_version_and_licence(package: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence_file"] in FILES
    assert LICENCES[package["licence"]] in (paths.VENDOR / package["licence_file"]).read_text("utf-8")


def test_mathjax_is_the_version_of_the_table() -> None:
    (package,) = [package for package in TABLE["packages"] if package["package"] == "mathjax"]
    assert f'"{package["version"]}"' in (paths.VENDOR / "mathjax" / "startup.js").read_text("utf-8")


def test_the_parts_of_mathjax_that_the_book_loads_are_there() -> None:
    settings = yaml.safe_load((paths.ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    assert (paths.VENDOR / settings["mathjax_path"]).is_file()
    for part in settings["mathjax3_config"]["loader"]["load"]:
        assert (paths.VENDOR / "mathjax" / f"{part}.js").is_file()


def test_the_stylesheet_names_every_web_font_and_no_other_address() -> None:
    css = (paths.TEMPLATES / "_static" / "compendium.css").read_text("utf-8")
    named = set(re.findall(r'url\("([^"]+)"\)', css))
    assert named == {path for path in FILES if path.endswith(".woff2")}
    assert "//" not in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", sorted(path for path in FILES if path.endswith(".ttf")))
def test_renamed_fonts_keep_their_rights_and_not_their_reserved_names(path: str) -> None:
    names = TTFont(paths.VENDOR / path)["name"]
    assert names.getDebugName(0)
    assert names.getDebugName(13)
    for number in (1, 3, 4, 6):
        assert names.getDebugName(number).startswith("Compendium")


def test_the_script_holds_no_address() -> None:
    for name in ("vendor.py", "vendor_fonts.py"):
        assert "://" not in (paths.ROOT / "scripts" / name).read_text("utf-8")

"""The lock files: fresh, hashed, without addresses, and the same for conda."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["build", "lab", "dev", "dask", "bench"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)( ; [^\\]+)? \\$", re.MULTILINE)


@pytest.fixture(scope="module")
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", ROOT / "scripts" / "environment.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["environment"] = module
    spec.loader.exec_module(module)
    return module


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in PIN.finditer(text(name)):
        found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_fresh(name: str, environment: ModuleType) -> None:
    assert text(name).splitlines()[0] == environment.HEADER + environment.inputs(name), "stale: run `make lock`"


@pytest.mark.parametrize("name", [*LOCKS, "uv"])
def test_every_pin_has_hashes_and_no_address_stands_in_a_lock(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", text(name))
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert not re.search(r"https?://|index-url|find-links", text(name))


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_within_its_bounds(name: str, environment: ModuleType) -> None:
    wanted = list(PROJECT["project"]["dependencies"])
    for group in environment.GROUPS[name]:
        wanted += PROJECT["dependency-groups"][group]
    found = pins(name)
    for requirement in map(Requirement, wanted):
        versions = found[requirement.name.lower().replace("_", "-")]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_groups_follow_the_versions_of_the_build() -> None:
    build = pins("build")
    for name in LOCKS[1:]:
        other = pins(name)
        assert {package: other[package] for package in build} == build


def test_the_build_lock_has_no_jupyterlab_and_jupyter_book_is_held() -> None:
    assert "jupyterlab" not in pins("build")
    assert pins("build")["jupyter-book"] == {"1.0.4.post1"}


def test_conda_takes_python_and_pip_and_the_rest_from_the_lock() -> None:
    content = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, rest = content["dependencies"]
    assert pip == "pip"
    assert rest == {"pip": ["--requirement requirements/lab.txt"]}
    name, version = python.split("=")
    assert name == "python"
    assert Requirement(f"python{PROJECT['project']['requires-python']}").specifier.contains(f"{version}.0")
    assert (ROOT / "requirements" / "lab.txt").exists()


def test_the_set_up_knows_the_pythons_of_the_project(environment: ModuleType) -> None:
    specifier = Requirement(f"python{PROJECT['project']['requires-python']}").specifier
    inside = [(3, minor) for minor in range(8, 20) if specifier.contains(f"3.{minor}")]
    assert (inside[0], inside[-1]) == (environment.OLDEST, environment.NEWEST)

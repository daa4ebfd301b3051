"""What others wrote is byte for byte what VENDOR.json says, and nothing lies there unrecorded."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

STATIC = Path(settings.BASE_DIR) / "static"
RECORD = json.loads((STATIC / "vendor" / "VENDOR.json").read_text())
TOOLS = Path(settings.BASE_DIR) / "tests" / "vendor"  # what tests need and no page ever loads
TOOLS_RECORD = json.loads((TOOLS / "VENDOR.json").read_text())
EVERY = [(STATIC, entry) for entry in RECORD] + [(TOOLS, entry) for entry in TOOLS_RECORD]


@pytest.mark.parametrize(("root", "entry"), EVERY, ids=[entry["file"] for _root, entry in EVERY])
def test_the_file_is_the_one_on_record(root: Path, entry: dict[str, str]) -> None:
    assert hashlib.sha256((root / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("key", ["name", "package", "version", "licence", "source"])
def test_every_entry_says_where_it_comes_from(key: str) -> None:
    assert [entry["file"] for _root, entry in EVERY if not entry.get(key)] == []


def test_nothing_of_the_tests_is_there_without_a_record() -> None:
    there = {path.relative_to(TOOLS).as_posix() for path in TOOLS.rglob("*") if path.is_file()}
    assert there == {entry["file"] for entry in TOOLS_RECORD} | {"VENDOR.json"}


def test_nothing_is_there_without_a_record() -> None:
    there = {
        path.relative_to(STATIC).as_posix()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).rglob("*")
        if path.is_file()
    }
    assert there == {entry["file"] for entry in RECORD} | {"vendor/VENDOR.json"}


def test_the_fonts_of_the_pages_stay_light() -> None:
    pages = [
        entry["file"]
        for entry in RECORD
        if entry["name"] == "plus-jakarta-sans" and entry["file"].endswith("woff2")
    ]
    assert sum((STATIC / file).stat().st_size for file in pages) <= 60_000


def test_the_manifest_finds_every_file_that_a_stylesheet_or_script_names(tmp_path: Path) -> None:
    """Production's storage stops a deployment on a missing source map or font; here the suite stops."""
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}
    for name, path in paths.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(path.read_bytes())
    results = list(storage.post_process({name: (storage, name) for name in paths}))
    assert [result for result in results if isinstance(result[2], Exception)] == []


def test_every_icon_that_a_template_names_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text()))
    templates = list((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
    named = {
        name for path in templates for name in re.findall(r'{%\s*icon\s+["\']([\w-]+)["\']', path.read_text())
    }
    assert named
    assert named - drawn == set()
    assert finders.find("img/icons.svg")

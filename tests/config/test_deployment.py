"""What is shipped for a real deployment agrees with the code: image, compose file, names of settings, documents."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from config.local import programs
from tools.budgets import code
from tools.setup import DEBIAN

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
MADE_HERE = {"KINERJA_PG_BIN", "PORT"}  # read by make's side, not by the settings


def names_read() -> set[str]:
    """Every environment variable that the settings read."""
    return set(re.findall(r"""\benv\.\w+\(\s*["']([A-Z_]+)["']""", (ROOT / "config/settings.py").read_text()))


def test_the_compose_file_follows_the_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    result = subprocess.run(
        [*command, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_check_of_the_compose_file_sees_a_mistake(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text("services: {web: {image: kinerja, prots: ['8000:8000']}}")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.compose-spec",
        str(wrong),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "prots" in result.stdout


def test_every_process_of_the_site_is_a_service() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "worker-pdf", "beat", "postgres", "redis"}


def test_every_queue_that_work_is_sent_to_has_a_worker_here_and_in_containers() -> None:
    used = {settings.CELERY_TASK_DEFAULT_QUEUE}
    for source in code():
        used |= set(re.findall(r"\bqueue=\"(\w+)\"", source.text))
    in_containers = " ".join(str(service.get("command")) for service in SERVICES.values())
    here = " ".join(" ".join(program.command) for program in programs(8000, ROOT))
    assert used <= set(re.findall(r"-Q (\S+)", here)) == set(re.findall(r"-Q (\S+)", in_containers))


def test_nothing_is_published_but_the_site_on_loopback() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_the_broker_keeps_its_queue_and_evicts_nothing() -> None:
    assert "--appendonly yes" in SERVICES["redis"]["command"]
    assert "--maxmemory-policy noeviction" in SERVICES["redis"]["command"]


@pytest.mark.parametrize("name", ["web", "worker", "worker-pdf", "beat", "postgres", "redis"])
def test_every_lasting_service_tells_its_health_and_comes_back(name: str) -> None:
    assert "test" in SERVICES[name]["healthcheck"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_health_check_of_the_site_is_valid_python() -> None:
    compile(SERVICES["web"]["healthcheck"]["test"][3], "healthcheck", "exec")


def test_no_secret_stands_in_the_repository() -> None:
    example = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert {example[name] for name in ("DJANGO_SECRET_KEY", "KINERJA_FIELD_KEYS", "POSTGRES_PASSWORD")} == {
        ""
    }
    assert set(example) - {"POSTGRES_PASSWORD"} <= names_read()


def test_the_image_has_the_libraries_that_make_asks_for() -> None:
    installed = re.search(r"apt-get install[^\\]*\\\n\s+([^\\]+?) \\", DOCKERFILE)
    assert set(installed[1].split()) == set(DEBIAN["run"]) - {"python3-venv"}


def test_the_image_checks_hashes_and_does_not_run_as_root() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["kinerja"]
    assert DOCKERFILE.index("\nUSER ") < DOCKERFILE.index("\nCMD ")


def test_the_lock_files_name_no_index_and_hash_everything() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert all("--hash=" in block for block in re.split(r"\n(?=\w)", text.strip()))


def test_every_environment_variable_is_documented() -> None:
    manual = (ROOT / "docs/operations.md").read_text()
    missing = {name for name in names_read() | MADE_HERE if f"`{name}`" not in manual}
    assert not missing
    spoken = set(re.findall(r"^\| `([A-Z_]+)`", manual, re.MULTILINE))
    assert spoken == names_read() | MADE_HERE

# Two commands matter: `make run` serves the site on http://127.0.0.1:8000, `make test` runs the suite.
# Both work on a machine that has nothing but Python; see docs/operations.md.

PYTHON ?= python3
BIN := .venv/bin
LOCAL := $(BIN)/python -m config.local
export PORT ?= 8000
export KINERJA_PROFILE ?= $(or $(PROFILE),tangsel)

COMPILE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

# What `check --deploy` must find in order: the settings of a real deployment.
DEPLOYED := DJANGO_DEBUG=0 KINERJA_DEMO=0 KINERJA_BASE_URL=https://kinerja.example DJANGO_ALLOWED_HOSTS=kinerja.example

# Each is a target of its own; `make check` runs all of them, whatever fails.
CHECKS := $(addprefix check-,style templates rules floors imports types migrations deployment diagram)

.DEFAULT_GOAL := help
.PHONY: help run test test-pg15 nightly check fmt lock shell manage clean python setup setup-dev $(CHECKS)

help:
	@echo "make run        serve the site on http://127.0.0.1:$(PORT) (PORT=8001: another port; PROFILE=binjai: another agency)"
	@echo "make test       the whole suite (ARGS='tests/config -k name' for a part)"
	@echo "make check      formatting, types, contracts, rules, migrations, deployment"
	@echo "make nightly    the long tests"
	@echo "make test-pg15  the suite on Debian's PostgreSQL 15"
	@echo "make fmt        format code and templates;  make lock: compile both lock files"
	@echo "make manage ARGS='...'  one management command with the embedded servers' data of a running site"
	@echo "make clean      remove the environment and caches (data in var/ stay)"

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Kinerja needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }

setup: python
	@$(PYTHON) tools/setup.py run

setup-dev: python
	@$(PYTHON) tools/setup.py dev

run: setup
	@$(LOCAL) run

test: setup-dev
	@$(LOCAL) test $(ARGS)

nightly: setup-dev  # the long tests do a worker's work, with the patience of one
	@KINERJA_STATEMENT_TIMEOUT=120s $(LOCAL) test -m nightly $(ARGS)

test-pg15: setup-dev
	@$(PYTHON) tools/setup.py pg15
	@env -u DATABASE_URL KINERJA_PG_BIN=/usr/lib/postgresql/15/bin $(LOCAL) test $(ARGS)

check: setup-dev
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-templates:
	$(BIN)/djlint templates --check --lint --quiet

check-rules:
	$(BIN)/python -m tools.rules

check-floors:
	$(BIN)/python -m tools.floors

check-imports:
	$(BIN)/lint-imports

check-types:
	DJANGO_SECRET_KEY=only-for-types DJANGO_DEBUG=1 $(BIN)/mypy

check-migrations:
	$(LOCAL) exec $(BIN)/python manage.py makemigrations --check --dry-run

check-deployment:
	$(DEPLOYED) $(LOCAL) exec $(BIN)/python manage.py check --deploy --fail-level WARNING

check-diagram:
	$(LOCAL) exec $(BIN)/python manage.py workflow_diagram --check

fmt: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

lock: setup-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra embedded $(COMPILE) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra embedded --extra dev --constraint requirements.lock $(COMPILE) -o requirements-dev.lock

manage: setup
	@$(LOCAL) manage $(ARGS)

shell:
	@$(MAKE) --no-print-directory manage ARGS=shell

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

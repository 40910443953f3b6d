# Every command of the project. Each one does its own set-up; `make` alone lists them.

VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export PORT ?= 8000
# What is looked at: our own code, not what is vendored.
PYTHON_CODE := webapp pods patterns tools bench tests
TEMPLATES := $(shell find templates -name '*.html' 2>/dev/null)
TESTS ?= tests
# Compiled once, so that a command starts at once even where PYTHONDONTWRITEBYTECODE forbids to do it on the way.
COMPILED := webapp pods patterns tools

.DEFAULT_GOAL := help
.PHONY: help run test test-cluster coverage lint types imports django vendored fix check corpus bench roles vendor messages screenshot lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/ready ## start on http://127.0.0.1:8000 (HOST= and PORT= change the address)
	@$(BIN)/python -m compileall -q $(COMPILED)
	@exec $(BIN)/python -m tools.serve

test: $(VENV)/ready-dev ## every test, in a real browser too (TESTS=… runs some)
	@$(BIN)/python -m tools.browser
	$(BIN)/python -m pytest -n auto $(TESTS)

test-cluster: $(VENV)/ready-dev ## the journeys through a cluster, against a real one: make test-cluster KUBECONFIG=…
	PODWRIGHT_TEST_KUBECONFIG="$(KUBECONFIG)" $(BIN)/python -m pytest -q tests/pods/cluster \
	  tests/browser/test_applying.py tests/browser/test_live.py tests/browser/test_whole_way.py

coverage: $(VENV)/ready-dev ## which branches of the domain no test takes
	$(BIN)/python -m coverage run -m pytest -q tests/pods/domain
	$(BIN)/python -m coverage report

lint: $(VENV)/ready-dev ## style of code and templates
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/ruff format --check $(PYTHON_CODE)
	$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))

types: $(VENV)/ready-dev ## mypy, strictly
	$(BIN)/mypy $(PYTHON_CODE)

imports: $(VENV)/ready-dev ## imports go one way (ARCHITECTURE.md)
	$(BIN)/lint-imports

django: $(VENV)/ready-dev ## no migration is missing, and the settings of a server are safe
	$(BIN)/python manage.py makemigrations --check --dry-run
	PODWRIGHT_MODE=server PODWRIGHT_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  PODWRIGHT_HOSTS=podwright.example $(BIN)/python manage.py check --deploy --fail-level WARNING

vendored: $(VENV)/ready-dev ## the files of other projects are those on record
	$(BIN)/python tools/vendor.py verify

fix: $(VENV)/ready-dev ## mend what can be mended by a program
	$(BIN)/ruff check --fix $(PYTHON_CODE)
	$(BIN)/ruff format $(PYTHON_CODE)
	$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES))

check: lint types imports django vendored test ## all of the above

corpus: $(VENV)/ready-dev ## every edit on every real manifest beside this folder, which takes minutes
	$(BIN)/python -m tests.pods.domain.edits.corpus

bench: $(VENV)/ready-dev ## measure, beside the budgets
	$(BIN)/python -m bench

roles: $(VENV)/ready ## how many roles of a labelled set are found (SET=folder with labels.tsv)
	$(BIN)/python -m bench.roles $(SET)

vendor: $(VENV)/ready-dev ## fetch the vendored files anew (needs npm)
	$(BIN)/python tools/vendor.py fetch

messages: $(VENV)/ready-dev ## collect and compile the Korean messages (needs GNU gettext)
	$(BIN)/python manage.py makemessages --locale ko --no-obsolete --no-location --no-wrap --ignore .venv --ignore node_modules
	$(BIN)/python manage.py compilemessages --locale ko --ignore .venv

screenshot: $(VENV)/ready-dev ## take the picture that README shows anew
	@$(BIN)/python -m tools.screenshot

lock: ## pin everything the two requirement files lead to
	tools/lock

$(VENV)/bin/python:
	@python=$$(tools/find-python) && echo "Making $(VENV) with $$python." && "$$python" -m venv --clear $(VENV)

$(VENV)/ready: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing what Podwright needs."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@$(BIN)/python -m compileall -q $(COMPILED)
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing what Podwright and its tests need."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@$(BIN)/python -m compileall -q $(COMPILED)
	@touch $@ $(VENV)/ready

# Two commands do everything: `make book` and `make test`. Each does its own set-up.
PYTHON ?= python3
JOBS ?= 2
# `make book ACCEPT=1` publishes verdicts that changed.
ACCEPT ?=
ROUNDS ?= 5
BIN := .venv/bin
DEV := .venv-dev/bin

# Byte code makes every start two to three times faster; some machines switch it off.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: book pdf test test-fast lint lab bench lock clean help

book: ## set up, run what is out of date, render the book into _build/html
	@$(PYTHON) scripts/environment.py build
	@$(BIN)/compendium build --jobs $(JOBS) $(if $(ACCEPT),--accept)

pdf: book ## print the book into _build/compendium.pdf (needs Chromium or Chrome)
	@$(PYTHON) scripts/environment.py dev
	@$(PYTHON) scripts/browser.py
	@$(DEV)/python -m helpers.book.pdf

test: ## set up, check the code, run all tests (a browser included)
	@$(PYTHON) scripts/environment.py dev
	@$(PYTHON) scripts/browser.py
	@$(MAKE) --no-print-directory lint
	@$(DEV)/python -m pytest -q -n $(JOBS)

test-fast: ## the tests that need neither a kernel nor a browser
	@$(PYTHON) scripts/environment.py dev
	@$(DEV)/python -m pytest -q -n $(JOBS) -m "not slow and not browser"

lint:
	@$(DEV)/ruff check --quiet src tests scripts
	@$(DEV)/mypy --no-error-summary src

lab: ## JupyterLab with the kernel and the helpers ready
	@$(PYTHON) scripts/environment.py lab
	@.venv-lab/bin/jupyter lab --ip=127.0.0.1 notebooks

bench: ## measure speed beside other tools (an hour or two); ROUNDS=1 for a quick look
	@$(PYTHON) scripts/environment.py bench
	@.venv-bench/bin/python scripts/bench --rounds $(ROUNDS)

lock: ## renew requirements/*.txt from pyproject.toml
	@$(PYTHON) scripts/environment.py lock

clean: ## remove everything that a build made, but not the environments
	@rm -rf _build pytask.lock pytask.lock.journal .pytask

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

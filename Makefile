# The commands of this project. `make help` tells what each one does.

PYTHON ?= python3.11
export PYTHONUTF8 = 1
# Material announces MkDocs' end of life at each run; ARCHITECTURE.md says how we are ready for it.
export NO_MKDOCS_2_WARNING = 1
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: help site serve check test lint lock bench clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

site: $(VENV)/installed ## Check the data, write the pages, build the site into site/
	$(RUN) -m generator build
	$(RUN) -m mkdocs build --strict --quiet
	@echo "The site is in site/: open it with 'make serve'."

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000, again after each change
	$(RUN) -m generator build
	$(RUN) -m mkdocs serve --livereload

check: $(VENV)/installed ## Say what is wrong in the data
	$(RUN) -m generator check

test: $(VENV)/installed-dev lint ## Run every check and every test
	$(RUN) -m pytest

lint: $(VENV)/installed-dev ## Run what pre-commit runs: format, lint, types, architecture, data
	$(RUN) -m pre_commit run --all-files

lock: $(VENV)/installed-dev ## Pin the newest versions of requirements*.in, with hashes
	$(RUN) -m piptools compile $(LOCK) requirements.in
	$(RUN) -m piptools compile $(LOCK) requirements-dev.in

LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

bench: $(VENV)/installed-dev ## Measure time and memory as the dataset grows
	$(RUN) benchmarks/growth.py

clean: ## Remove everything that make made
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache site docs/*/generated

# Debian ships venv apart from Python.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); ./.ci/debian python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The commands of this project. `make help` tells what each one does.

PYTHON ?= python3.11
export PYTHONUTF8 = 1
# Material announces MkDocs' end of life at each run; ARCHITECTURE.md says how we are ready for it.
export NO_MKDOCS_2_WARNING = 1
CHROMIUM := /usr/bin/chromium
JAVA := /usr/bin/java
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: help site serve check schema test lint lock bench audit shots clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

site: schema ## Check the data, write the pages, build the site into site/
	$(RUN) -m generator build
	$(RUN) -m mkdocs build --strict --quiet
	@echo "The site is in site/: open it with 'make serve'."

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000 as you edit it (another port: make serve PORT=8001)
	-$(RUN) -m generator build
	$(RUN) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

PORT := 8000

check: schema ## Say what is wrong in the data
	$(RUN) -m generator check

schema: $(VENV)/installed ## Write schemas/, by which editors complete and check records
	@$(RUN) -m generator schema >/dev/null

test: $(VENV)/installed-dev node_modules/installed lint | $(CHROMIUM) $(JAVA) ## Run every check and every test
	$(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/installed-dev node_modules/installed ## Run what pre-commit runs: format, lint, types, architecture, data, workflows
	$(RUN) -m pre_commit run --all-files

lock: $(VENV)/installed-dev node_modules/installed ## Pin the newest versions of requirements*.in and package.json, with hashes
	$(RUN) -m piptools compile $(LOCK) requirements.in
	$(RUN) -m piptools compile $(LOCK) requirements-dev.in
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved=true

LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

bench: $(VENV)/installed-dev ## Measure time and memory as the dataset grows
	$(RUN) benchmarks/growth.py

audit: $(VENV)/installed-dev node_modules/installed | $(CHROMIUM) ## Have Lighthouse judge the main pages, beside the default theme
	$(RUN) -m benchmarks.audit

shots: site $(VENV)/installed-dev | $(CHROMIUM) ## Picture each kind of page into shots/
	$(RUN) -m tests.support.shots
	@echo "The pictures are in shots/."

clean: ## Remove everything that make made
	rm -rf $(VENV) node_modules shots .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache site schemas docs/*/generated

# What judges pages in a browser, records in an editor, and workflows. The lock names no registry; whoever has npm keeps theirs.
node_modules/installed: package-lock.json
	command -v npm >/dev/null || ./.ci/debian nodejs npm
	npm ci --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved=true
	@touch $@

$(CHROMIUM):
	./.ci/debian chromium

# Runs the HTML checker.
$(JAVA):
	./.ci/debian default-jre-headless

# Debian ships venv apart from Python.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); ./.ci/debian python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

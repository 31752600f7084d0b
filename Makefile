# The commands of the README. Steps already done are skipped: each leaves a stamp that names what it was made from.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check -qq
FRONTEND := webui/frontend
DIST := $(FRONTEND)/dist/manifest.json
NODE_IS_NEW := const [major, minor] = process.versions.node.split(".").map(Number); \
	process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)
STAGES := $(VENV)/bin/python .ci/stages.py
UV := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header

export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

FUZZ := var/fuzz
FUZZ_SECONDS ?= 1800

PARTS := servers outputs engine kill swarm kubernetes podman browser package

.PHONY: help up test lint test-unit $(PARTS:%=test-%) fuzz dev-env frontend format lock clean

help: ## Say what each target does
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p; s/^# \(test-STAGE\): /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

up: $(VENV)/.server $(DIST) ## Start the portal and a worker on this machine
	@exec $(VENV)/bin/toposmith up $(if $(PORT),--port $(PORT)) $(if $(NEW_PASSWORD),--new-password)

test: $(VENV)/.dev $(DIST) ## Run every stage of the tests, installing what they need
	@$(STAGES)

lint: $(VENV)/.dev $(DIST) ## Check style, types, import contracts and generated files
	@$(STAGES) lint

test-unit: $(VENV)/.dev ## Run the tests that need nothing but Python and Graphviz
	@$(STAGES) unit

# test-STAGE: Run one stage: servers, outputs, engine, kill, swarm, kubernetes, podman (by hand only), browser, package
$(PARTS:%=test-%): test-%: $(VENV)/.dev $(DIST)
	@$(STAGES) $*

fuzz: $(FUZZ)/env/.ready ## Fuzz the reader for FUZZ_SECONDS=1800; what it finds is in var/fuzz/findings
	@$(FUZZ)/env/bin/python -m tests.fuzz.prepare $(FUZZ)
	@mkdir -p $(FUZZ)/corpus
	@TOPOSMITH_FINDINGS=$(FUZZ)/findings nice -n 15 $(FUZZ)/env/bin/python -m tests.fuzz.fuzz_validate \
		-max_total_time=$(FUZZ_SECONDS) -max_len=6000 -timeout=60 -rss_limit_mb=2000 -print_final_stats=1 \
		-dict=$(FUZZ)/words.dict $(FUZZ)/corpus $(FUZZ)/seeds

dev-env: .env ## Write the keys and passwords that docker-compose.dev.yml reads

frontend: $(DIST) ## Build the designer

format: $(VENV)/.dev ## Format the Python code
	@$(VENV)/bin/ruff check --quiet --fix . && $(VENV)/bin/ruff format --quiet .

lock: $(VENV)/.dev ## Lock the dependencies again after a change in pyproject.toml
	@$(UV) --extra server --extra kubernetes --extra dev pyproject.toml -o requirements/dev.txt
	@$(UV) -c requirements/dev.txt --extra server --extra kubernetes pyproject.toml -o requirements/server.txt
	@$(UV) -c requirements/dev.txt pyproject.toml -o requirements/base.txt
	@$(UV) -c requirements/dev.txt requirements/build.in -o requirements/build.txt
	@$(UV) -c requirements/dev.txt requirements/node.in -o requirements/node.txt

clean: ## Remove what was built and installed; data in var/ stays
	rm -rf $(VENV) $(FRONTEND)/node_modules $(FRONTEND)/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "Toposmith needs Python 3.11 or newer; none is on PATH. Debian: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PYTHON) -m tests.engines.packages python3-venv
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

.env: | $(VENV)/.server
	@umask 077 && $(VENV)/bin/python .ci/dev_env.py > $@.new && mv $@.new $@

$(VENV)/.server $(VENV)/.dev: $(VENV)/.%: requirements/%.txt requirements/build.txt pyproject.toml | $(VENV)/bin/pip
	@echo "Installing from $<"
	@$(PIP) install --require-hashes -r $< -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(FUZZ)/env/.ready: tests/fuzz/requirements.txt requirements/base.txt | $(VENV)/bin/pip
	@$(PYTHON) -m venv $(FUZZ)/env
	@$(FUZZ)/env/bin/python -m pip --disable-pip-version-check -qq install -r requirements/base.txt
	@$(FUZZ)/env/bin/python -m pip --disable-pip-version-check -qq install -r tests/fuzz/requirements.txt
	@touch $@

$(VENV)/.node: requirements/node.txt | $(VENV)/bin/pip
	@if node -e '$(NODE_IS_NEW)' 2>/dev/null && npm --version >/dev/null 2>&1; then :; else \
		echo "Installing Node from $<"; $(PIP) install --require-hashes -r $<; fi
	@touch $@

$(FRONTEND)/node_modules/.package-lock.json: $(FRONTEND)/package.json $(FRONTEND)/package-lock.json | $(VENV)/.node
	@echo "Installing the front end's packages"
	@cd $(FRONTEND) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(DIST): $(FRONTEND)/node_modules/.package-lock.json docs/api/openapi.json $(shell find $(FRONTEND) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name schema.d.ts 2>/dev/null)
	@echo "Building the front end"
	@cd $(FRONTEND) && npm run --silent build
	@touch $@

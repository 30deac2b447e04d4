# Needs Python 3.11 or newer with venv, and make. Everything else is installed into .venv from the lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.installed
# What it takes to run it, without tests and tools; `homes init` gives it to a city.
SERVER_LOCK := generator/office/starter/deploy/requirements.txt
BIOME := tests/lint/node_modules/.bin/biome

.PHONY: site test lint nightly bench serve lock tools docs pictures

site: $(READY)
	$(BIN)/homes build

serve: $(READY)
	$(BIN)/homes serve

# With the clock 400 days ahead where that can be had: no test may depend on today.
# Two processes, a file of tests at a time, in the order that tests/conftest.py gives them: folders, ports and browsers are each test's own.
test: $(READY) tools
	sh tests/shifted.sh $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# Scripts too, which needs node and npm.
lint: $(READY) $(BIOME)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIOME) check --config-path=tests/lint --error-on-warnings theme/scripts generator/office/form/templates/*.js generator/office/press/templates/*.js
	$(BIN)/mypy

$(BIOME): tests/lint/package-lock.json
	npm ci --prefix tests/lint --no-audit --no-fund
	@touch $@

# The faults at full size: 200 kills, a disk filled in small steps, 1,000 broken homes among 3,000; ten switches under load.
nightly: $(READY)
	NIGHTLY=1 sh tests/shifted.sh $(BIN)/pytest tests/faults tests/test_deploy.py

# How fast, and what it costs: BENCH="--homes 7000 --runs 1 --search --sizes 500,1000,2000,4000,7000,20000 --plots tests/bench/plots"
bench: $(READY) tools
	$(BIN)/python -m tests.bench $(BENCH)

# docs/content-format.md and docs/standard.md, from the declarations.
docs: $(READY)
	$(BIN)/python -c "from pathlib import Path; from generator.office import contract; contract.write(Path('docs'))"

# content/pages/guide/pictures, with LibreOffice and Poppler. NAMES="form.webp review.webp": these alone.
pictures: $(READY) tools
	$(BIN)/python -m tests.guide_pictures $(NAMES)

tools: $(READY)
	sh tests/tools.sh

# The lock first, with hashes; then the project itself, built with the backend that the lock holds.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet --no-deps --no-build-isolation -e .
	@touch $@

# For maintainers, after a change of pyproject.toml; needs uv. Versions already in the lock stay.
lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras \
		--custom-compile-command "make lock" --output-file requirements.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --constraints requirements.txt \
		--no-annotate --custom-compile-command "make lock" --output-file $(SERVER_LOCK) pyproject.toml

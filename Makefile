# Mingbai: every command a newcomer needs. `make help` lists them.
VENV   ?= .venv
PYTHON ?= python3.11
PORT   ?= 8000
PY     := $(VENV)/bin/python

# Without bytecode each of the many processes here compiles the program and its packages again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo code test test-slow test-whole test-all check bench lock messages clean browser

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

demo: $(VENV)/.run ## a county to try: http://localhost:8000 (PORT=, PEOPLE=925000 the whole, FRESH=1 begins anew, ERA=2026 stands today)
	@exec $(PY) -m mingbai demo --port $(PORT) $(if $(FRESH),--fresh) $(if $(ERA),--era $(ERA)) $(if $(PEOPLE),--people $(PEOPLE))

code: $(VENV)/.run ## the present code of a demo account: make code ACCOUNT=town
	@$(PY) -m mingbai demo $(if $(ERA),--era $(ERA)) code $(ACCOUNT)

test: $(VENV)/.test browser ## the checks and every test but the long ones: real PostgreSQL, a real browser
	$(PY) tools/check.py --without guards
	$(PY) -m pytest -n 2 --no-loadscope-reorder -m "not slow and not whole" $(TESTS)

test-slow: $(VENV)/.slow browser ## only the long ones: large populations, a system PostgreSQL 15
	$(PY) -m pytest -n 2 --no-loadscope-reorder -m slow $(TESTS)

test-whole: $(VENV)/.slow browser ## about everybody in a county, rule by rule, and the whole county through the pages' run: an hour
	$(PY) -m pytest -m whole $(TESTS)

test-all: test test-slow ## every test but those of test-whole

check: $(VENV)/.test ## lint, types, contracts, translations, templates, migrations, deployment settings
	$(PY) tools/check.py

bench: $(VENV)/.bench ## measure what our claims of speed rest on
	$(PY) -m bench

messages: $(VENV)/.test ## extract texts into the translation catalogues and merge what is there
	$(PY) tools/messages.py

lock: $(VENV)/.tools ## pin every dependency again, by hash, without addresses
	$(PY) tools/lock.py $(if $(UPGRADE),--upgrade)

clean: ## remove what was built here (the demo's data too; stop it first)
	@for pg in .mingbai/*/pg; do if [ -L "$$pg" ]; then rm -rf "$$(dirname "$$(readlink "$$pg")")"; fi; done
	rm -rf $(VENV) .mingbai build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

browser:
	@$(PYTHON) tools/browser.py

# An environment is complete when its stamp is newer than its lock.
$(VENV)/.run: locks/run.txt locks/tools.txt tools/environment.py
$(VENV)/.test: locks/test.txt locks/tools.txt tools/environment.py
$(VENV)/.slow: locks/slow.txt locks/tools.txt tools/environment.py
$(VENV)/.bench: locks/bench.txt locks/tools.txt tools/environment.py
$(VENV)/.tools: locks/tools.txt tools/environment.py
$(VENV)/.run $(VENV)/.test $(VENV)/.slow $(VENV)/.bench $(VENV)/.tools:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is missing. Debian: apt-get install python3.11 python3.11-venv. Elsewhere: install it, or name another with PYTHON=." >&2; exit 1; }
	@$(PYTHON) tools/environment.py $(VENV) $(@:$(VENV)/.%=%)

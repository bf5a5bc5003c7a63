# `make run` and `make test` are all a person has to know. They need git, make and python3, and
# see to the rest themselves: packaging/set_up.py says how.
#
#   make run      start Pith on this folder (make run ARGS=FILE… for something else)
#   make test     check, then every test   (make test TESTS="tests/unit -k scope" for some)
#   make check    lint, formatting, types, layers
#   make installer  packages into dist/: .deb, .rpm, .tar.gz and AppImage
#   make bench    benchmarks, into build/bench.json (make bench BENCH="NAME…" for some)
#   make fuzz     random operations against plain counterparts (make fuzz FUZZ="--seconds 600")
#   make soak     a thousand reloads of an extension, and what is left of them
#   make clean    remove what was made, except .venv

PYTHON ?= python3
ARGS ?= .
TESTS ?=
BENCH ?=
FUZZ ?=

bin := .venv/bin
ready_to_run := .venv/.ready-to-run
ready_to_test := .venv/.ready-to-test
environment := pyproject.toml constraints.txt packaging/set_up.py

.PHONY: run test check bench soak installer clean force
.DEFAULT_GOAL := run

run: $(ready_to_run)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(bin)/pith $(ARGS); \
	else \
		echo "pith: no display here, so a short session runs without one; its pictures go to build/"; \
		QT_QPA_PLATFORM=offscreen exec $(bin)/python tests/demo/run_session.py build/; \
	fi

test: check
	$(bin)/python -m pytest $(TESTS)

check: $(ready_to_test)
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/python -m tests.support.contract_reference --check

bench: $(ready_to_test)
	$(bin)/python -m tests.bench $(BENCH)

soak: $(ready_to_test)
	$(bin)/python -m tests.soak

installer: $(ready_to_test)
	$(bin)/python packaging/make_installer.py

fuzz: $(ready_to_test)
	$(bin)/python -m tests.fuzz $(FUZZ)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name .venv -prune -o -name .git -prune -o -name __pycache__ -exec rm -rf {} +

# A stamp holds the folder it was made in. Set-up runs again when something it depends on is newer,
# when the checkout has moved, and when the Python behind .venv is gone.
$(ready_to_run) $(ready_to_test): .venv/.ready-to-%: $(environment)
	@command -v $(PYTHON) >/dev/null || { \
		echo "pith: there is no $(PYTHON). Type: apt-get install python3 (as root), then make $*"; exit 1; }
	@$(PYTHON) packaging/set_up.py $* --stamp $@

is_here = $(and $(realpath $(bin)/python),$(filter $(CURDIR),$(file <$(1))))
ifeq ($(call is_here,$(ready_to_run)),)
$(ready_to_run): force
endif
ifeq ($(call is_here,$(ready_to_test)),)
$(ready_to_test): force
endif
force:

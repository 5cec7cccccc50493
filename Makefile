# Every target is one script in ci/; each installs what it needs or says what it lacks.
# Build output goes to build/.

.DEFAULT_GOAL := help
PYTHON ?= python3
T ?=
export PYTHON T

##@ Start here
.PHONY: help
help: ## This list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo

.PHONY: build
build: ## Build the extension into a local virtual environment
	ci/build.sh

.PHONY: demo
demo: ## Hold every version of a git repository's tree; ARGS="PATH --plot FILE.svg"
	ci/demo.sh $(ARGS)

##@ Tests
.PHONY: test
test: ## Everything: C tests, pytest on every CPython found, model, mypy, coverage
	ci/test.sh

.PHONY: quick
quick: ## The tests worth running after every edit, < 60 s once set up
	ci/quick.sh

.PHONY: asan
asan: ## C tests, pytest and replay under AddressSanitizer, UBSan and LeakSanitizer
	ci/asan.sh

.PHONY: tsan
tsan: ## core under ThreadSanitizer, T=60 seconds
	ci/tsan.sh

.PHONY: threads
threads: ## pytest and a stress on a free-threaded Python; TSAN=1: on one built with TSan
	ci/threads.sh

##@ Fuzzing
.PHONY: fuzz
fuzz: ## Every fuzz target for T=60 seconds
	ci/fuzz.sh

fuzz-%: ## One fuzz target: make fuzz-ops T=3600
	ci/fuzz.sh $*

.PHONY: replay
replay: ## All corpora and kept crashes, with gcc, under ASan and valgrind
	ci/replay.sh

.PHONY: fuzz-coverage
fuzz-coverage: ## What the corpora reach of core
	ci/fuzz-coverage.sh

.PHONY: fuzz-mutants
fuzz-mutants: ## Do the targets find seeded faults?
	ci/fuzz-mutants.sh

.PHONY: msan
msan: ## Uninitialised reads
	ci/msan.sh

##@ Proofs
.PHONY: verify
verify: ## Prove core with Frama-C; CACHE=1 reuses earlier proofs
	ci/verify.sh

.PHONY: verify-smoke
verify-smoke: ## Does what the proofs assume contradict itself anywhere?
	ci/verify-smoke.sh

.PHONY: verify-mutants
verify-mutants: ## Do the proofs notice seeded faults?
	ci/verify-mutants.sh

.PHONY: eva
eva: ## Interpret C tests with Frama-C's Eva: no access outside, freed or unwritten
	ci/eva.sh

##@ Measuring
.PHONY: bench
bench: ## Against dict and the peers, about 10 minutes; QUICK=1: 90 s
	ci/bench.sh

.PHONY: bench-instructions
bench-instructions: ## Instruction counts against the committed ledger
	ci/bench-instructions.sh

.PHONY: bench-threads
bench-threads: ## Scaling with threads
	ci/bench-threads.sh

##@ Care
.PHONY: lint
lint: ## Formatting, file sizes, what may not stand in core
	ci/lint.sh

.PHONY: clean
clean: ## Remove build output
	rm -rf build dist pyext/*.egg-info *.egg-info

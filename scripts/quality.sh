# The part of build.sh that tests the tests: how much of the engine they run, and whether they notice what is wrong.
# shellcheck shell=bash

# Files whose derivatives are written by hand.
readonly BACKWARD=('src/nn/*.rs' 'src/symmetry/**/*.rs' 'src/meta/*.rs')
# The tests that are about them; all others are left out, for each mutant is built and tested anew.
readonly BACKWARD_TESTS=(adam estimators gate gl_action learned_gradient lstm meta_gradient operations reference_values symmetry tensors trainer)

# Lines of src that no test runs. src/wasm is compiled for the browser alone, and tested there.
test_coverage() {
  [[ -x $TOOLS/bin/cargo-llvm-cov ]] || cargo_install cargo-llvm-cov 0.9.1
  rustup component add llvm-tools >/dev/null
  say 'Testing the engine, and counting lines'
  PATH=$TOOLS/bin:$PATH cargo llvm-cov --locked --ignore-filename-regex '/(tests|examples|benches)/' --fail-under-lines 90
}

# Breaks the backward passes in every way that cargo-mutants knows, or a part of them, such as `1/8`.
test_mutants() {
  local part=${1:-0/1} file test
  [[ -x $TOOLS/bin/cargo-mutants ]] || cargo_install cargo-mutants 27.1.0
  local arguments=(--no-shuffle --output "$TARGET_DIR" --shard "$part" --timeout 120)
  for file in "${BACKWARD[@]}"; do arguments+=(--file "$file"); done
  arguments+=(-- --locked)
  for test in "${BACKWARD_TESTS[@]}"; do arguments+=(--test "$test"); done
  PATH=$TOOLS/bin:$PATH cargo mutants "${arguments[@]}"
}

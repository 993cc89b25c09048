# The part of build.sh that tests the tests: how much of the engine they run, and whether they notice what is wrong.
# shellcheck shell=bash

# Where derivatives are written by hand: files, and functions in them.
readonly BACKWARD_FILES=('src/nn/*.rs' 'src/symmetry/**/*.rs' 'src/meta/*.rs')
readonly BACKWARD='backward\b|_backward$|Backward|Adam::|MetaLoss::evaluate|bound_jump|global_norm|weight_gradient|input_gradient|Weighting'
# The tests that are about them; all others are left out, for each mutant is built and tested anew.
readonly BACKWARD_TESTS=(adam estimators gate gl_action learned_gradient lstm meta_gradient operations symmetry tensors trainer)
# Of these, what takes seconds.
readonly SLOW_TESTS=meta_gradient::

# Lines of src that no test runs. src/wasm is compiled for the browser alone, and tested there.
test_coverage() {
  [[ -x $TOOLS/bin/cargo-llvm-cov ]] || cargo_install cargo-llvm-cov 0.9.1
  rustup component add llvm-tools >/dev/null
  say 'Testing the engine, and counting lines'
  PATH=$TOOLS/bin:$PATH cargo llvm-cov --locked --ignore-filename-regex '/(tests|examples|benches)/' --fail-under-lines 90
}

# Breaks the backward passes in every way that cargo-mutants knows, or a part of them, such as `1/8`, or functions that a regular
# expression names, in a copy that holds no other tests, and those as one program: each mutant has it built anew. What survives the
# quick tests is given all.
test_mutants() {
  local part=${1:-0/1} functions=${2:-$BACKWARD} copy file name survivors status=0
  [[ -x $TOOLS/bin/cargo-mutants ]] || cargo_install cargo-mutants 27.1.0
  copy=$(mktemp -d)
  git clone --quiet . "$copy"
  rm -r "$copy/examples"
  mkdir "$copy/tests/backward"
  for name in "${BACKWARD_TESTS[@]}"; do
    mv "$copy/tests/$name.rs" "$copy/tests/backward/"
    printf '#[path = "%s.rs"]\nmod %s;\n' "$name" "$name" >>"$copy/tests/backward/main.rs"
  done
  mv "$copy/tests/support" "$copy/tests/backward/"
  rm "$copy"/tests/*.rs
  local arguments=(--dir "$copy" --output "$TARGET_DIR" --no-default-features --no-shuffle --jobs 2 --timeout 120)
  for file in "${BACKWARD_FILES[@]}"; do arguments+=(--file "$file"); done
  local tests=(--lib --test backward)
  rm -rf "$TARGET_DIR/mutants.out"
  mutants "${arguments[@]}" --shard "$part" --re "$functions" -- "${tests[@]}" -- --skip "$SLOW_TESTS" || status=$?
  # 2: some survived
  if ((status == 2)); then
    # Their names, as a regular expression.
    survivors=$(sed 's/[][\.*^$+?(){}|]/\\&/g' "$TARGET_DIR/mutants.out/missed.txt" | paste -sd '|')
    status=0
    mutants "${arguments[@]}" --re "$survivors" -- "${tests[@]}" || status=$?
  fi
  rm -rf "$copy"
  ((status == 0)) || fail "Mutants survived, or could not be tested: $TARGET_DIR/mutants.out says which."
}

mutants() {
  PATH=$TOOLS/bin:$PATH CARGO_PROFILE_TEST_DEBUG=0 CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=2 cargo mutants "$@"
}

# The part of build.sh that tries to break things, a function each: `./build.sh test --abuse NAME`. What is quick is among the ordinary tests.
# shellcheck shell=bash

readonly ABUSES=(links numerics miri unsafe pages life faults endurance policy audit reproducible)

abuse() {
  local name=${1:-}
  if [[ " ${ABUSES[*]} " != *" $name "* ]]; then
    fail "test --abuse takes one of ${ABUSES[*]}, not '$name'."
  fi
  shift
  "abuse_$name" "$@"
}

# Ten minutes for each target of the fuzzer, or so many seconds; before that, 100,000 mangled links and how long they take.
abuse_links() {
  local seconds=${1:-600} target log status
  cargo test --locked --test mangled_links --test links --test weights
  cargo run --locked --release --example links
  setup_nightly
  setup_cargo_fuzz
  for target in link change weights; do
    say "Fuzzing $target for $seconds seconds"
    mkdir -p "fuzz/corpus/$target"
    log=$TARGET_DIR/fuzz-$target.log status=0
    PATH=$TOOLS/bin:$PATH cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
      -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 >"$log" 2>&1 || status=$?
    grep -E '^stat::|ERROR|SUMMARY|panicked' "$log" || true
    ((status == 0)) || fail "The fuzzer broke $target, or could not run: $log says how."
  done
}

# Experiments at the edges of what links may ask for.
abuse_numerics() {
  cargo run --locked --release --example numerics -- "${1:-12000}"
}

# The safe wrappers of src/simd, with portable vectors, in an interpreter that finds undefined behaviour.
abuse_miri() {
  setup_nightly
  MIRIFLAGS=-Zmiri-disable-isolation cargo +nightly miri test --locked --no-default-features --test lanes
}

# Where unsafe code is, block by block.
abuse_unsafe() {
  scripts/check-source.sh
  git grep -cE '\bunsafe (\{|fn|impl)' -- 'src/simd/*.rs' || true
  cargo clippy --locked --all-targets -- -D warnings
}

# Mangled links in a browser: `pages [LINKS=500]`.
abuse_pages() {
  abuse_in_browser pages "$@"
}

# Random visitors, against a model of what they should see: `life [SEEDS=20] [OPERATIONS=1000]`.
abuse_life() {
  abuse_in_browser life "$@"
}

# What a page meets where something is missing, and workers that die.
abuse_faults() {
  setup_chromium
  build
  node --test --test-reporter=spec tests/browser/workers.test.mjs tests/browser/strangers.test.mjs tests/embeds/failures.test.mjs
}

# Half an hour of training and interaction: `endurance [MINUTES=30]`.
abuse_endurance() {
  abuse_in_browser endurance "$@"
}

abuse_policy() {
  setup_chromium
  build
  scripts/check-source.sh
  node --test --test-reporter=spec tests/browser/policy.test.mjs tests/embeds/frames.test.mjs
}

# Licences, sources and known holes of everything that is depended on. What could not be asked is not taken for an answer.
abuse_audit() {
  local unasked=() report=$TARGET_DIR/npm-audit.json
  setup_cargo_deny
  setup_packages
  "$TOOLS/bin/cargo-deny" --locked check licenses bans sources
  if "$TOOLS/bin/cargo-deny" --locked fetch db; then
    "$TOOLS/bin/cargo-deny" --locked check --disable-fetch advisories
  else
    unasked+=('the list of known holes of crates')
  fi
  if in_www npm audit --audit-level=low --json >"$report"; then
    say 'No package has a known hole'
  elif grep -q auditReportVersion "$report"; then
    in_www npm audit --audit-level=low
  else
    unasked+=('the list of known holes of npm packages')
  fi
  ((${#unasked[@]} == 0)) || fail "Nothing was found, but this could not be asked: $(printf '%s; ' "${unasked[@]}")"
}

# Two builds from nothing, in folders of their own.
abuse_reproducible() {
  local place one other
  place=$(mktemp -d)
  for one in first second-with-another-name; do
    say "Building in $place/$one"
    git clone --quiet . "$place/$one"
    (cd "$place/$one" && CARGO_TARGET_DIR=target ./build.sh build >/dev/null)
    (cd "$place/$one/www/dist" && find . -type f | sort | xargs sha256sum) >"$place/$one.sums"
  done
  sha256sum "$place"/*.sums
  other=$(diff "$place"/first.sums "$place"/second-with-another-name.sums) || fail "They differ: $other"
  say "$(wc -l <"$place/first.sums") files, the same bytes in both"
  rm -rf "$place"
}

abuse_in_browser() {
  local name=$1
  shift
  setup_chromium
  build
  env "$@" node --test --test-reporter=spec "tests/abuse/$name.test.mjs"
}

setup_nightly() {
  if ! rustup toolchain list | grep '^nightly' >/dev/null || ! rustup +nightly component list --installed | grep '^miri' >/dev/null; then
    rustup toolchain install nightly --profile minimal --component miri,rust-src
  fi
}

setup_cargo_fuzz() {
  [[ -x $TOOLS/bin/cargo-fuzz ]] || cargo_install cargo-fuzz "0.13.2"
}

setup_cargo_deny() {
  [[ -x $TOOLS/bin/cargo-deny ]] || cargo_install cargo-deny "0.20.2" --locked || cargo_install cargo-deny "0.20.2"
}

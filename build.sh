#!/usr/bin/env bash
# Every command a person needs; `./build.sh --help` lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly TRIPLE=wasm32-unknown-unknown
readonly TARGET_DIR=${CARGO_TARGET_DIR:-target}
readonly PKG=www/src/engine/pkg
# Outside of the checkout: every clone uses the same slow installation.
readonly TOOLS=${L2O_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/l2o-playground}

[[ -t 1 ]] || export NO_COLOR=1 # logs stay readable

usage() {
  cat <<'END'
Usage: ./build.sh [COMMAND]

  (none)       set up what is missing, build, and serve the page on 127.0.0.1
  setup        install everything that the other commands need
  build        build the page into www/dist: static files, for any path of any web server
  package      build the package for npm, and pack it into a file in www
  test         run every test; `test --fast` runs only those of the Rust code and of single TypeScript modules,
               `test --browsers` compares fingerprints natively, in Node, Chromium, Firefox and WebKit,
               `test --abuse NAME` tries to break things for longer (scripts/abuse.sh lists how),
               `test --coverage` counts the lines of the engine that tests run,
               `test --mutants [1/8]` breaks its backward passes, or a part of them, and asks whether a test notices
  bench        measure time per meta-update in WebAssembly in Node: a line of JSON per workload;
               --browser   in a worker of headless Chromium, and how runs share the processors
               --load      first paint and first trained picture of a slow machine on a slow network
               --frames    long tasks on a slow machine while every figure moves
               --native    the same kernels without WebAssembly
               --peers     PyTorch, JAX and TensorFlow.js too (downloads 2 GB), with a table of ratios
               --scaling   against each size, all others held; draws www/scaling.svg
  lint         check formatting, lints, types, documentation and the rules of scripts/check-source.sh

Needs rustup and Node 20.19 or newer. Variables: L2O_TOOLS (where tools are installed, default
~/.cache/l2o-playground), CHROMIUM and FIREFOX (browsers for tests and benchmarks, default: those on the PATH), SITE (the address
that the page will have, for previews of links).
END
}

say() { printf '==> %s\n' "$*"; }

fail() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null; }

# Runs a command inside www, with the programs of its packages on the PATH.
in_www() { (cd www && PATH=$PWD/node_modules/.bin:$PATH "$@"); }

source scripts/setup.sh
source scripts/bench.sh
source scripts/abuse.sh
source scripts/quality.sh

# --- build ---

build() {
  build_engine
  say 'Building the page'
  in_www vite build
  say 'Building what other pages embed'
  in_www vite build --config vite.embed.config.ts
}

# Names and SHA-256 of files, so that whoever has them can tell whether they are these.
print_hashes() {
  say "SHA-256 in $1"
  (cd "$1" && find . -path ./node_modules -prune -o -type f -name "$2" -print | LC_ALL=C sort | if has sha256sum; then xargs sha256sum; else xargs shasum -a 256; fi)
}

# What `npm pack` in www takes along: modules, WebAssembly and types.
build_package() {
  build_engine
  say 'Building the package for npm'
  in_www vite build --config vite.embed.config.ts --mode package
  in_www tsc --project tsconfig.package.json
  mkdir -p www/lib/types/engine/pkg
  # Not every program has the types of explicit resource management.
  grep -v 'Symbol\.dispose' "$PKG/l2o_playground.d.ts" >www/lib/types/engine/pkg/l2o_playground.d.ts
  cp LICENSE-* www/lib/
}

build_engine() {
  setup_rust
  setup_wasm_bindgen
  setup_packages
  say 'Building the engine'
  compile_engine
  local raw=$TARGET_DIR/$TRIPLE/wasm/l2o_playground.wasm stamp
  stamp=$(cksum "$raw" build.sh scripts/{trap-panics,panic-places,split-engine}.mjs Cargo.lock www/package-lock.json)
  if [[ $stamp != "$(cat "$PKG/stamp" 2>/dev/null)" ]]; then
    package_engine "$raw"
    echo "$stamp" >"$PKG/stamp"
  fi
}

# Paths of this machine stay out of the file: they are nobody's business and make each build differ.
compile_engine() {
  local home=${CARGO_HOME:-$HOME/.cargo}
  cargo build --profile wasm --lib --no-default-features --target "$TRIPLE" \
    --config "target.$TRIPLE.rustflags = ['--remap-path-prefix=$home=cargo']"
}

# Makes PKG from the compiled engine, whole or not at all.
package_engine() {
  local raw=$1 new=$TARGET_DIR/pkg part
  local whole=$new/l2o_playground_bg.wasm first=$new/l2o_playground_first.wasm rest=$new/l2o_playground_rest.wasm
  rm -rf "$new"
  "$TOOLS/bin/wasm-bindgen" --target web --omit-default-module-path \
    --out-dir "$new" --out-name l2o_playground "$raw"
  node scripts/trap-panics.mjs "$whole"
  optimize "$whole" -O3 -g
  node scripts/split-engine.mjs "$whole" "$first" "$rest"
  optimize "$whole" # drops the names
  for part in "$first" "$rest"; do optimize "$part" -O3; done
  for part in "$whole" "$first" "$rest"; do node scripts/check-wasm.mjs "$part"; done
  rm -rf "$PKG"
  cp -R "$new" "$PKG"
}

# Names each feature that rustc uses by itself, and SIMD: wasm-opt then adds no other. The stack begins below everything else, and
# its last kilobyte is never used. rustc has inlined what is worth it: large functions with one caller compress better on their own.
optimize() {
  local file=$1
  shift
  www/node_modules/.bin/wasm-opt "$@" --one-caller-inline-max-function-size=200 --low-memory-unused \
    --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-multivalue --enable-reference-types "$file" -o "$file"
}

serve() {
  say 'Serving the page; Ctrl-C stops'
  cd www
  exec node_modules/.bin/vite preview --host 127.0.0.1 --port 4173
}

# --- test ---

test_fast() {
  setup_rust
  setup_packages
  test_rust
  test_modules
}

test_all() {
  setup_chromium
  setup_lighthouse
  build
  test_weight
  test_rust
  test_lanes_in_wasm
  test_modules
  cargo build --locked --release # the other engines are compared with the binary
  node_tests tests/node
  node_tests tests/browser
  node_tests tests/embeds
  build_package
  node_tests tests/package
  node_tests tests/lighthouse
  local engines=chromium
  if setup_firefox; then engines+=,firefox; else say 'Going without Firefox, which is not installed'; fi
  ENGINES=$engines node_tests tests/engines
}

# All engines that there are: the table of fingerprints in the README.
test_browsers() {
  setup_chromium
  setup_firefox || fail 'Firefox is not installed. Install it, or set FIREFOX to the path of one.'
  setup_webkit || fail 'WebKitWebDriver and Xvfb are not installed. Debian has them in webkit2gtk-driver and xvfb.'
  build
  cargo build --locked --release
  ENGINES=chromium,firefox,webkit node_tests tests/engines
}

test_weight() {
  say 'Weighing the page'
  in_www size-limit
}

test_rust() {
  say 'Testing the engine, natively'
  cargo test --locked
}

# The vectors of WebAssembly against the portable ones, which is what makes a link give the same bits everywhere.
test_lanes_in_wasm() {
  say 'Testing the vectors in WebAssembly'
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$TOOLS/bin/wasm-bindgen-test-runner \
    cargo test --locked --profile wasm --target "$TRIPLE" --no-default-features --test lanes_in_wasm
}

test_modules() {
  say 'Testing the TypeScript modules'
  in_www vitest run
}

# Test files run one after another: some of them measure time.
node_tests() {
  local files=("$1"/*.test.mjs)
  [[ -e ${files[0]} ]] || fail "There are no tests in $1."
  say "Running $1"
  node --test --test-concurrency=1 --test-reporter=spec "${files[@]}"
}

# --- lint ---

lint() {
  build_engine # the types of the page include those of the engine
  lint_rust
  lint_typescript
  lint_scripts
  say 'Nothing to complain about'
}

lint_rust() {
  say 'Checking the Rust code'
  cargo fmt --check
  cargo clippy --locked --all-targets -- -D warnings
  cargo clippy --locked --lib --no-default-features --target "$TRIPLE" -- -D warnings
  RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps
  scripts/check-source.sh
}

lint_typescript() {
  say 'Checking the TypeScript code'
  in_www biome check --error-on-warnings . ../benches ../scripts ../tests
  local config
  for config in tsconfig.json tsconfig.worker.json tsconfig.node.json; do
    in_www tsc --project "$config"
  done
}

lint_scripts() {
  setup_shellcheck
  if has shellcheck; then
    say 'Checking the shell scripts'
    shellcheck -x build.sh scripts/*.sh .ci/run
  else
    say 'Not checking the shell scripts: shellcheck is not installed'
  fi
}

main() {
  case "$*" in
    '')
      build
      serve
      ;;
    setup) setup ;;
    build)
      build
      print_hashes www/dist '*'
      ;;
    package)
      build_package
      in_www npm pack
      print_hashes www '*.tgz'
      ;;
    test) test_all ;;
    'test --fast') test_fast ;;
    'test --abuse'*) abuse "${@:3}" ;;
    'test --browsers') test_browsers ;;
    'test --coverage') test_coverage ;;
    'test --mutants'*) test_mutants "${@:3}" ;;
    bench) bench_node ;;
    'bench --browser') bench_browser ;;
    'bench --load') bench_load ;;
    'bench --frames') bench_frames ;;
    'bench --native') bench_native ;;
    'bench --peers') bench_peers ;;
    'bench --scaling') bench_scaling ;;
    lint) lint ;;
    -h | --help | help) usage ;;
    *)
      usage >&2
      fail "unknown command: $*"
      ;;
  esac
}

main "$@"

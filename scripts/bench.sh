# The part of build.sh that measures. The standard output holds the figures alone: a line of JSON each.
# shellcheck shell=bash

bench_node() {
  build_engine >&2
  node benches/node.mjs
}

bench_browser() {
  setup_chromium >&2
  build_engine >&2
  node benches/browser.mjs
}

bench_native() {
  setup_rust >&2
  cargo bench --locked --bench native
}

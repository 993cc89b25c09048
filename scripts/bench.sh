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

bench_load() {
  setup_chromium >&2
  build >&2
  node benches/load.mjs
}

bench_frames() {
  setup_chromium >&2
  build >&2
  node benches/frames.mjs
}

bench_native() {
  setup_rust >&2
  cargo bench --locked --bench native
}

# The peers and our own in turns, all on the same core, twice: whatever else the machine does meets all alike. Last, a table of how they
# compare.
bench_peers() {
  build_engine >&2
  setup_peers >&2
  local python=$TOOLS/peers/bin/python lines=$TARGET_DIR/peers.jsonl
  on_one_core "$python" benches/peers/check.py >&2
  for _ in 1 2; do
    on_one_core "$python" benches/peers/torch_workloads.py
    on_one_core "$python" benches/peers/jax_workloads.py
    on_one_core node benches/peers/tfjs_workloads.mjs
    on_one_core node benches/node.mjs
  done | tee "$lines"
  node benches/peers/ratios.mjs <"$lines"
}

on_one_core() {
  local pin=()
  if has taskset; then pin=(taskset --cpu-list "$(($(nproc --all) - 1))"); fi
  OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 JAX_PLATFORMS=cpu PYTHONDONTWRITEBYTECODE=1 \
    XLA_FLAGS='--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1' "${pin[@]}" "$@"
}

bench_scaling() {
  build_engine >&2
  local lines=$TARGET_DIR/scaling.jsonl
  node benches/scaling.mjs | tee "$lines"
  node benches/scaling-chart.mjs <"$lines" >www/scaling.svg
  say 'The chart is www/scaling.svg' >&2
}

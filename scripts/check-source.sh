#!/usr/bin/env bash
# Rules about the sources that no compiler checks. Lines that are comments do not count.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=0

# refuse WHY PATTERN PATHSPEC...: reports every line of code that matches.
refuse() {
  local why=$1 pattern=$2 found
  shift 2
  found=$(git grep --no-index -nE "$pattern" -- "$@" | grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true)
  if [[ -n $found ]]; then
    printf '%s\n%s\n\n' "$why" "$found" >&2
    failed=1
  fi
}

refuse 'Only src/wasm may know of the browser:' \
  '\b(wasm_bindgen|js_sys|web_sys)\b' \
  'src/*.rs' 'tests/*.rs' ':!src/wasm' ':!tests/lanes_in_wasm.rs'

refuse 'Only src/simd may hold unsafe code:' \
  '\bunsafe\b' \
  'src/*.rs' 'tests/*.rs' 'benches/*.rs' ':!src/simd'

# Their last bits differ from one platform's libm to the next, and so would the iterates of the same link.
functions='exp|exp2|exp_m1|ln|ln_1p|log|log2|log10|powf|powi|cbrt|hypot'
functions+='|sin|cos|tan|sin_cos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh'
refuse 'The engine takes these functions from libm:: or src/simd, never from the platform:' \
  "(\\.|\\bf(32|64)::)($functions)\\b[[:space:]]*[(),]" \
  'src/*.rs' ':!src/wasm' ':!src/bin'

refuse 'Markup is made in one place, from a constant (www/src/trusted.ts):' \
  '(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function' \
  'www/src/*.ts' ':!www/src/embed/playground-contents.ts' ':!www/src/engine/pkg'

exit "$failed"

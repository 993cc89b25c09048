/** Below this f counts as solved: rounding decides there. `SOLVED` of `l2o reproduce`, which wrote the recorded results. */
export const SOLVED = 1e-12;

// Generated from the crate's own types by `WRITE_TYPES=1 cargo test types_of_the_page`. Do not edit.

export type Choice = { 
/**
 * In links.
 */
name: string, 
/**
 * On the page.
 */
label: string, 
/**
 * One line.
 */
help: string, };

export type When = { 
/**
 * Key of another field.
 */
field: string, 
/**
 * Its values.
 */
any: Array<string>, };

export type Group = "task" | "optimizers" | "network" | "training" | "evaluation" | "view" | "figure";

export type Effect = "train" | "evaluate" | "view";

export type KindDescription = { "type": "integer", min: number, max: number, } | { "type": "real", min: number, max: number, auto: boolean, } | { "type": "choice", choices: Array<Choice>, } | { "type": "set", choices: Array<Choice>, } | { "type": "flag" } | { "type": "numbers", min_len: number, max_len: number, min: number, max: number, auto: boolean, };

export type FieldDescription = { key: string, group: Group, label: string, help: string, kind: KindDescription, default: string, effect: Effect, when: When | null, };

export type Problem = { 
/**
 * The field's key, as given.
 */
field: string, 
/**
 * The value given, shortened if it is long.
 */
given: string, 
/**
 * What the field takes, in words.
 */
takes: string, };

export type LinkState = { 
/**
 * Canonical.
 */
link: string, 
/**
 * Whether the link holds the fingerprint of a run.
 */
promised: boolean, 
/**
 * By key.
 */
values: { [key in string]: string }, 
/**
 * Empty if all was taken.
 */
problems: Array<Problem>, };

export type Job = { 
/**
 * The optimizer's name.
 */
optimizer: string, 
/**
 * Its name on the page.
 */
label: string, 
/**
 * Whether it is meta-trained.
 */
learned: boolean, 
/**
 * Everything its training depends on, as a link: two configs with the same key train the same optimizer.
 */
key: string, 
/**
 * Meta-updates of its training.
 */
meta_updates: number, 
/**
 * Meta-updates of one training run: the unrolls that a run of N steps is cut into.
 */
updates_per_run: number, };

export type PlaneScene = { 
/**
 * Where f is 0.
 */
minimum: [number, number], 
/**
 * Where trajectories start.
 */
start: [number, number], 
/**
 * `x_min, x_max, y_min, y_max` of a square that holds minimum and start.
 */
bounds: [number, number, number, number], };

export type Scene = { 
/**
 * Everything the picture's background depends on, as a link: scenes with the same key show the same function.
 */
key: string, 
/**
 * f written out, in the plane with its numbers.
 */
formula: string, 
/**
 * What there is to see of a function of the plane; absent for perceptrons.
 */
plane: PlaneScene | null, 
/**
 * Whether teleports leave f unchanged, to rounding.
 */
invariant: boolean, 
/**
 * Tasks drawn and rejected before this one.
 */
rejected: number, 
/**
 * Whether other unseen tasks are other functions.
 */
variable: boolean, };

export type Reading = { 
/**
 * f(x)
 */
f: number, 
/**
 * ∇f(x)
 */
gradient: [number, number], };

export type Phase = "tuning" | "training" | "evaluating" | "done";

export type Progress = { 
/**
 * What it is doing.
 */
phase: Phase, 
/**
 * Of `total`: step sizes tried, meta-updates done, steps evaluated.
 */
done: number, 
/**
 * What there is to do in this phase.
 */
total: number, 
/**
 * Meta-updates skipped because the meta-gradient was not finite.
 */
skipped: number, };

export type Summary = { 
/**
 * The optimizer's name.
 */
optimizer: string, 
/**
 * Hash over the bits of all iterates and losses of its training and evaluation, 16 hexadecimal digits.
 */
hash: string, 
/**
 * One letter or digit for each of several states of the training (one for a baseline's step size, none of imported
 * weights), then for every step 0…N of the evaluation: where two runs depart, so do these.
 */
marks: string, 
/**
 * The step size used by a baseline, tuned or given.
 */
step_size: number | null, 
/**
 * Meta-updates of its training: fewer than planned where it ended early, 0 where nothing was learned.
 */
meta_updates: number, 
/**
 * Unseen tasks.
 */
tasks: number, 
/**
 * Steps on each.
 */
steps: number, 
/**
 * Tasks on which the iterate became non-finite and was frozen.
 */
diverged: number, 
/**
 * Median of f after the last step.
 */
median_final: number, 
/**
 * Lower quartile of f after the last step.
 */
q1_final: number, 
/**
 * Upper quartile of f after the last step.
 */
q3_final: number, 
/**
 * Mean of f after the last step.
 */
mean_final: number, 
/**
 * Mean of log(1 + f) over all tasks and steps 1…N.
 */
mean_log: number, 
/**
 * f after the last step of every task: [tasks].
 */
finals: Array<number>, 
/**
 * Median of f over tasks, at steps 0…N.
 */
median: Array<number>, 
/**
 * Lower quartile of f over tasks, at steps 0…N.
 */
q1: Array<number>, 
/**
 * Upper quartile of f over tasks, at steps 0…N.
 */
q3: Array<number>, };

export type Announcement = { 
/**
 * How it is drawn.
 */
kind: 'reproduced' | 'departs' | 'not-comparable', 
/**
 * What it says.
 */
sentence: string, };

export type Trajectory = { 
/**
 * Parameters of the task: 2, or the weights of the perceptron.
 */
dimension: number, 
/**
 * Iterates x₀…x_N: [(N + 1) × dimension].
 */
x: Float32Array, 
/**
 * In the plane: between the two parts of each step, before its teleport or (where it jumps first) after it: [2N]; equals
 * the iterate where nothing teleports. Empty otherwise.
 */
middle: Float32Array, 
/**
 * In the plane: each teleport's way along the level set, the shorter way round: [`2·ARC_POINTS·N`]; empty if no step teleports.
 */
arcs: Float32Array, 
/**
 * Whether steps teleport before they walk.
 */
jump_first: boolean, 
/**
 * f(x₀)…f(x_N).
 */
f: Float32Array, 
/**
 * ‖∇f(x₀)‖…‖∇f(x_N)‖.
 */
gradient_norm: Float32Array, 
/**
 * Size of each step's group element: the angle θ, or ‖T‖; empty if no step teleports.
 */
element: Float32Array, 
/**
 * Invariance error `|f' − f| / f` of each step's teleport; empty if no step teleports.
 */
invariance: Float32Array, 
/**
 * Step size of each step; empty if the optimizer has none.
 */
alpha: Float32Array, 
/**
 * Momentum coefficient of each step; empty if the optimizer has none.
 */
beta: Float32Array, 
/**
 * Steps whose teleport was skipped because `I + T` is singular.
 */
singular: Array<number>, 
/**
 * The first step that could not be taken because its result was not finite.
 */
diverged_at: number | null, };

export type Tensor = { 
/**
 * `PyTorch`'s name.
 */
name: string, 
/**
 * One or two sizes.
 */
shape: Array<number>, 
/**
 * Row-major values.
 */
values: Float32Array, };

export type Ellipse = { 
/**
 * The minimum.
 */
centre: [number, number], 
/**
 * Where the half axes end.
 */
ends: [[number, number], [number, number]], };

export type Steepest = { 
/**
 * The angle that leads there, in radians.
 */
theta: number, 
/**
 * `g_θ(x)`
 */
point: [number, number], 
/**
 * `‖∇f‖` there.
 */
gradient_norm: number, };

export type Orbit = { 
/**
 * `g_θ(x)` for equally spaced θ from 0 to 2π: [points × 2], beginning and ending at x.
 */
points: Array<number>, 
/**
 * `‖∇f‖` at each of them: [points].
 */
gradient_norm: Array<number>, 
/**
 * Those at which `‖∇f‖` is larger than at both neighbours.
 */
peaks: Array<number>, 
/**
 * f(x), the same on the whole orbit.
 */
f: number, 
/**
 * Largest `|f(g_θ(x)) − f(x)| / f(x)`: rounding, and no more.
 */
spread: number, 
/**
 * Where the oracle teleports to.
 */
steepest: Steepest, };

export type Vectors = { 
/**
 * v₁ = −∇L
 */
descent: [number, number], 
/**
 * v₂ = −H⁻¹∇L
 */
newton: [number, number], 
/**
 * v_∥, the projection of v₂ on v₁.
 */
parallel: [number, number], 
/**
 * v_⊥ = v₂ − v_∥
 */
orthogonal: [number, number], 
/**
 * Directional derivative of ‖∇L‖² along v_⊥.
 */
slope: number, };

export type Newton = { 
/**
 * The point w.
 */
point: [number, number], 
/**
 * L(w)
 */
value: number, 
/**
 * ∇L(w)
 */
gradient: [number, number], 
/**
 * Eigenvalues of the Hessian H at w, ascending.
 */
curvatures: [number, number], 
/**
 * `None` where the gradient is zero or H is singular.
 */
vectors: Vectors | null, 
/**
 * Lemma A.1 for H, ∇L, α = 0 and β = 1: `(gᵀg)²` and `(gᵀHg)(gᵀH⁻¹g)`. The slope is negative where the first is larger.
 */
lemma: [number, number] | null, 
/**
 * A closed curve through w on which ‖∇L‖ is what it is at w: [points × 2]; empty unless L is a quadratic.
 */
equally_steep: Array<number>, };

export type Turning = { 
/**
 * The point x.
 */
point: [number, number], 
/**
 * f(x)
 */
value: number, 
/**
 * f(x'), after the teleport by θ₀ and a gradient step of size α.
 */
next: number, 
/**
 * ∂f(x')/∂θ in closed form.
 */
closed: number, 
/**
 * The same by a central difference.
 */
numeric: number, 
/**
 * Step size α.
 */
alpha: number, 
/**
 * Step size beyond which the iterate turns toward the longer axis.
 */
turns_over_at: number, 
/**
 * The level set through x, `g_θ(x)` for equally spaced θ: [points × 2].
 */
ring: Array<number>, 
/**
 * f after a gradient step from each of its points: [points].
 */
ring_next: Array<number>, 
/**
 * ∂f(x')/∂θ at each of them: [points]. Algorithm 2 moves them against its sign.
 */
ring_slope: Array<number>, 
/**
 * Half axes of the level set [2 × 2], the one of λ₁ first.
 */
axes: [[number, number], [number, number]], };

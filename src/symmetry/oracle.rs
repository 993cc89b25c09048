//! Teleports to the largest gradient (paper, section 3.1).

use super::{GlAction, GlForm, GlRecord, GlWorkspace, Rotation};
use crate::objective::{MlpTasks, MlpWorkspace, Objective, PlaneTasks, Vector, load};
use crate::simd::{F32x4, Lanes, Real, WIDTH, norm as length, scale};

/// Angles of the grid on which the largest gradient is sought first.
const GRID: u16 = 256;
/// Steps of the golden-section search around the best of them; each shrinks the interval by 0.618.
const REFINEMENTS: u8 = 24;

/// For every task of the plane, the angle at which `‖∇f(g_θ(x))‖` is largest on the whole orbit of its point.
/// x: [tasks × 2], theta: [tasks]
pub fn steepest_angles(plane: &PlaneTasks, x: &[f32], theta: &mut [f32]) {
    for (i, objective) in plane.packed().iter().enumerate() {
        let best = steepest_angle(objective, load(x, i)).to_array();
        for (theta, best) in theta[i * WIDTH..].iter_mut().zip(best) {
            *theta = best;
        }
    }
}

fn steepest_angle(objective: &Objective<F32x4>, x: Vector<F32x4>) -> F32x4 {
    let spacing = 2.0 * std::f32::consts::PI / f32::from(GRID);
    let mut best = F32x4::of(0.0);
    let mut steepest = steepness(objective, x, best);
    for i in 1..GRID {
        let theta = F32x4::of(f32::from(i) * spacing);
        let candidate = steepness(objective, x, theta);
        best = F32x4::select_less(steepest, candidate, theta, best);
        steepest = F32x4::upper(steepest, candidate);
    }
    // Golden section: a < c < d < b, and the maximum stays inside.
    let ratio = F32x4::of(0.618_034);
    let (mut a, mut b) = (best - F32x4::of(spacing), best + F32x4::of(spacing));
    for _ in 0..REFINEMENTS {
        let (c, d) = (b - ratio * (b - a), a + ratio * (b - a));
        let (at_c, at_d) = (steepness(objective, x, c), steepness(objective, x, d));
        (a, b) = (F32x4::select_less(at_c, at_d, c, a), F32x4::select_less(at_c, at_d, b, d));
    }
    let middle = F32x4::of(0.5) * (a + b);
    // A flat or jagged maximum may leave the search worse off than the grid.
    F32x4::select_less(steepest, steepness(objective, x, middle), middle, best)
}

/// `‖∇f(g_θ(x))‖²`; −1 where it is not finite.
fn steepness(objective: &Objective<F32x4>, x: Vector<F32x4>, theta: F32x4) -> F32x4 {
    let (_, [gx, gy]) = objective.value_and_gradient(Rotation::forward(objective, x, theta).point());
    let squared = gx * gx + gy * gy;
    squared.select_finite(squared, F32x4::of(-1.0))
}

/// Moves the weights of every perceptron along its orbit by gradient ascent on `‖∇L‖²`: `steps` times a teleport by `I + T`
/// with T along the gradient and `‖T‖ = norm`. (Below a layer that is wider than there are samples, the action with T = 0 already
/// projects weights; the gradient is that before it does.) `sizes` [tasks] tells how far each went, `singular` where it had to stop.
pub fn ascend(
    mlp: &MlpTasks,
    form: GlForm,
    (steps, norm): (u32, f32),
    weights: &mut [f32],
    sizes: &mut [f32],
    singular: &mut [bool],
) {
    let shape = mlp.shape();
    let mut climb = Climb {
        work: MlpWorkspace::new(shape),
        record: GlRecord::new(shape),
        action_work: GlWorkspace::default(),
        moved: vec![0.0; shape.parameters()],
        gradient: vec![0.0; shape.parameters()],
        bent: vec![0.0; shape.parameters()],
        element: vec![0.0; shape.group_dimension()],
    };
    let own = weights.chunks_exact_mut(shape.parameters());
    for ((task, own), (size, stuck)) in mlp.tasks().iter().zip(own).zip(sizes.iter_mut().zip(singular)) {
        let action = GlAction { shape, form, task };
        *size = 0.0;
        for _ in 0..steps {
            *stuck = !climb.step(&action, own, norm);
            if *stuck {
                break;
            }
            *size += norm;
        }
    }
}

/// Room for the ascent of one perceptron.
struct Climb {
    work: MlpWorkspace,
    record: GlRecord,
    action_work: GlWorkspace,
    moved: Vec<f32>,
    gradient: Vec<f32>,
    bent: Vec<f32>,
    element: Vec<f32>,
}

impl Climb {
    /// One step; whether it could be made.
    fn step(&mut self, action: &GlAction, weights: &mut [f32], norm: f32) -> bool {
        let (shape, task) = (action.shape, action.task);
        task.value_and_gradient(shape, weights, &mut self.gradient, &mut self.work);
        // ∂½‖∇L(g·W)‖²/∂T at T = 0 is what the action hands back of H∇L.
        task.hessian_times(shape, weights, &self.gradient, &mut self.bent, &mut self.work);
        self.element.fill(0.0);
        if action.forward(weights, &self.element, &mut self.record, &mut self.moved).is_err() {
            return false;
        }
        action.backward(&self.record, &mut self.action_work, &mut self.bent, &mut self.element);
        let size = length(&self.element);
        if !(size > 0.0 && size.is_finite()) {
            return false;
        }
        scale(&mut self.element, norm / size);
        let done = action.forward(weights, &self.element, &mut self.record, &mut self.moved).is_ok();
        if done {
            weights.copy_from_slice(&self.moved);
        }
        done
    }
}

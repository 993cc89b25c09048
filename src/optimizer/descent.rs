//! The loop's state: where every task's iterate stands, and whether it still moves.

use crate::objective::Tasks;

/// Iterates, values and gradients of a batch of tasks.
///
/// An iterate whose next point, value or gradient is not finite is *frozen*: it stays at its last finite point from then
/// on, and its task counts as diverged.
#[derive(Clone, Debug)]
pub struct Descent {
    /// x_t, [tasks × dimension]
    pub x: Vec<f32>,
    /// f(x_t), [tasks]
    pub f: Vec<f32>,
    /// ∇f(x_t), [tasks × dimension]
    pub gradient: Vec<f32>,
    /// Whether the iterate moves (it is frozen otherwise), [tasks]
    pub moving: Vec<bool>,
    /// f and ∇f at the point that is tried.
    tried: (Vec<f32>, Vec<f32>),
}

/// A proposed step, and after [`Descent::advance`] the step taken.
#[derive(Clone, Debug)]
pub struct Step {
    /// Between the two parts of the step, [tasks × dimension]: before the teleport or, where [`Step::jump_first`], after it.
    /// Equal to `next` where nothing teleports.
    pub middle: Vec<f32>,
    /// x_t, [tasks × dimension]
    pub next: Vec<f32>,
    /// Size of the group element: the angle θ, or the Frobenius norm of T (over all layers); 0 where nothing teleports. [tasks]
    pub element: Vec<f32>,
    /// Step size and momentum coefficient, where the rule has them (NaN elsewhere). [tasks]
    pub alpha: Vec<f32>,
    /// See `alpha`.
    pub beta: Vec<f32>,
    /// Whether a teleport was due that could not be made, [tasks]
    pub singular: Vec<bool>,
    /// Whether the rule teleports before it walks.
    pub jump_first: bool,
}

impl Step {
    /// Room for a step of `tasks` tasks with `dimension` parameters each.
    pub fn new(tasks: usize, dimension: usize) -> Self {
        Step {
            middle: vec![0.0; tasks * dimension],
            next: vec![0.0; tasks * dimension],
            element: vec![0.0; tasks],
            alpha: vec![f32::NAN; tasks],
            beta: vec![f32::NAN; tasks],
            singular: vec![false; tasks],
            jump_first: false,
        }
    }

    /// Says that the step goes straight to `next`.
    pub fn straight(&mut self) {
        self.middle.copy_from_slice(&self.next);
        self.element.fill(0.0);
        self.singular.fill(false);
    }
}

impl Descent {
    /// Room for `tasks` tasks with `dimension` parameters each.
    pub fn new(tasks: usize, dimension: usize) -> Self {
        let (numbers, points) = (vec![0.0; tasks], vec![0.0; tasks * dimension]);
        Descent {
            x: points.clone(),
            f: numbers.clone(),
            gradient: points.clone(),
            moving: vec![true; tasks],
            tried: (numbers, points),
        }
    }

    /// Puts every task at its start, [tasks × dimension]. A start without finite value and gradient is frozen at once.
    pub fn start(&mut self, tasks: &mut Tasks, starts: &[f32]) {
        self.x.copy_from_slice(starts);
        tasks.evaluate(&self.x, &mut self.f, &mut self.gradient);
        let size = tasks.dimension();
        for (task, gradient) in self.gradient.chunks_exact_mut(size).enumerate() {
            self.moving[task] = self.f[task].is_finite() && gradient.iter().all(|g| g.is_finite());
            if !self.moving[task] {
                self.f[task] = f32::MAX;
                gradient.fill(0.0);
            }
        }
    }

    /// Takes the step. Where it is not finite, `step` is corrected to say that the iterate stayed.
    pub fn advance(&mut self, tasks: &mut Tasks, step: &mut Step) {
        let (f, gradient) = &mut self.tried;
        tasks.evaluate(&step.next, f, gradient);
        let size = tasks.dimension();
        for (task, &f) in f.iter().enumerate() {
            let range = task * size..(task + 1) * size;
            let next = &mut step.next[range.clone()];
            let finite = |values: &[f32]| values.iter().all(|value| value.is_finite());
            let keeps_moving =
                self.moving[task] && f.is_finite() && finite(next) && finite(&gradient[range.clone()]);
            if keeps_moving {
                self.x[range.clone()].copy_from_slice(next);
                self.gradient[range.clone()].copy_from_slice(&gradient[range]);
                self.f[task] = f;
            } else {
                self.moving[task] = false;
                next.copy_from_slice(&self.x[range.clone()]);
                step.middle[range.clone()].copy_from_slice(&self.x[range]);
                step.element[task] = 0.0;
            }
        }
    }
}

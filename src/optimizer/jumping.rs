//! Gradient descent that teleports before some of its steps, without learning (paper, section 3.1).

use super::{Descent, Schedule, Step, UpdateRule, element_size};
use crate::objective::Tasks;
use crate::random::{Purpose, Random};
use crate::simd::scale;
use crate::symmetry::{ActionTape, GlForm, Outcome, ascend, steepest_angles};

/// Where a teleport goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Jump {
    /// To the largest gradient of the level set: globally in the plane, by gradient ascent on T for perceptrons.
    Oracle {
        /// Steps of gradient ascent.
        ascent: u32,
    },
    /// Anywhere: an angle uniform in [−π, π), or a T with normal entries.
    Random {
        /// Of the random numbers.
        seed: u64,
    },
}

/// `y = g·x` at the scheduled steps (else `y = x`), `x' = y − α∇f(y)`.
pub struct JumpingDescent {
    rate: f32,
    jump: Jump,
    schedule: Schedule,
    /// Frobenius norm of T, of every step of the ascent.
    norm: f32,
    tape: Option<ActionTape>,
    form: GlForm,
    time: u32,
    random: Random,
    /// f and ∇f at y.
    value: Vec<f32>,
    gradient: Vec<f32>,
    elements: Vec<f32>,
}

impl JumpingDescent {
    /// Step size `rate`; for perceptrons, T has Frobenius norm `norm` and acts in this form.
    pub fn new(rate: f32, jump: Jump, schedule: Schedule, norm: f32, form: GlForm) -> Self {
        JumpingDescent {
            rate,
            jump,
            schedule,
            norm,
            tape: None,
            form,
            time: 0,
            random: fresh(jump),
            value: Vec::new(),
            gradient: Vec::new(),
            elements: Vec::new(),
        }
    }

    /// Moves `step.middle` from the iterate to where the teleport goes.
    fn teleport(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        let group = tasks.group_dimension();
        let shape = tasks.shape().cloned();
        let (form, count) = (self.form, tasks.len());
        let tape = self.tape.get_or_insert_with(|| ActionTape::new(shape.as_ref(), count, 1, form));
        match self.jump {
            Jump::Oracle { ascent } => match tasks {
                Tasks::Plane(plane) => {
                    steepest_angles(plane, &descent.x, &mut self.elements);
                    tape.forward(0, tasks, &descent.x, &self.elements, &mut step.middle);
                }
                Tasks::Mlp(mlp) => {
                    step.middle.copy_from_slice(&descent.x);
                    ascend(
                        mlp,
                        form,
                        (ascent, self.norm),
                        &mut step.middle,
                        &mut step.element,
                        &mut step.singular,
                    );
                    return;
                }
            },
            Jump::Random { .. } => {
                for element in self.elements.chunks_exact_mut(group) {
                    draw(&mut self.random, element, self.norm);
                }
                tape.forward(0, tasks, &descent.x, &self.elements, &mut step.middle);
            }
        }
        for (task, element) in self.elements.chunks_exact(group).enumerate() {
            step.singular[task] = tape.outcomes(0)[task] == Outcome::Singular;
            step.element[task] = if step.singular[task] { 0.0 } else { element_size(element) };
        }
    }
}

impl UpdateRule for JumpingDescent {
    fn reset(&mut self, tasks: &Tasks) {
        self.time = 0;
        self.tape = None;
        self.random = fresh(self.jump);
        self.value = vec![0.0; tasks.len()];
        self.gradient = vec![0.0; tasks.len() * tasks.dimension()];
        self.elements = vec![0.0; tasks.len() * tasks.group_dimension()];
    }

    fn step(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        self.time += 1;
        step.jump_first = true;
        step.element.fill(0.0);
        step.singular.fill(false);
        step.alpha.fill(self.rate);
        if self.schedule.contains(self.time) {
            self.teleport(tasks, descent, step);
            tasks.evaluate(&step.middle, &mut self.value, &mut self.gradient);
        } else {
            step.middle.copy_from_slice(&descent.x);
            self.gradient.copy_from_slice(&descent.gradient);
        }
        for ((next, y), g) in step.next.iter_mut().zip(&step.middle).zip(&self.gradient) {
            *next = y - self.rate * g;
        }
    }
}

fn fresh(jump: Jump) -> Random {
    let seed = if let Jump::Random { seed } = jump { seed } else { 0 };
    Random::new(seed, Purpose::Teleports, 0)
}

/// An angle, or matrices of norm `norm` (together).
fn draw(random: &mut Random, element: &mut [f32], norm: f32) {
    if let [angle] = element {
        *angle = random.uniform(-std::f32::consts::PI, std::f32::consts::PI);
        return;
    }
    for value in &mut *element {
        *value = random.normal();
    }
    let factor = norm / element_size(element).max(f32::MIN_POSITIVE);
    scale(element, factor);
}

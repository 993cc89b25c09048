//! The group action on a whole batch, step after step of an unrolled segment.

use super::{GlAction, GlForm, GlRecord, GlWorkspace, Rotation};
use crate::objective::{MlpShape, Tasks, load, store};
use crate::simd::{F32x4, Lanes, WIDTH};

/// What became of a task's teleport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// None was to be made.
    #[default]
    Stayed,
    /// It was made.
    Teleported,
    /// It could not be made: `I + T` is singular, or activations lost their rank.
    Singular,
}

/// What the action leaves for the backward pass, for every step and task of a segment. Allocated once.
#[derive(Clone, Debug)]
pub struct ActionTape {
    form: GlForm,
    records: Records,
    /// [steps × tasks]
    outcomes: Vec<Outcome>,
    tasks: usize,
    work: GlWorkspace,
}

#[derive(Clone, Debug)]
enum Records {
    /// [steps × vectors]
    Plane(Vec<Option<Rotation<F32x4>>>),
    /// [steps × tasks]
    Mlp(Vec<GlRecord>),
}

impl ActionTape {
    /// Room for `steps` steps of `tasks` tasks.  shape: that of the perceptrons, where there are any.
    pub fn new(shape: Option<&MlpShape>, tasks: usize, steps: usize, form: GlForm) -> Self {
        let records = match shape {
            None => Records::Plane(vec![None; steps * tasks.div_ceil(WIDTH)]),
            Some(shape) => Records::Mlp(vec![GlRecord::new(shape); steps * tasks]),
        };
        ActionTape {
            form,
            records,
            outcomes: vec![Outcome::Stayed; steps * tasks],
            tasks,
            work: GlWorkspace::default(),
        }
    }

    /// Step `t`: moves `from` [tasks × dimension] by the elements `g` [tasks × group dimension] to `to`. A task whose
    /// teleport cannot be made stays where it is.
    ///
    /// # Panics
    /// If the tape was made for tasks of another kind.
    pub fn forward(&mut self, t: usize, tasks: &Tasks, from: &[f32], g: &[f32], to: &mut [f32]) {
        let outcomes = &mut self.outcomes[t * self.tasks..][..self.tasks];
        match (&mut self.records, tasks) {
            (Records::Plane(records), Tasks::Plane(plane)) => {
                let vectors = plane.packed().len();
                for (i, objective) in plane.packed().iter().enumerate() {
                    let rotation = Rotation::forward(objective, load(from, i), four(g, i));
                    store(rotation.point(), to, i);
                    records[t * vectors + i] = Some(rotation);
                }
                outcomes.fill(Outcome::Teleported);
            }
            (Records::Mlp(records), Tasks::Mlp(mlp)) => {
                let (size, group) = (tasks.dimension(), tasks.group_dimension());
                for (i, task) in mlp.tasks().iter().enumerate() {
                    let action = GlAction { shape: mlp.shape(), form: self.form, task };
                    let (from, to) = (&from[i * size..][..size], &mut to[i * size..][..size]);
                    let element = &g[i * group..][..group];
                    let done = action.forward(from, element, &mut records[t * self.tasks + i], to);
                    outcomes[i] = if done.is_ok() { Outcome::Teleported } else { Outcome::Singular };
                    if done.is_err() {
                        to.copy_from_slice(from);
                    }
                }
            }
            _ => panic!("a tape serves tasks of one kind"),
        }
    }

    /// Step `t` moves nothing.
    pub fn skip(&mut self, t: usize) {
        self.outcomes[t * self.tasks..][..self.tasks].fill(Outcome::Stayed);
    }

    /// What became of the teleports of step `t`, task by task.
    pub fn outcomes(&self, t: usize) -> &[Outcome] {
        &self.outcomes[t * self.tasks..][..self.tasks]
    }

    /// Step `t` backwards: replaces the gradient to the points after by that to the points before (`d`, [tasks × dimension]),
    /// and writes the gradient to the elements to `d_g` [tasks × group dimension].
    ///
    /// # Panics
    /// If the tape was made for tasks of another kind.
    pub fn backward(&mut self, t: usize, tasks: &Tasks, d: &mut [f32], d_g: &mut [f32]) {
        d_g.fill(0.0);
        let outcomes = &self.outcomes[t * self.tasks..][..self.tasks];
        match (&self.records, tasks) {
            (Records::Plane(records), Tasks::Plane(plane)) => {
                // In the plane a step teleports all tasks, or none.
                if outcomes.contains(&Outcome::Stayed) {
                    return;
                }
                let vectors = plane.packed().len();
                for (i, objective) in plane.packed().iter().enumerate() {
                    let Some(rotation) = records[t * vectors + i] else { continue };
                    let (d_theta, d_from) = rotation.backward(objective, load(d, i));
                    store(d_from, d, i);
                    for (d_g, d) in d_g[i * WIDTH..].iter_mut().zip(d_theta.to_array()) {
                        *d_g = d;
                    }
                }
            }
            (Records::Mlp(records), Tasks::Mlp(mlp)) => {
                let (size, group) = (tasks.dimension(), tasks.group_dimension());
                for (i, task) in mlp.tasks().iter().enumerate() {
                    if outcomes[i] != Outcome::Teleported {
                        continue;
                    }
                    let action = GlAction { shape: mlp.shape(), form: self.form, task };
                    let (d, d_g) = (&mut d[i * size..][..size], &mut d_g[i * group..][..group]);
                    action.backward(&records[t * self.tasks + i], &mut self.work, d, d_g);
                }
            }
            _ => panic!("a tape serves tasks of one kind"),
        }
    }
}

/// The values of the four tasks of vector `i`, the last one repeated where there are fewer.
#[inline(always)]
pub(crate) fn four(values: &[f32], i: usize) -> F32x4 {
    let last = values.len() - 1;
    F32x4::from_array(std::array::from_fn(|lane| values[(i * WIDTH + lane).min(last)]))
}

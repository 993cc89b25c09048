//! A batch of 2-D tasks, four to a vector.

use super::{Objective, Vector};
use crate::simd::{F32x4, Lanes, WIDTH};

/// Objectives of one batch, packed four to a vector. The last vector is filled up with copies of the last task.
#[derive(Clone, Debug)]
pub struct PlaneTasks {
    len: usize,
    packed: Vec<Objective<F32x4>>,
}

impl PlaneTasks {
    /// Packs `objectives`, which must not be empty and be of one family.
    ///
    /// # Panics
    /// If there is none, or families are mixed.
    pub fn new(objectives: &[Objective<f32>]) -> Self {
        let mut tasks = PlaneTasks { len: 0, packed: Vec::new() };
        tasks.replace(objectives);
        tasks
    }

    /// Packs other objectives in place of these, keeping the memory.
    ///
    /// # Panics
    /// As [`PlaneTasks::new`].
    pub fn replace(&mut self, objectives: &[Objective<f32>]) {
        assert!(!objectives.is_empty(), "a batch holds at least one task");
        self.len = objectives.len();
        self.packed.clear();
        self.packed.extend(objectives.chunks(WIDTH).map(pack));
    }

    /// Number of tasks.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Never: a batch holds at least one task.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The tasks, four to a vector.
    pub fn packed(&self) -> &[Objective<F32x4>] {
        &self.packed
    }

    /// `f` [tasks] and `∇f` [tasks × 2] at `x` [tasks × 2].
    pub fn evaluate(&self, x: &[f32], f: &mut [f32], gradient: &mut [f32]) {
        for (i, objective) in self.packed.iter().enumerate() {
            let (value, slope) = objective.value_and_gradient(load(x, i));
            let lanes = self.len.min((i + 1) * WIDTH) - i * WIDTH;
            f[i * WIDTH..][..lanes].copy_from_slice(&value.to_array()[..lanes]);
            store(slope, gradient, i);
        }
    }
}

/// The points of the four tasks of vector `i`, the last point repeated where there are fewer.  points: [tasks × 2]
#[inline]
pub fn load(points: &[f32], i: usize) -> Vector<F32x4> {
    let last = points.len() / 2 - 1;
    [0, 1].map(|axis| {
        F32x4::from_array(std::array::from_fn(|lane| points[2 * (i * WIDTH + lane).min(last) + axis]))
    })
}

/// Writes the points of the four tasks of vector `i`, without the copies that fill up the last vector.  points: [tasks × 2]
#[inline]
pub fn store(vector: Vector<F32x4>, points: &mut [f32], i: usize) {
    let [x, y] = vector.map(Lanes::to_array);
    for ((point, x), y) in points[2 * i * WIDTH..].chunks_exact_mut(2).zip(x).zip(y) {
        point.copy_from_slice(&[x, y]);
    }
}

/// A vector of four tasks from at most so many, the last one repeated.
fn pack(objectives: &[Objective<f32>]) -> Objective<F32x4> {
    Objective::side_by_side(std::array::from_fn(|lane| &objectives[lane.min(objectives.len() - 1)]))
}

//! A batch of tasks, four to a vector.

use super::{Booth, Objective, Polynomial, Rosenbrock, Vector};
use crate::simd::{F32x4, Lanes, Real, WIDTH};

/// Objectives of one batch, packed four to a vector. The last vector is filled up with copies of the last task.
#[derive(Clone, Debug)]
pub struct Tasks {
    len: usize,
    packed: Vec<Objective<F32x4>>,
}

/// One point per task, packed like [`Tasks`].
pub type Points = Vec<Vector<F32x4>>;

impl Tasks {
    /// Packs `objectives`, which must not be empty and be of one family.
    ///
    /// # Panics
    /// If there is none, or families are mixed.
    pub fn new(objectives: &[Objective<f32>]) -> Self {
        let mut tasks = Tasks { len: 0, packed: Vec::new() };
        tasks.replace(objectives);
        tasks
    }

    /// Packs other objectives in place of these, keeping the memory.
    ///
    /// # Panics
    /// As [`Tasks::new`].
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
}

/// Lane `i` of every parameter comes from `objectives[i]` (the last one repeated).
fn pack(objectives: &[Objective<f32>]) -> Objective<F32x4> {
    let lane = |i: usize| &objectives[i.min(objectives.len() - 1)];
    match lane(0) {
        Objective::Booth(_) => {
            let get = |read: &dyn Fn(&Booth<f32>) -> f32| gather(|i| booth(lane(i)), read);
            Objective::Booth(Booth {
                a: [0, 1].map(|r| [0, 1].map(|c| get(&|booth| booth.a[r][c]))),
                b: [0, 1].map(|r| get(&|booth| booth.b[r])),
            })
        }
        Objective::Rosenbrock(_) => {
            let get = |read: &dyn Fn(&Rosenbrock<f32>) -> f32| gather(|i| rosenbrock(lane(i)), read);
            Objective::Rosenbrock(Rosenbrock {
                a: get(&|r| r.a),
                b: get(&|r| r.b),
                c: Polynomial(std::array::from_fn(|k| get(&|r| r.c.0[k]))),
                d: Polynomial(std::array::from_fn(|k| get(&|r| r.d.0[k]))),
            })
        }
    }
}

fn gather<'a, F: 'a>(lane: impl Fn(usize) -> &'a F, read: &dyn Fn(&F) -> f32) -> F32x4 {
    F32x4::from_array(std::array::from_fn(|i| read(lane(i))))
}

fn booth(objective: &Objective<f32>) -> &Booth<f32> {
    match objective {
        Objective::Booth(booth) => booth,
        Objective::Rosenbrock(_) => panic!("a batch holds one family"),
    }
}

fn rosenbrock(objective: &Objective<f32>) -> &Rosenbrock<f32> {
    match objective {
        Objective::Rosenbrock(rosenbrock) => rosenbrock,
        Objective::Booth(_) => panic!("a batch holds one family"),
    }
}

/// Packs one point per task, the last vector filled up with the last point.
pub fn pack_points(points: &[Vector<f32>], packed: &mut Points) {
    packed.clear();
    packed.extend(points.chunks(WIDTH).map(|four| {
        let lane = |i: usize| four[i.min(four.len() - 1)];
        [0, 1].map(|axis| F32x4::from_array(std::array::from_fn(|i| lane(i)[axis])))
    }));
}

/// Lane `task % 4` of vector `task / 4`.
pub fn lane(packed: &[F32x4], task: usize) -> f32 {
    packed[task / WIDTH].to_array()[task % WIDTH]
}

/// The point of one task.
pub fn point(packed: &[Vector<F32x4>], task: usize) -> Vector<f32> {
    packed[task / WIDTH].map(|axis| axis.to_array()[task % WIDTH])
}

/// No task: a vector of zeros for each of `tasks`' vectors.
pub fn zeros(tasks: usize) -> Points {
    vec![[F32x4::of(0.0); 2]; tasks.div_ceil(WIDTH)]
}

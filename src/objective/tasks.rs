//! Tasks of either kind, one by one and in batches.

use super::{MlpShape, MlpTask, MlpTasks, Objective, PlaneTasks};

/// What is minimised in one task.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// A function of the plane.
    Plane(Objective<f32>),
    /// The data of a regression.
    Mlp(MlpTask),
}

/// A batch of tasks of one kind.
#[derive(Clone, Debug)]
pub enum Tasks {
    /// Functions of the plane.
    Plane(PlaneTasks),
    /// Regressions with perceptrons of one shape.
    Mlp(MlpTasks),
}

impl Tasks {
    /// A batch of functions of the plane, which must not be empty and be of one family.
    pub fn plane(objectives: &[Objective<f32>]) -> Self {
        Tasks::Plane(PlaneTasks::new(objectives))
    }

    /// A batch of these tasks.  shape: that of the perceptrons, where there are any.
    ///
    /// # Panics
    /// If there is no task, kinds or families are mixed, or a regression comes without a shape.
    pub fn new<'a>(tasks: impl IntoIterator<Item = &'a Task>, shape: Option<&MlpShape>) -> Self {
        let (mut objectives, mut regressions) = (Vec::new(), Vec::new());
        for task in tasks {
            match task {
                Task::Plane(objective) => objectives.push(*objective),
                Task::Mlp(regression) => regressions.push(regression.clone()),
            }
        }
        match (shape, objectives.is_empty(), regressions.is_empty()) {
            (_, false, true) => Tasks::plane(&objectives),
            (Some(shape), true, false) => Tasks::Mlp(MlpTasks::new(shape.clone(), regressions)),
            _ => panic!("a batch holds tasks of one kind, at least one"),
        }
    }

    /// Number of tasks.
    pub fn len(&self) -> usize {
        match self {
            Tasks::Plane(tasks) => tasks.len(),
            Tasks::Mlp(tasks) => tasks.len(),
        }
    }

    /// Never: a batch holds at least one task.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Number of parameters of one task: 2, or the weights of the perceptron.
    pub fn dimension(&self) -> usize {
        match self {
            Tasks::Plane(_) => 2,
            Tasks::Mlp(tasks) => tasks.shape().parameters(),
        }
    }

    /// The shape of the perceptrons, where there are any.
    pub fn shape(&self) -> Option<&MlpShape> {
        match self {
            Tasks::Plane(_) => None,
            Tasks::Mlp(tasks) => Some(tasks.shape()),
        }
    }

    /// Numbers of an element of the symmetry group: the angle, or the generators of all layers.
    pub fn group_dimension(&self) -> usize {
        match self {
            Tasks::Plane(_) => 1,
            Tasks::Mlp(tasks) => tasks.shape().group_dimension(),
        }
    }

    /// `f` [tasks] and `∇f` [tasks × dimension] at `x` [tasks × dimension].
    pub fn evaluate(&mut self, x: &[f32], f: &mut [f32], gradient: &mut [f32]) {
        match self {
            Tasks::Plane(tasks) => tasks.evaluate(x, f, gradient),
            Tasks::Mlp(tasks) => tasks.evaluate(x, f, gradient),
        }
    }
}

//! One description of an experiment, and what is done with it.
//!
//! A [`Config`] says everything: task, optimizers, meta-training, evaluation, view, seed. Its fields stand in one table
//! ([`FIELDS`]), from which the link codec, the validation messages and the page's form are derived. A [`Session`] trains and
//! evaluates one optimizer of it; [`plan`] lists them. [`owners`] reads weights that were trained elsewhere.

mod checkpoints;
mod choices;
mod config;
mod ellipse;
mod evaluation;
mod field;
mod fields;
pub mod figures;
mod landscape;
mod limits;
mod link;
mod marks;
mod plan;
mod presets;
mod projection;
mod scene;
mod session;
mod sketch;
mod statistics;
mod task_name;
mod trajectory;
mod tuning;
#[cfg(test)]
mod types;
mod verdict;
mod weights;

pub use crate::number::{nearest, number};
pub use choices::{
    AlphaMap, CarryName, Choice, DecayName, EstimatorName, FeaturesName, FigureName, GroundName, Loss, Lstms,
    Net, OptimizerName, TeleForm, ThetaInit, Weights,
};
pub use config::Config;
pub use ellipse::{Ellipse, Hold, drag, ellipse};
pub use field::{Concern, Field, FieldDescription, Group, Kind, When, describe};
pub use fields::FIELDS;
pub use landscape::{Palette, Picture, Reading, reading};
pub use limits::{Demand, MOST_BYTES, MOST_EVALUATION, MOST_OPERATIONS};
pub use link::{Decoded, LinkState, Problem, change, decode, encode, sealed};
pub use plan::{Job, experiment_fingerprint, plan};
pub use presets::{PRESETS, Preset};
pub use projection::{Projection, project};
pub use scene::{PlaneScene, Scene, scene};
pub use session::{Phase, Progress, Session};
pub use sketch::Sketch;
pub use statistics::{Details, Summary, share_below};
pub use task_name::TaskName;
pub use trajectory::{ARC_POINTS, Trajectory};
pub use verdict::{Announcement, Comparison, Place, Verdict, announce, compare};
pub use weights::{WeightsError, owners};

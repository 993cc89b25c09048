//! Engine of the L2O Playground: tiny LSTM optimizers, with and without symmetry teleportation, trained anywhere with the same bits.
//!
//! The mathematics follows G. Zamir, A. Dokania, B. Zhao, R. Yu, [*Improving Learning to Optimize Using Parameter
//! Symmetries*](https://arxiv.org/abs/2504.15399) (2025). A map of the crate, in the order in which modules depend on each other:
//!
//! | module | what it holds |
//! |---|---|
//! | [`simd`] | four `f32` lanes; matrix product, tanh, sigmoid, logarithm |
//! | [`nn`] | two-layer LSTM with a linear head: forward, BPTT, Adam |
//! | [`objective`] | what is minimised: three families of functions of the plane, perceptrons, and where tasks come from |
//! | [`symmetry`] | the group action g_θ and its derivatives |
//! | [`optimizer`] | update rules, hand-written and learned |
//! | [`meta`] | Algorithm 1: unrolled segments, meta-loss, trainer |
//! | [`experiment`] | one description of an experiment: fields, links, sessions, statistics |
//! | `wasm` | the boundary to the page; no logic |
//!
//! An experiment is described by a link, the same as in the page:
//!
//! ```
//! use l2o_playground::experiment::{Session, Summary, decode, experiment_fingerprint};
//!
//! let decoded = decode("#v=1&task=booth-fixed&opt=l2o,gd&runs=20&eval_tasks=16");
//! assert!(decoded.problems.is_empty()); // fields that the link asks for in vain
//! let mut summaries: Vec<Summary> = Vec::new();
//! for &optimizer in &decoded.config.optimizers {
//!     let mut session = Session::new(decoded.config.clone(), optimizer);
//!     session.finish(); // or advance(), a small step at a time
//!     summaries.extend(session.summary().cloned());
//! }
//! assert!(summaries.iter().all(|summary| summary.median_final < 1e-3));
//! let hashes = summaries.iter().map(|summary| (summary.optimizer, summary.hash.as_str()));
//! assert_eq!(experiment_fingerprint(hashes), "bd308a309f07897a");
//! ```
//!
//! As a library it needs no default features (`cargo add l2o-playground --no-default-features`): they are those of the command
//! line program `l2o`.
//!
//! Everything is a deterministic function of the experiment's description: no clock, no thread, no platform
//! mathematics below [`experiment`], so that the same link gives the same iterates bit for bit on every machine.

pub mod experiment;
pub mod fingerprint;
pub mod inverse;
pub mod meta;
pub mod nn;
mod number;
pub mod objective;
pub mod optimizer;
pub mod random;
pub mod simd;
pub mod symmetry;
mod text;
pub mod theory;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

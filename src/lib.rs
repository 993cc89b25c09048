//! Engine of the L2O Playground: tiny LSTM optimizers, with and without symmetry teleportation, trained anywhere with the same bits.
//!
//! The mathematics follows G. Zamir, A. Dokania, B. Zhao, R. Yu, *Improving Learning to Optimize Using Parameter
//! Symmetries* (2025). A map of the crate, in the order in which modules depend on each other:
//!
//! | module | what it holds |
//! |---|---|
//! | [`simd`] | four `f32` lanes; matrix product, tanh, sigmoid, logarithm |
//! | [`nn`] | two-layer LSTM with a linear head: forward, BPTT, Adam |
//! | [`objective`] | what is minimised: generalized Booth and Rosenbrock, and their distributions |
//! | [`symmetry`] | the group action g_θ and its derivatives |
//! | [`optimizer`] | update rules, hand-written and learned |
//! | [`meta`] | Algorithm 1: unrolled segments, meta-loss, trainer |
//! | [`experiment`] | one description of an experiment: fields, links, sessions, statistics |
//! | `wasm` | the boundary to the page; no logic |
//!
//! Everything is a deterministic function of the experiment's description: no clock, no thread, no platform
//! mathematics below [`experiment`], so that the same link gives the same iterates bit for bit on every machine.

pub mod experiment;
pub mod fingerprint;
pub mod inverse;
pub mod meta;
pub mod nn;
pub mod objective;
pub mod optimizer;
pub mod random;
pub mod simd;
pub mod symmetry;
mod text;
pub mod theory;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

//! Perceptrons in `f64`, by plain loops, and random ones that stay away from the kink of σ.

use l2o_playground::objective::{MlpShape, MlpTask};
use l2o_playground::random::{Purpose, Random};

/// A task with weights.
#[derive(Debug)]
pub struct Perceptron {
    pub shape: MlpShape,
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub weights: Vec<f32>,
}

impl Perceptron {
    /// Normal entries; drawn again until no pre-activation of a hidden layer is nearer to 0 than `gap`.
    pub fn random(shape: &MlpShape, random: &mut Random, gap: f64) -> Self {
        loop {
            let mut draw = |size: usize| -> Vec<f32> { (0..size).map(|_| random.normal()).collect() };
            let (x, y) =
                (draw(shape.widths[0] * shape.samples), draw(shape.widths[shape.depth()] * shape.samples));
            let weights = draw(shape.parameters());
            let drawn = Perceptron { shape: shape.clone(), x, y, weights };
            if drawn.hidden().iter().all(|z| z.abs() > gap) {
                return drawn;
            }
        }
    }

    /// `L(W)`
    pub fn loss(&self, weights: &[f64]) -> f64 {
        self.run(weights, &[]).0
    }

    /// `L(W)` as it goes on, without kinks, from the piece of σ on which the weights lie.
    pub fn loss_of_piece(&self, weights: &[f64]) -> f64 {
        self.run(weights, &self.hidden()).0
    }

    /// Pre-activations of the hidden layers, sample after sample.
    fn hidden(&self) -> Vec<f64> {
        self.run(&super::widened(&self.weights), &[]).1
    }

    /// The task as the engine has it.
    pub fn task(&self) -> MlpTask {
        match MlpTask::new(&self.shape, self.x.clone(), self.y.clone()) {
            Ok(task) => task,
            Err(error) => panic!("{error}: {self:?}"),
        }
    }

    /// L and the hidden pre-activations. The signs of `piece`, if there are any, choose the slopes of σ.
    fn run(&self, weights: &[f64], piece: &[f64]) -> (f64, Vec<f64>) {
        let (widths, samples) = (&self.shape.widths, self.shape.samples);
        let (mut loss, mut hidden) = (0.0, Vec::new());
        for sample in 0..samples {
            let column = |of: &[f32], rows: usize| -> Vec<f64> {
                (0..rows).map(|row| f64::from(of[row * samples + sample])).collect()
            };
            let mut h = column(&self.x, widths[0]);
            let mut first = 0;
            for layer in 1..widths.len() {
                let rows = weights[first..].chunks_exact(h.len()).take(widths[layer]);
                let z: Vec<f64> = rows.map(|row| row.iter().zip(&h).map(|(w, h)| w * h).sum()).collect();
                first += widths[layer] * h.len();
                h = if layer + 1 < widths.len() {
                    let sigma = |z: f64| {
                        let side = piece.get(hidden.len()).copied().unwrap_or(z);
                        hidden.push(z);
                        if side > 0.0 { z } else { 0.1 * z }
                    };
                    z.into_iter().map(sigma).collect()
                } else {
                    z
                };
            }
            let y = column(&self.y, widths[widths.len() - 1]);
            loss += h.iter().zip(&y).map(|(o, y)| 0.5 * (y - o) * (y - o)).sum::<f64>();
        }
        (loss, hidden)
    }
}

/// Random numbers of a test.
pub fn stream(seed: u64) -> Random {
    Random::new(seed, Purpose::Weights, 0)
}

/// The gradient of `f` at `at`, by central differences.
pub fn slopes(at: &[f64], step: f64, f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let moved = |i: usize, by: f64| {
        let mut there = at.to_vec();
        there[i] += by;
        f(&there)
    };
    (0..at.len()).map(|i| (moved(i, step) - moved(i, -step)) / (2.0 * step)).collect()
}

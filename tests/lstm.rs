//! The LSTM is the one of the textbooks: forward as its equations in `f64`, backward as their finite differences, for
//! every awkward shape; padding stays out of it, and a carried state continues a sequence exactly.

mod support;

use l2o_playground::nn::{Adam, AdamSettings, Lstm, Shape, Tape};
use l2o_playground::random::{Purpose, Random};
use proptest::prelude::*;
use support::network::{Named, Network, named, numeric_gradient, numeric_slope, worst_tensor};
use support::{agree, bits, cases, widened};

/// A network, a sequence for it, and the weights of a loss `Σ_t Σ out[t]·r[t]`.
#[derive(Clone, Debug)]
struct Sequence {
    network: Lstm,
    rows: usize,
    steps: usize,
    /// [steps × rows × input]
    z: Vec<f32>,
    /// [steps × rows × output]
    r: Vec<f32>,
}

/// Hidden sizes include those that are not multiples of four.
fn sequences() -> impl Strategy<Value = Sequence> {
    let shapes = (1..=5_usize, 1..=9_usize, 1..=3_usize);
    (shapes, 1..=5_usize, 1..=6_usize, any::<u64>()).prop_map(
        |((input, hidden, output), rows, steps, seed)| {
            let mut random = Random::new(seed, Purpose::Weights, 0);
            let mut draw = |limit: f32| random.uniform(-limit, limit);
            Sequence {
                network: Lstm::initialized(Shape { input, hidden, output }, || draw(1.0)),
                rows,
                steps,
                z: (0..steps * rows * input).map(|_| draw(2.0)).collect(),
                r: (0..steps * rows * output).map(|_| 1.0 + draw(0.5)).collect(),
            }
        },
    )
}

/// What one pass forward and backward computes.
struct Pass {
    /// [steps × rows × output]
    outputs: Vec<f32>,
    /// [steps × rows × input]
    d_z: Vec<f32>,
    /// Laid out like the weights.
    gradient: Vec<f32>,
}

impl Sequence {
    fn shape(&self) -> Shape {
        *self.network.shape()
    }

    /// Steps `from..to` forward on `tape`, whose state must be the one before step `from`. The outputs.
    fn forward(&self, tape: &mut Tape, from: usize, to: usize) -> Vec<f32> {
        let mut outputs = Vec::new();
        for step in from..to {
            let t = tape.next_step();
            for row in 0..self.rows {
                tape.input_mut(t, row).copy_from_slice(chunk(
                    &self.z,
                    step * self.rows + row,
                    self.shape().input,
                ));
            }
            self.network.forward(tape, t);
            (0..self.rows).for_each(|row| outputs.extend_from_slice(tape.output(t, row)));
        }
        outputs
    }

    fn pass(&self) -> Pass {
        let shape = self.shape();
        let mut tape = Tape::new(&shape, self.rows, self.steps);
        let outputs = self.forward(&mut tape, 0, self.steps);
        let mut d_z = vec![0.0; self.z.len()];
        tape.start_backward();
        for t in (0..self.steps).rev() {
            for row in 0..self.rows {
                tape.d_output_mut(t, row).copy_from_slice(chunk(&self.r, t * self.rows + row, shape.output));
            }
            self.network.backward(&mut tape, t);
            self.network.input_gradient(&mut tape, t);
            for row in 0..self.rows {
                let start = (t * self.rows + row) * shape.input;
                d_z[start..start + shape.input].copy_from_slice(tape.d_input(row));
            }
        }
        let mut gradient = vec![0.0; self.network.weights().len()];
        self.network.weight_gradient(&tape, &mut gradient);
        Pass { outputs, d_z, gradient }
    }

    /// The outputs of `network`, in `f64`, on inputs `z`.
    fn reference(&self, network: &Network, z: &[f64]) -> Vec<f64> {
        let mut states = vec![network.start(); self.rows];
        let rows = z.chunks_exact(self.shape().input).enumerate();
        rows.flat_map(|(at, z)| network.step(&mut states[at % self.rows], z)).collect()
    }

    /// `Σ_t Σ out[t]·r[t]`
    fn loss(&self, network: &Network, z: &[f64]) -> f64 {
        let outputs = self.reference(network, z);
        outputs.iter().zip(&self.r).map(|(output, &r)| output * f64::from(r)).sum()
    }

    /// Which elements of a flat vector are weights; the others are padding.
    fn is_weight(&self) -> Vec<bool> {
        let len = self.network.weights().len();
        let positions: Vec<f32> = (0..len).map(|at| at as f32).collect();
        let mut used = vec![false; len];
        let tensors = self.network.tensors_of(&positions);
        tensors.iter().flat_map(|tensor| &tensor.values).for_each(|&at| used[at as usize] = true);
        used
    }
}

fn chunk(values: &[f32], index: usize, size: usize) -> &[f32] {
    &values[index * size..][..size]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn outputs_are_those_of_the_equations(sequence in sequences()) {
        let expected = sequence.reference(&Network::of(&sequence.network), &widened(&sequence.z));
        // Terms of an output may cancel: what is left is no measure of their errors.
        agree(&format_args!("{:?}", sequence.shape()), &widened(&sequence.pass().outputs), &expected, 1e-5)?;
    }

    #[test]
    fn a_carried_state_continues_the_sequence_to_the_bit(sequence in sequences(), cut in 0..6_usize) {
        let shape = sequence.shape();
        let cut = cut.min(sequence.steps);
        let mut tape = Tape::new(&shape, sequence.rows, sequence.steps);
        let whole = sequence.forward(&mut tape, 0, sequence.steps);
        // The same tape again, as the trainer uses it: what the run before left there must not matter.
        tape.reset();
        let mut parts = sequence.forward(&mut tape, 0, cut);
        tape.carry();
        parts.extend(sequence.forward(&mut tape, cut, sequence.steps));
        prop_assert_eq!(bits(&whole), bits(&parts), "{:?} cut at {} of {}", shape, cut, sequence.steps);
    }

    #[test]
    fn padding_never_learns(sequence in sequences()) {
        let is_weight = sequence.is_weight();
        prop_assert_eq!(is_weight.iter().filter(|&&used| used).count(), sequence.shape().weights());
        let mut trained = sequence.clone();
        let mut adam = Adam::new(is_weight.len(), AdamSettings::default());
        for _ in 0..3 {
            let Pass { gradient, .. } = trained.pass();
            trained.network.update(|weights| adam.step(weights, &gradient, 1.0, 0.1));
        }
        let padding = || is_weight.iter().zip(trained.network.weights()).filter(|(used, _)| !**used);
        prop_assert!(padding().all(|(_, weight)| weight.to_bits() == 0), "{:?}", sequence.shape());
        prop_assert!(trained.network.weights() != sequence.network.weights(), "nothing was learned");
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn gradients_are_those_of_finite_differences(sequence in sequences()) {
        let networks = [Network::of(&sequence.network)];
        let z = widened(&sequence.z);
        let Pass { gradient, d_z, .. } = sequence.pass();
        let mut numeric = numeric_gradient(&networks, 0, |moved| sequence.loss(&moved[0], &z));
        let mut analytic = named(&sequence.network, &gradient);
        let d_z_numeric = (0..z.len()).map(|at| numeric_slope(|by| {
            let mut z = z.clone();
            z[at] += by;
            sequence.loss(&networks[0], &z)
        }));
        numeric.push(Named { name: "inputs".into(), values: d_z_numeric.collect() });
        analytic.push(Named { name: "inputs".into(), values: widened(&d_z) });
        let (name, error) = worst_tensor(&analytic, &numeric, 0.01);
        let case = format!("{:?}, {} rows, {} steps", sequence.shape(), sequence.rows, sequence.steps);
        prop_assert!(error <= 1e-4, "{name} of {case}: off by {error:.1e}");
    }
}

#[test]
fn a_network_with_a_zero_head_returns_zero() {
    let shape = Shape { input: 2, hidden: 5, output: 3 };
    let mut random = Random::new(1, Purpose::Weights, 0);
    let mut network = Lstm::initialized(shape, || random.uniform(-1.0, 1.0));
    network.zero_outputs(0..3);
    let mut tape = Tape::new(&shape, 1, 1);
    let t = tape.next_step();
    tape.input_mut(t, 0).copy_from_slice(&[1.0, -2.0]);
    network.forward(&mut tape, t);
    assert_eq!(bits(tape.output(t, 0)), [0; 3]);
}

//! Adam is the one of the paper and of PyTorch, in plain `f64`, with the gradient scaled first.

mod support;

use l2o_playground::nn::{Adam, AdamSettings};
use l2o_playground::objective::{Booth, Objective, Tasks};
use l2o_playground::optimizer::{AdaptiveMoments, Descent, Step, UpdateRule};
use l2o_playground::random::{Purpose, Random};
use support::{bits, relative_error, widened};

const SIZE: usize = 12;

/// Adam as Kingma and Ba write it.
struct Reference {
    settings: AdamSettings,
    moments: Vec<[f64; 2]>,
    steps: i32,
}

impl Reference {
    fn new(size: usize, settings: AdamSettings) -> Self {
        Reference { settings, moments: vec![[0.0; 2]; size], steps: 0 }
    }

    fn step(&mut self, weights: &mut [f64], gradient: &[f64], rate: f64) {
        self.steps += 1;
        let [beta1, beta2, epsilon] =
            [self.settings.beta1, self.settings.beta2, self.settings.epsilon].map(f64::from);
        for ((weight, &g), [m, v]) in weights.iter_mut().zip(gradient).zip(&mut self.moments) {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * g * g;
            let (m_hat, v_hat) = (*m / (1.0 - beta1.powi(self.steps)), *v / (1.0 - beta2.powi(self.steps)));
            *weight -= rate * m_hat / (v_hat.sqrt() + epsilon);
        }
    }
}

/// A gradient whose coordinates differ by orders of magnitude.
fn gradient(random: &mut Random) -> Vec<f32> {
    (-8_i32..).take(SIZE).map(|power| random.normal() * 10.0_f32.powi(power)).collect()
}

const SETTINGS: [AdamSettings; 3] = [
    AdamSettings { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    AdamSettings { beta1: 0.0, beta2: 0.5, epsilon: 1e-3 },
    AdamSettings { beta1: 0.5, beta2: 0.9, epsilon: 1.0 },
];

#[test]
fn a_hundred_steps_end_where_those_of_the_paper_end() {
    assert_eq!(AdamSettings::default(), SETTINGS[0]);
    for settings in SETTINGS {
        for scale in [1.0, 0.01, 3.0] {
            let mut random = Random::new(1, Purpose::Weights, 0);
            let (mut adam, mut reference) = (Adam::new(SIZE, settings), Reference::new(SIZE, settings));
            let mut weights = vec![0.0; SIZE];
            let mut expected = vec![0.0; SIZE];
            for step in 0_u8..100 {
                let rate = 0.1 / (1.0 + f32::from(step));
                let gradient = gradient(&mut random);
                adam.step(&mut weights, &gradient, scale, rate);
                let scaled: Vec<f64> = widened(&gradient).iter().map(|g| g * f64::from(scale)).collect();
                reference.step(&mut expected, &scaled, f64::from(rate));
            }
            let error = relative_error(&widened(&weights), &expected);
            assert!(error <= 1e-5, "{settings:?}, scale {scale}: off by {error:.1e}");
        }
    }
}

#[test]
fn the_scale_multiplies_the_gradient() {
    let mut random = Random::new(2, Purpose::Weights, 0);
    let (mut scaled, mut plain) = (Adam::new(SIZE, SETTINGS[1]), Adam::new(SIZE, SETTINGS[1]));
    let (mut left, mut right) = (vec![0.0; SIZE], vec![0.0; SIZE]);
    for _ in 0..10 {
        let gradient = gradient(&mut random);
        scaled.step(&mut left, &gradient, 0.25, 0.1);
        plain.step(&mut right, &gradient.iter().map(|g| 0.25 * g).collect::<Vec<_>>(), 1.0, 0.1);
    }
    assert_eq!(bits(&left), bits(&right));
}

#[test]
fn a_gradient_of_zero_moves_nothing() {
    let mut adam = Adam::new(SIZE, AdamSettings::default());
    let mut weights = vec![1.5; SIZE];
    adam.step(&mut weights, &[0.0; SIZE], 1.0, 0.1);
    assert_eq!(bits(&weights), bits(&[1.5; SIZE]));
}

#[test]
#[should_panic(expected = "lengths differ")]
fn a_gradient_of_another_length_is_refused() {
    Adam::new(SIZE, AdamSettings::default()).step(&mut [0.0; SIZE], &[0.0; SIZE - 4], 1.0, 0.1);
}

#[test]
fn adam_as_a_baseline_is_the_same_adam() {
    let objective = Objective::Booth(Booth { a: [[1.0, 0.5], [-0.25, 2.0]], b: [0.5, -1.0] });
    let mut tasks = Tasks::plane(&[objective]);
    let (mut descent, mut step) = (Descent::new(1, 2), Step::new(1, 2));
    for settings in SETTINGS {
        let mut rule = AdaptiveMoments::new(0.05, settings);
        rule.reset(&tasks);
        descent.start(&mut tasks, &[1.5, -2.0]);
        let mut reference = Reference::new(2, settings);
        let mut x = [1.5, -2.0];
        let exact = objective.map(f64::from);
        for _ in 0..50 {
            rule.step(&mut tasks, &descent, &mut step);
            descent.advance(&mut tasks, &mut step);
            let (_, gradient) = exact.value_and_gradient(x);
            reference.step(&mut x, &gradient, f64::from(0.05_f32));
        }
        let error = relative_error(&widened(&descent.x), &x);
        assert!(error <= 1e-5, "{settings:?}: {:?} vs {x:?}", descent.x);
    }
}

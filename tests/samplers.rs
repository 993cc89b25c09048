//! The four distributions of tasks are the paper's, their rejection does what it says, and streams of random numbers are
//! functions of seed, purpose and index alone.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::experiment::{Config, TaskName};
use l2o_playground::objective::{
    Booth, Distribution, FamilyName, Objective, Polynomial, Rosenbrock, Sample, Spiral,
};
use l2o_playground::random::{Purpose, Random};
use support::specs::plane;

const PURPOSES: [Purpose; 4] = [Purpose::Weights, Purpose::Training, Purpose::Evaluation, Purpose::Tuning];
const DRAWS: usize = 40_000;

const BOOTH: Distribution = Distribution::Variable { family: FamilyName::Booth, min_det: 0.0 };
const ROSENBROCK: Distribution = Distribution::Variable { family: FamilyName::Rosenbrock, min_det: 0.0 };
const SPIRAL: Distribution = Distribution::Variable { family: FamilyName::Spiral, min_det: 0.0 };
const FIXED_BOOTH: Distribution = Distribution::Fixed(Objective::Booth(Booth::FIG3));
const FIXED_ROSENBROCK: Distribution = Distribution::Fixed(Objective::Rosenbrock(Rosenbrock::FIG5));

fn of_task(task: TaskName) -> Distribution {
    Config { task, min_det: 0.25, ..Config::default() }.distribution()
}

fn draw(distribution: &Distribution, seed: u64, count: usize) -> Vec<Sample> {
    let mut random = Random::new(seed, Purpose::Training, 0);
    (0..count).map(|_| distribution.sample(&mut random)).collect()
}

/// Everything random in a sample, and whether the rest is what it should be.
fn parameters(sample: &Sample) -> Vec<f32> {
    let mut all = match plane(sample).0 {
        Objective::Booth(Booth { a: [[a, b], [c, d]], b: [e, f] }) => vec![a, b, c, d, e, f],
        Objective::Rosenbrock(Rosenbrock { a, b, c, d }) => {
            assert_eq!((c.0[1], c.0[2], d.0[3], d.0[4]), (0.0, 0.0, 0.0, 0.0), "c is constant, d quadratic");
            vec![a, b, c.0[0], d.0[0], d.0[1], d.0[2]]
        }
        Objective::Spiral(Spiral { a: [[a, b], [c, d]], m: [x, y], k }) => vec![a, b, c, d, x, y, 2.0 * k],
    };
    all.extend(&sample.start);
    all
}

/// Fails unless the numbers look like independent draws from N(0, 1): mean, variance, fourth moment, share inside ±1.
fn assert_standard_normal(what: &str, values: &[f32]) {
    let count = values.len() as f64;
    let mean = |of: fn(f64) -> f64| values.iter().map(|&value| of(f64::from(value))).sum::<f64>() / count;
    // Five standard deviations of each estimate.
    let within =
        |got: f64, expected: f64, variance: f64| (got - expected).abs() < 5.0 * (variance / count).sqrt();
    let moments = [mean(|x| x), mean(|x| x * x), mean(|x| x.powi(4)), mean(|x| f64::from(x.abs() < 1.0))];
    let fit = [
        within(moments[0], 0.0, 1.0),
        within(moments[1], 1.0, 2.0),
        within(moments[2], 3.0, 96.0),
        within(moments[3], 0.682_689, 0.216_625),
    ];
    assert_eq!(fit, [true; 4], "{what}: mean, variance, fourth moment and share inside ±1 are {moments:?}");
}

#[test]
fn fixed_distributions_have_the_parameters_of_the_paper() {
    let booth = Booth { a: [[0.5, 0.0], [0.0, 3.0]], b: [0.0, 0.0] };
    let rosenbrock = Rosenbrock {
        a: 1.0,
        b: -1.0,
        c: Polynomial([-2.0, 0.0, 0.0]),
        d: Polynomial([0.0, 0.0, 0.4, 0.0, 0.0]),
    };
    assert_eq!(of_task(TaskName::BoothFixed), Distribution::Fixed(Objective::Booth(booth)));
    assert_eq!(of_task(TaskName::RosenbrockFixed), Distribution::Fixed(Objective::Rosenbrock(rosenbrock)));
    assert_eq!(
        of_task(TaskName::BoothVariable),
        Distribution::Variable { family: FamilyName::Booth, min_det: 0.25 }
    );
    assert_eq!(
        of_task(TaskName::RosenbrockVariable),
        Distribution::Variable { family: FamilyName::Rosenbrock, min_det: 0.25 }
    );
    for sample in draw(&FIXED_BOOTH, 1, 10) {
        assert_eq!((plane(&sample).0, sample.rejected), (Objective::Booth(booth), 0));
    }
}

#[test]
fn only_fixed_distributions_are_fixed() {
    assert!(FIXED_BOOTH.is_fixed() && FIXED_ROSENBROCK.is_fixed());
    assert!(!BOOTH.is_fixed() && !ROSENBROCK.is_fixed());
}

#[test]
fn every_parameter_and_both_coordinates_of_the_start_are_standard_normal() {
    for distribution in [BOOTH, ROSENBROCK, SPIRAL] {
        let samples: Vec<Vec<f32>> = draw(&distribution, 2, DRAWS).iter().map(parameters).collect();
        for i in 0..samples[0].len() {
            let values: Vec<f32> = samples.iter().map(|sample| sample[i]).collect();
            assert_standard_normal(&format!("number {i} of {distribution:?}"), &values);
        }
    }
    for distribution in [FIXED_BOOTH, FIXED_ROSENBROCK] {
        let samples = draw(&distribution, 3, DRAWS);
        for axis in [0, 1] {
            let values: Vec<f32> = samples.iter().map(|sample| sample.start[axis]).collect();
            assert_standard_normal("start", &values);
        }
    }
}

#[test]
fn parameters_do_not_depend_on_each_other() {
    for distribution in [BOOTH, ROSENBROCK, SPIRAL] {
        let samples: Vec<Vec<f32>> = draw(&distribution, 4, DRAWS).iter().map(parameters).collect();
        for (i, j) in (0..samples[0].len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
            let products = samples.iter().map(|s| f64::from(s[i]) * f64::from(s[j]));
            let correlation = products.sum::<f64>() / DRAWS as f64;
            let limit = 5.0 / (DRAWS as f64).sqrt();
            assert!(correlation.abs() < limit, "numbers {i} and {j} of {distribution:?}: {correlation}");
        }
    }
}

#[test]
fn rejection_takes_the_first_draw_that_is_far_enough_from_singular_and_counts_the_others() {
    let bound = 0.5;
    for (plain, bounded) in [
        (BOOTH, Distribution::Variable { family: FamilyName::Booth, min_det: bound }),
        (ROSENBROCK, Distribution::Variable { family: FamilyName::Rosenbrock, min_det: bound }),
    ] {
        let mut total = 0;
        for index in 0..1000 {
            let sample = bounded.sample(&mut Random::new(5, Purpose::Evaluation, index));
            assert!(plane(&sample).0.margin() >= bound, "{sample:?}");
            // The same stream without the bound: objectives are drawn one after the other, the start after the last.
            let mut random = Random::new(5, Purpose::Evaluation, index);
            for _ in 0..sample.rejected {
                let numbers: [f32; 6] = std::array::from_fn(|_| random.normal());
                let [a, b, c, d, ..] = numbers;
                let near_singular = match plain {
                    BOOTH => (a * d - b * c).abs() < bound,
                    _ => a.abs() < bound || c.abs() < bound,
                };
                assert!(near_singular, "{numbers:?} was rejected");
            }
            assert_eq!(plain.sample(&mut random), Sample { rejected: 0, ..sample });
            total += sample.rejected;
        }
        assert!(total > 300, "{bounded:?} rejected only {total} of some thousand draws");
    }
}

#[test]
fn the_same_stream_gives_the_same_samples() {
    for distribution in [BOOTH, ROSENBROCK, FIXED_BOOTH] {
        assert_eq!(draw(&distribution, 6, 100), draw(&distribution, 6, 100));
    }
}

#[test]
fn streams_of_another_seed_purpose_or_index_are_others() {
    let mut seen = std::collections::BTreeMap::new();
    for seed in [0, 1, 2, u64::from(u32::MAX), u64::MAX] {
        for purpose in PURPOSES {
            for index in [0, 1, 2, 3, 4095, u64::MAX] {
                let mut random = Random::new(seed, purpose, index);
                let first: [u32; 2] = std::array::from_fn(|_| random.normal().to_bits());
                let stream = (seed, purpose, index);
                let before = seen.insert(first, stream);
                assert!(before.is_none(), "{stream:?} begins like {before:?}");
            }
        }
    }
}

#[test]
fn neighbouring_streams_are_uncorrelated() {
    let first = |index: u64| f64::from(Random::new(7, Purpose::Evaluation, index).normal());
    let products = (0..DRAWS as u64).map(|index| first(index) * first(index + 1));
    let correlation = products.sum::<f64>() / DRAWS as f64;
    assert!(correlation.abs() < 5.0 / (DRAWS as f64).sqrt(), "correlation {correlation}");
}

#[test]
fn uniform_numbers_fill_their_interval_and_stay_below_its_end() {
    let mut random = Random::new(8, Purpose::Weights, 0);
    let values: Vec<f32> = (0..DRAWS).map(|_| random.uniform(-3.0, 5.0)).collect();
    assert!(values.iter().all(|value| (-3.0..5.0).contains(value)));
    for tenth in 0..10_u8 {
        let low = -3.0 + 0.8 * f32::from(tenth);
        let share =
            values.iter().filter(|value| (low..low + 0.8).contains(*value)).count() as f64 / DRAWS as f64;
        assert!((share - 0.1).abs() < 5.0 * (0.09 / DRAWS as f64).sqrt(), "from {low}: {share}");
    }
}

#[test]
fn uniform_numbers_never_reach_the_end_of_their_interval() {
    // The one stream in some thirty million whose first number has 24 leading ones after the point.
    let first = Random::new(0, Purpose::Weights, 9_226_236).uniform(0.0, 1.0);
    assert!(first < 1.0, "uniform in [0, 1) gave {first}");
}

//! Summaries say what their names say: quartiles with interpolation, means, and the logarithm over all steps but the start.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

use l2o_playground::experiment::{Details, Summary, share_below};

/// Four tasks, two steps.
fn summary() -> Summary {
    let values = [[8.0, 4.0, 1.0], [6.0, 2.0, 3.0], [9.0, 0.0, 2.0], [7.0, 1.0, 10.0]].map(Vec::from);
    Summary::new("gd", (0xab, "ab".into()), (Some(0.5), 30), &values, 1)
}

#[test]
fn quartiles_are_interpolated_between_order_statistics() {
    let summary = summary();
    assert_eq!(summary.q1, [6.75, 0.75, 1.75]);
    assert_eq!(summary.median, [7.5, 1.5, 2.5]);
    assert_eq!(summary.q3, [8.25, 2.5, 4.75]);
    assert_eq!((summary.q1_final, summary.median_final, summary.q3_final), (1.75, 2.5, 4.75));
}

#[test]
fn means_are_over_tasks_and_the_logarithm_over_steps_too() {
    let summary = summary();
    assert_eq!(summary.mean_final, 4.0);
    let logs = [4.0, 1.0, 2.0, 3.0, 0.0, 2.0, 1.0, 10.0_f64].map(f64::ln_1p);
    assert!(
        (f64::from(summary.mean_log) - logs.iter().sum::<f64>() / 8.0).abs() < 1e-6,
        "{}",
        summary.mean_log
    );
}

#[test]
fn details_hold_areas_deciles_and_what_ended_above_its_start() {
    let values = [[8.0, 10.0, 1.0], [6.0, 0.0, 7.0], [9.0, 1.0, 100.0]].map(Vec::from);
    let details = Details::new(&values);
    let exact = [0.5, 0.5 * (7.0_f64.log10() - 14.0), 1.0];
    for (area, exact) in details.area_log.iter().zip(exact) {
        assert!((f64::from(*area) - exact).abs() < 1e-5, "{area} {exact}");
    }
    assert_eq!(details.worse, 2);
    assert!((details.p10[0] - 6.4).abs() < 1e-5 && (details.p90[2] - 81.4).abs() < 1e-4, "{details:?}");
}

#[test]
fn what_was_given_is_passed_on() {
    let summary = summary();
    assert_eq!((summary.optimizer, summary.hash.as_str()), ("gd", "00000000000000ab"));
    assert_eq!((summary.step_size, summary.meta_updates), (Some(0.5), 30));
    assert_eq!((summary.tasks, summary.steps, summary.diverged), (4, 2, 1));
}

#[test]
fn one_task_is_its_own_quartiles() {
    let summary = Summary::new("adam", (0, String::new()), (None, 7), &[vec![3.0, f32::MAX]], 1);
    assert_eq!([summary.q1_final, summary.median_final, summary.q3_final, summary.mean_final], [f32::MAX; 4]);
    assert_eq!((summary.median, summary.step_size), (vec![3.0, f32::MAX], None));
}

#[test]
fn the_last_values_are_kept_task_by_task() {
    assert_eq!(summary().finals, [1.0, 3.0, 2.0, 10.0]);
}

#[test]
fn a_share_counts_tasks_and_half_of_the_draws() {
    assert_eq!(share_below(&[1.0, 2.0, 3.0, 4.0], &[2.0, 2.0, 9.0, 1.0]), 0.625);
    assert_eq!(share_below(&[2.0, 2.0, 9.0, 1.0], &[1.0, 2.0, 3.0, 4.0]), 0.375);
    assert_eq!(share_below(&[], &[]), 0.5);
}

//! What is painted of a function: its height as a colour, whatever part of the picture is asked for.
#![allow(clippy::unwrap_used)] // a failed unwrap is a failed test

mod support;

use l2o_playground::experiment::{Palette, Picture, decode, project, reading, scene};
use proptest::prelude::*;
use support::cases;

const BOUNDS: [f32; 4] = [-2.0, 3.0, -1.5, 2.5];
const SIZE: (usize, usize) = (23, 17);

fn ground() -> impl Strategy<Value = String> {
    let grounds = [
        "task=booth",
        "task=rosenbrock-variable",
        "task=spiral",
        "fig=newton&quad=2,0.3,20",
        "fig=newton&quad=1,-2,70",
    ];
    (prop::sample::select(grounds.to_vec()), 0..50).prop_map(|(ground, task)| format!("{ground}&show={task}"))
}

/// The red of entry i is i; lines are not painted, but where they are asked for.
fn ramp() -> Vec<u8> {
    (0..=255).flat_map(|i| [i, 0, 255]).collect()
}

/// The whole picture, painted so many rows at a time.
fn paint(link: &str, alpha: u8, band: usize) -> Vec<u8> {
    let mut picture = Picture::new(&decode(link).config, BOUNDS, SIZE.0, SIZE.1).unwrap();
    let ramp = ramp();
    while picture.paint(band, &Palette::new(&ramp, [7, 99, 7, alpha]).unwrap()) {}
    picture.pixels().to_vec()
}

/// The place of a pixel's centre.
fn place(row: usize, column: usize) -> [f32; 2] {
    let [x0, x1, y0, y1] = BOUNDS;
    let share = |i: usize, n: usize| (i as f32 + 0.5) / n as f32;
    [x0 + share(column, SIZE.0) * (x1 - x0), y1 - share(row, SIZE.1) * (y1 - y0)]
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_higher_value_has_a_later_colour(link in ground()) {
        let pixels = paint(&link, 0, SIZE.1);
        let mut shades: Vec<(f32, u8)> = (0..SIZE.1)
            .flat_map(|row| (0..SIZE.0).map(move |column| (row, column)))
            .map(|(row, column)| {
                let f = reading(&decode(&link).config, place(row, column)).unwrap().f;
                (f, pixels[4 * (row * SIZE.0 + column)])
            })
            .filter(|(f, _)| f.is_finite())
            .collect();
        shades.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The place of a pixel is not computed in the same way here: one entry of the ramp is allowed.
        let mut latest = 0;
        for (f, shade) in shades {
            prop_assert!(shade + 1 >= latest, "{}: f = {} has {} after {}", link, f, shade, latest);
            latest = latest.max(shade);
        }
    }

    #[test]
    fn bands_make_up_the_whole(link in ground(), band in 1_usize..40) {
        let whole = paint(&link, 255, usize::MAX);
        prop_assert_eq!(whole.len(), 4 * SIZE.0 * SIZE.1);
        prop_assert!(whole.chunks(4).all(|pixel| pixel[3] == 255));
        prop_assert_eq!(paint(&link, 255, band), whole);
    }

    /// Points of a plane in many dimensions keep their distances when they are projected.
    #[test]
    fn a_plane_is_shown_as_it_is(seed in proptest::collection::vec(-1.0_f32..1.0, 80), dimension in 2_usize..20) {
        let mut axes = [vec![0.0_f32; dimension], vec![0.0_f32; dimension]];
        axes[0][0] = 3.0;
        axes[1][dimension - 1] = 1.0;
        let points: Vec<f32> = seed
            .chunks_exact(2)
            .flat_map(|c| (0..dimension).map(|i| c[0] * axes[0][i] + c[1] * axes[1][i]).collect::<Vec<_>>())
            .collect();
        let shown = project(&points, dimension);
        let squared = |all: &[f32], n: usize, i: usize, j: usize| -> f32 {
            (0..n).map(|k| (all[i * n + k] - all[j * n + k]).powi(2)).sum()
        };
        for i in 0..40 {
            let (before, after) = (squared(&points, dimension, 0, i), squared(&shown.points, 2, 0, i));
            prop_assert!((before - after).abs() <= 1e-3 * (1.0 + before), "{} became {}", before, after);
        }
        prop_assert!((shown.explained[0] + shown.explained[1] - 1.0).abs() < 1e-3 && shown.explained[0] >= shown.explained[1]);
        prop_assert!(shown.points[78] >= shown.points[0] && shown.points[79] >= shown.points[1]);
    }
}

#[test]
fn a_contour_line_is_where_it_should_be_and_in_its_colour() {
    let lines = paint("task=booth", 255, SIZE.1).chunks(4).filter(|pixel| pixel[1] > 0).count();
    assert!((20..SIZE.0 * SIZE.1).contains(&lines), "{lines} pixels: some, not all");
    assert!(paint("task=booth", 0, SIZE.1).chunks(4).all(|pixel| pixel[1] == 0));
}

#[test]
fn each_call_paints_so_many_rows_until_all_are_there() {
    let mut picture = Picture::new(&decode("task=booth").config, BOUNDS, 9, 8).unwrap();
    let ramp = ramp();
    let palette = Palette::new(&ramp, [0; 4]).unwrap();
    let mut rows_after = |count| (picture.paint(count, &palette), picture.pixels().len() / (4 * 9));
    assert_eq!(
        [0, 5, 2, 99, 1].map(&mut rows_after),
        [(true, 0), (true, 5), (true, 7), (false, 8), (false, 8)]
    );
    let mut empty = Picture::new(&decode("task=booth").config, BOUNDS, 0, 8).unwrap();
    assert!(empty.paint(7, &palette) && !empty.paint(1, &palette) && empty.pixels().is_empty());
}

#[test]
fn nothing_is_painted_of_perceptrons_and_with_half_a_ramp() {
    assert!(Picture::new(&decode("task=mlp&opt=gd").config, BOUNDS, 8, 8).is_none());
    assert!(Palette::new(&ramp()[..600], [0; 4]).is_none());
    assert!(project(&[], 3).points.is_empty() && project(&[1.0], 0).points.is_empty());
}

#[test]
fn a_scene_writes_its_function_down() {
    let formula = |link: &str| scene(&decode(link).config).formula;
    assert_eq!(formula("task=booth"), "f(x, y) = (x + 2y − 7)² + (2x + y − 5)²");
    assert_eq!(formula("task=rosenbrock-fixed"), "f(x, y) = (−2y + 0.4x²)² + (x − 1)²");
    assert_eq!(formula("task=mlp&opt=gd&mlp_widths=3,4,4,2"), "L(W₁, W₂, W₃) = ½‖Y − W₃ σ(W₂ σ(W₁ X))‖²");
    let minimum = scene(&decode("task=booth").config).plane.unwrap().minimum;
    assert!((minimum[0] - 1.0).hypot(minimum[1] - 3.0) < 1e-5, "{minimum:?}");
}

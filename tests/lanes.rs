//! The kernels compute, to the bit, what plain loops in the promised order compute, at awkward sizes and strides, and
//! refuse slices that are too short.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::random::{Purpose, Random};
use l2o_playground::simd::{
    F32x4, Lanes, Matrix, Real, add_assign, add_rows, gemm, gemm_bias, gemm_rows, padded, sum_of_squares,
    transpose,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use support::bits;

/// Sizes around whole vectors and whole tiles.
#[cfg(not(miri))]
const SIZES: [usize; 9] = [0, 1, 2, 3, 4, 5, 7, 8, 33];
#[cfg(miri)] // an interpreter takes a thousand times as long
const SIZES: [usize; 4] = [0, 1, 3, 5];
/// Whole vectors: every way in which tiles of 1, 2, 4 and 8 vectors can be left over.
#[cfg(not(miri))]
const WIDTHS: [usize; 11] = [0, 4, 8, 12, 16, 20, 28, 32, 36, 60, 132];
#[cfg(miri)]
const WIDTHS: [usize; 3] = [0, 4, 12];

fn random(len: usize, index: u64) -> Vec<f32> {
    let mut random = Random::new(1, Purpose::Weights, index);
    (0..len).map(|_| random.uniform(-1.0, 1.0)).collect()
}

fn refuses(work: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(work)).is_err()
}

/// `C += A·B` with each element as `((c + a₀b₀) + a₁b₁) + …`.
fn naive_gemm([m, n, k]: [usize; 3], a: Matrix, b: &[f32], b_row: usize, c: &mut [f32], c_row: usize) {
    for i in 0..m {
        for j in 0..n {
            for depth in 0..k {
                c[i * c_row + j] += a.data[i * a.row + depth * a.column] * b[depth * b_row + j];
            }
        }
    }
}

/// Compares [`gemm`] with the loops, on `a` read by rows or transposed, with `gap` unused values after every row.
fn check_gemm([m, n, k]: [usize; 3], transposed: bool, gap: usize) {
    let (a_rows, a_columns) = if transposed { (k, m) } else { (m, k) };
    let a = random(a_rows * (a_columns + gap), 1);
    let a = if transposed { Matrix::transposed(&a, m + gap) } else { Matrix::rows(&a, k + gap) };
    let (b, c) = (random(k * (n + gap), 2), random(m * (n + gap), 3));
    let (mut got, mut expected) = (c.clone(), c);
    gemm([m, n, k], a, &b, n + gap, &mut got, n + gap);
    naive_gemm([m, n, k], a, &b, n + gap, &mut expected, n + gap);
    // The gaps are compared too: nothing may be written there.
    assert_eq!(bits(&got), bits(&expected), "{m} × {n} × {k}, transposed: {transposed}, gap {gap}");
}

#[test]
fn the_matrix_product_has_the_bits_of_three_plain_loops() {
    for m in SIZES {
        for n in SIZES.into_iter().chain(WIDTHS) {
            for k in SIZES {
                for (transposed, gap) in [(false, 0), (false, 3), (true, 0), (true, 5)] {
                    check_gemm([m, n, k], transposed, gap);
                }
            }
        }
    }
}

#[test]
fn a_bias_comes_before_the_products_of_every_row() {
    // 300 deep: the product is read in two blocks, and only the first begins with the bias.
    for (m, k) in SIZES.into_iter().flat_map(|m| [1, 2, 5, 300].map(|k| (m, k))) {
        for n in WIDTHS {
            let wide = n + 3;
            let (a, b, bias) = (random(m * k, 15), random(k * wide, 16), random(n, 17));
            let mut got = random(m * wide, 18);
            let mut expected = got.clone();
            for row in expected.chunks_exact_mut(wide) {
                row[..n].copy_from_slice(&bias);
            }
            gemm_bias([m, n, k], Matrix::rows(&a, k), &b, wide, &bias, &mut got, wide);
            naive_gemm([m, n, k], Matrix::rows(&a, k), &b, wide, &mut expected, wide);
            assert_eq!(bits(&got), bits(&expected), "{m} × {n} × {k}");
        }
    }
}

#[test]
fn a_bias_that_does_not_fit_is_refused() {
    let x = [1.0; 8];
    let fits = |[n, k]: [usize; 2], bias: usize| {
        !refuses(|| gemm_bias([1, n, k], Matrix::rows(&x, 1), &x, n, &x[..bias], &mut [0.0; 8], n))
    };
    assert!(fits([4, 1], 4));
    assert!(!fits([4, 1], 3), "bias too short");
    assert!(!fits([3, 1], 4), "columns that fill no vector");
    assert!(!fits([4, 0], 4), "no depth");
    assert!(!fits([4, 3], 4), "b too short");
}

#[test]
fn the_matrix_product_refuses_what_does_not_fit() {
    let (a, b) = (vec![1.0; 6], vec![1.0; 24]);
    let fits = |n: usize, a: &[f32], b: &[f32], c: usize| {
        let mut c = vec![0.0; c];
        !refuses(|| gemm([2, n, 3], Matrix::rows(a, 3), b, 8, &mut c, 8))
    };
    assert!(fits(8, &a, &b, 16));
    assert!(fits(7, &a, &b[..23], 15));
    assert!(!fits(8, &a[..5], &b, 16), "a too short");
    assert!(!fits(8, &a, &b[..23], 16), "b too short");
    assert!(!fits(8, &a, &b, 15), "c too short");
}

#[test]
fn the_matrix_product_refuses_strides_whose_product_overflows() {
    // With a stride of half the address space, the offset of the third row wraps around to 0.
    let half = 1 << (usize::BITS - 1);
    let (a, b) = (vec![1.0; 3], vec![1.0; 4]);
    let mut c = vec![0.0; 12];
    assert!(refuses(|| gemm([3, 4, 1], Matrix::rows(&a, half), &b, 4, &mut c, 4)), "stride of a");
    assert!(refuses(|| gemm([3, 4, 1], Matrix::rows(&a, 1), &b, 4, &mut c, half)), "stride of c");
}

#[test]
fn the_product_with_a_transposed_right_hand_side_is_that_of_three_plain_loops() {
    let depths = WIDTHS.into_iter().filter(|k| k.is_multiple_of(4));
    for (m, k) in SIZES.into_iter().flat_map(|m| depths.clone().map(move |k| (m, k))) {
        for n in WIDTHS {
            for gap in [0, 3] {
                let (row, wide) = (k + gap, n + gap);
                let (a, b, c) = (random(m * row, 10), random(n * row, 11), random(m * wide, 12));
                let mut got = c.clone();
                gemm_rows([m, n, k], &a, row, &b, row, &mut got, wide);
                for (at, (got, &c)) in got.iter().zip(&c).enumerate() {
                    let (i, j) = (at / wide, at % wide);
                    if j >= n {
                        assert_eq!(got.to_bits(), c.to_bits(), "the gap is not written to");
                        continue;
                    }
                    let products =
                        (0..k).map(|depth| f64::from(a[i * row + depth]) * f64::from(b[j * row + depth]));
                    let expected = f64::from(c) + products.sum::<f64>();
                    assert!(
                        (f64::from(*got) - expected).abs() < 1e-5,
                        "({i}, {j}) of {m} × {n} × {k}: {got} vs {expected}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_element_of_that_product_does_not_depend_on_the_tiling() {
    let [m, n, k] = [5, 16, 36];
    let (a, b) = (random(m * k, 13), random(n * k, 14));
    let mut whole = vec![0.0; m * n];
    gemm_rows([m, n, k], &a, k, &b, k, &mut whole, n);
    for i in 0..m {
        let mut row = vec![0.0; n];
        gemm_rows([1, n, k], &a[i * k..], k, &b, k, &mut row, n);
        assert_eq!(bits(&row), bits(&whole[i * n..][..n]), "row {i}");
    }
}

#[test]
fn that_product_refuses_what_does_not_fit() {
    let (a, b) = (vec![1.0; 8], vec![1.0; 16]);
    let fits = |[n, k]: [usize; 2], a: &[f32], b: &[f32], c: usize| {
        let mut c = vec![0.0; c];
        !refuses(|| gemm_rows([2, n, k], a, 4, b, 4, &mut c, 4))
    };
    assert!(fits([4, 4], &a, &b, 8));
    assert!(!fits([3, 4], &a, &b, 8), "columns that fill no vector");
    assert!(!fits([4, 3], &a, &b, 8), "a depth that fills no vector");
    assert!(!fits([4, 4], &a[..7], &b, 8), "a too short");
    assert!(!fits([4, 4], &a, &b[..15], 8), "b too short");
    assert!(!fits([4, 4], &a, &b, 7), "c too short");
}

#[test]
fn transposing_exchanges_rows_and_columns() {
    for rows in SIZES {
        for columns in SIZES {
            let a = random(rows * columns, 4);
            let mut out = vec![f32::NAN; rows * columns + 1];
            transpose(rows, columns, &a, &mut out);
            let expected = (0..columns).flat_map(|j| (0..rows).map(move |i| (i, j)));
            assert!(expected.zip(&out).all(|((i, j), out)| a[i * columns + j] == *out), "{rows} × {columns}");
            assert!(out[rows * columns].is_nan(), "{rows} × {columns}: wrote beyond the end");
        }
    }
}

#[test]
fn sums_have_the_bits_of_plain_loops() {
    for n in WIDTHS {
        let (x, y) = (random(n, 5), random(n, 6));
        let mut got = x.clone();
        add_assign(&mut got, &y);
        let expected: Vec<f32> = x.iter().zip(&y).map(|(x, y)| x + y).collect();
        assert_eq!(bits(&got), bits(&expected), "add_assign, length {n}");

        let lane = |lane: usize| x.iter().skip(lane).step_by(4).fold(0.0, |sum, x| sum + x * x);
        let expected = (lane(0) + lane(1)) + (lane(2) + lane(3));
        assert_eq!(sum_of_squares(&x).to_bits(), f32::to_bits(expected), "sum_of_squares, length {n}");
    }
}

#[test]
fn rows_are_added_in_their_order() {
    for n in WIDTHS.into_iter().filter(|&n| n > 0) {
        for rows in SIZES {
            let (start, x) = (random(n, 7), random(n * rows, 8));
            let (mut got, mut expected) = (start.clone(), start);
            add_rows(&mut got, &x);
            for row in x.chunks_exact(n) {
                expected.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
            }
            assert_eq!(bits(&got), bits(&expected), "{rows} rows of {n}");
        }
    }
}

#[test]
fn lengths_that_are_no_whole_vectors_are_refused() {
    for n in SIZES.into_iter().filter(|n| !n.is_multiple_of(4)) {
        let x = random(n, 9);
        assert!(refuses(|| add_assign(&mut x.clone(), &x)), "add_assign, length {n}");
        assert!(refuses(|| add_rows(&mut x.clone(), &x)), "add_rows, length {n}");
        assert!(refuses(|| _ = sum_of_squares(&x)), "sum_of_squares, length {n}");
    }
    assert!(refuses(|| add_assign(&mut [0.0; 8], &[0.0; 4])), "different lengths");
    assert!(refuses(|| _ = F32x4::from_slice(&[0.0; 3])), "reading beyond the end");
    assert!(refuses(|| F32x4::of(0.0).to_slice(&mut [0.0; 3])), "writing beyond the end");
}

#[test]
fn padded_sizes_are_the_next_whole_vectors() {
    assert_eq!([0, 1, 2, 3, 4, 5, 7, 8, 33].map(padded), [0, 4, 4, 4, 4, 8, 8, 8, 36]);
}

#[test]
fn lanes_are_chosen_one_by_one_and_nan_is_never_less() {
    let nan = f32::NAN;
    let (a, b) = (F32x4::from_array([1.0, 2.0, nan, 2.0]), F32x4::from_array([2.0, 1.0, 3.0, nan]));
    let (then, otherwise) = (F32x4::of(7.0), F32x4::of(-7.0));
    assert_eq!(F32x4::select_less(a, b, then, otherwise).to_array(), [7.0, -7.0, -7.0, -7.0]);
    assert_eq!(bits(&F32x4::lower(a, b).to_array()), bits(&[1.0, 1.0, 3.0, nan]));
    assert_eq!(bits(&F32x4::upper(a, b).to_array()), bits(&[2.0, 2.0, 3.0, nan]));
    let values = F32x4::from_array([f32::MAX, nan, f32::NEG_INFINITY, f32::INFINITY]);
    assert_eq!(values.select_finite(then, otherwise).to_array(), [7.0, -7.0, -7.0, -7.0]);
}

#[test]
fn arithmetic_acts_on_each_lane() {
    let (a, b) = ([1.5, -2.0, 0.1, 9.0], [-0.3, 4.0, 1e-3, 3.0]);
    let (x, y) = (F32x4::from_array(a), F32x4::from_array(b));
    let each = |f: fn(f32, f32) -> f32| -> [f32; 4] { std::array::from_fn(|i| f(a[i], b[i])) };
    assert_eq!((x + y).to_array(), each(|a, b| a + b));
    assert_eq!((x - y).to_array(), each(|a, b| a - b));
    assert_eq!((x * y).to_array(), each(|a, b| a * b));
    assert_eq!((x / y).to_array(), each(|a, b| a / b));
    assert_eq!((-x).to_array(), each(|a, _| -a));
    assert_eq!(x.abs().to_array(), each(|a, _| a.abs()));
    assert_eq!(x.abs().root().to_array(), each(|a, _| a.abs().sqrt()));
    assert_eq!(x.sincos().0.to_array(), each(|a, _| libm_sine(a)));
    let mut out = [0.0; 5];
    x.to_slice(&mut out);
    assert_eq!(out, [1.5, -2.0, 0.1, 9.0, 0.0]);
}

/// One lane's sine must be the scalar's.
fn libm_sine(x: f32) -> f32 {
    Real::sincos(x).0
}

#[test]
fn a_number_is_its_mantissa_times_its_power_of_two() {
    for exponent in -126..=127 {
        for mantissa in [1.0, 1.25, 1.999_999_9] {
            let x = (f64::from(mantissa) * f64::from(exponent).exp2()) as f32;
            let (m, e) = F32x4::of(x).split_exponent();
            assert_eq!((m.to_array(), e.to_array()), ([mantissa; 4], [exponent as f32; 4]), "{x:e}");
        }
    }
}

//! Trajectories of perceptrons in two dimensions: the principal components of all their iterates together.

use crate::simd::{norm, scale};

/// Iterates from which the components are found; more of them change little and take longer.
const SAMPLED: usize = 96;
/// Rounds of orthogonal iteration: the first two components of trajectories stand out, so that few are needed.
const ROUNDS: usize = 60;

/// A plane through high-dimensional points that shows as much of their spread as a plane can.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// [points × 2]: coordinates of every point along the first and the second component.
    pub points: Vec<f32>,
    /// The share of the variance (of the sampled points) along each component.
    pub explained: [f32; 2],
}

/// Projects `points` [count × dimension] onto their first two principal components, by the Gram matrix of at most 96 of them (the
/// method of snapshots, Sirovich 1987). Signs are chosen so that the last point lies to the right of and above the first.
pub fn project(points: &[f32], dimension: usize) -> Projection {
    let count = points.len() / dimension.max(1);
    if count == 0 || dimension == 0 {
        return Projection { points: Vec::new(), explained: [0.0; 2] };
    }
    let mean = mean(points, dimension, count);
    let stride = count.div_ceil(SAMPLED);
    let sampled: Vec<Vec<f32>> = points
        .chunks_exact(dimension)
        .step_by(stride)
        .map(|point| point.iter().zip(&mean).map(|(value, mean)| value - mean).collect())
        .collect();
    let gram: Vec<Vec<f32>> = sampled.iter().map(|a| sampled.iter().map(|b| dot(a, b)).collect()).collect();
    let total: f32 = gram.iter().enumerate().map(|(i, row)| row[i]).sum();
    let (vectors, values) = leading(&gram);
    let axes = vectors.map(|weights| axis(&sampled, &weights, dimension));
    let coordinates = points.chunks_exact(dimension).flat_map(|point| {
        let centered: Vec<f32> = point.iter().zip(&mean).map(|(value, mean)| value - mean).collect();
        [dot(&centered, &axes[0]), dot(&centered, &axes[1])]
    });
    let mut projected: Vec<f32> = coordinates.collect();
    orient(&mut projected);
    Projection {
        points: projected,
        explained: values.map(|value| if total > 0.0 { value / total } else { 0.0 }),
    }
}

fn mean(points: &[f32], dimension: usize, count: usize) -> Vec<f32> {
    let mut mean = vec![0.0; dimension];
    for point in points.chunks_exact(dimension) {
        for (sum, value) in mean.iter_mut().zip(point) {
            *sum += value;
        }
    }
    scale(&mut mean, 1.0 / count as f32);
    mean
}

/// The two leading eigenvectors of a positive semidefinite matrix and their eigenvalues, by orthogonal iteration.
fn leading(matrix: &[Vec<f32>]) -> ([Vec<f32>; 2], [f32; 2]) {
    let size = matrix.len();
    // Any start that is not orthogonal to the leading vectors will do: a ramp, and an alternation of signs.
    let ramp = (0..size).map(|i| i as f32 + 1.0).collect();
    let signs = (0..size).map(|i| if i % 2 == 0 { 1.0 } else { -0.5 }).collect();
    let mut vectors: [Vec<f32>; 2] = [ramp, signs];
    let mut values = [0.0; 2];
    for _ in 0..ROUNDS {
        vectors = vectors.map(|vector| matrix.iter().map(|row| dot(row, &vector)).collect());
        let [first, second] = &mut vectors;
        values[0] = normalize(first);
        let along = dot(first, second);
        for (second, first) in second.iter_mut().zip(first.iter()) {
            *second -= along * first;
        }
        values[1] = normalize(second);
    }
    (vectors, values)
}

/// The unit vector of the space of points that belongs to an eigenvector of the Gram matrix.
fn axis(sampled: &[Vec<f32>], weights: &[f32], dimension: usize) -> Vec<f32> {
    let mut axis = vec![0.0; dimension];
    for (point, weight) in sampled.iter().zip(weights) {
        for (sum, value) in axis.iter_mut().zip(point) {
            *sum += weight * value;
        }
    }
    normalize(&mut axis);
    axis
}

/// Makes the last point lie to the right of and above the first, so that pictures of similar trajectories look alike.
fn orient(points: &mut [f32]) {
    let last = points.len() - 2;
    for component in 0..2 {
        if points[last + component] < points[component] {
            for value in points.iter_mut().skip(component).step_by(2) {
                *value = -*value;
            }
        }
    }
}

/// Scales to length 1 and returns the length before; a vector of zeros stays.
fn normalize(vector: &mut [f32]) -> f32 {
    let length = norm(vector);
    if length > f32::MIN_POSITIVE {
        scale(vector, 1.0 / length);
    }
    length
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

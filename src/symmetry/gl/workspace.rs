//! Memory of the backward pass.

/// What the backward pass works in. It grows to what the largest pair of layers needs, and is reused from then on.
#[derive(Clone, Debug, Default)]
pub struct GlWorkspace {
    /// Gradient to the activations that the pair above took as its input, and to those that the pair at hand took.
    pub(super) d_above: Vec<f32>,
    pub(super) d_h: Vec<f32>,
    /// Of one pair, and of the pseudo-inverse of its input.
    pub(super) pair: Scratch,
    pub(super) inverse: Scratch,
}

/// Memory that is cut into pieces anew for every use.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch(Vec<f32>);

impl Scratch {
    /// Pieces of these lengths, all zero.
    pub fn cut<const N: usize>(&mut self, lengths: [usize; N]) -> [&mut [f32]; N] {
        zeros(&mut self.0, lengths.iter().sum());
        let mut rest = self.0.as_mut_slice();
        lengths.map(|length| {
            let (piece, left) = std::mem::take(&mut rest).split_at_mut(length);
            rest = left;
            piece
        })
    }
}

/// Makes `values` as many zeros, in the memory that it has.
pub(super) fn zeros(values: &mut Vec<f32>, length: usize) {
    values.clear();
    values.resize(length, 0.0);
}

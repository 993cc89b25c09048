//! How many floating-point operations a network needs, counted from its shape: what measured times are divided by.
//!
//! Counted is what the formulas of [`super::Lstm`] and [`super::Adam`] need, an addition, multiplication, division, root,
//! σ or tanh as one each (the kernels spend about 20 on a σ or tanh). Not counted: padding, the gradient to the features
//! (which is detached), the norm of the gradient, and everything outside of the networks. The rate that follows from it is
//! therefore a lower bound of what the machine did.

use super::layout::{GATES, LAYERS, Shape};

/// Of a unit forward: four gates and tanh(c'); `f∘c + i∘g`; `o∘tanh(c')`.
const UNIT_FORWARD: u64 = 5 + 3 + 1;
/// Of a unit backward: `d_c += d_h∘o∘(1 − tanh²c')`; the four gates with the slope of their function; `d_c∘f`.
const UNIT_BACKWARD: u64 = 5 + 4 * 4 + 1;
/// Of a weight in Adam: scaling the gradient; two moments; the step.
const ADAM: u64 = 1 + 3 + 4 + 6;

impl Shape {
    /// Operations of one step of one row forward.
    pub fn forward_operations(&self) -> u64 {
        // z = [x, h]·W starts from the bias: as many additions as multiplications
        2 * (self.layer_products() + self.head_products()) + UNIT_FORWARD * self.units()
    }

    /// Operations of one step of one row backward, its share of the weights' gradient included.
    pub fn backward_operations(&self) -> u64 {
        let hidden = self.hidden as u64;
        let gates = GATES as u64 * hidden;
        // d_h = d_z·Wᵀ in both layers, in the second also d_x, which is added to d_h of the first
        let layers = 2 * gates * hidden * (LAYERS as u64 + 1) + hidden;
        // d_W += [x, h]ᵀ·d_z, d_b += d_z, and the same of the head
        let products = 2 * (self.layer_products() + self.head_products());
        let biases = LAYERS as u64 * gates + self.output as u64;
        2 * self.head_products() + UNIT_BACKWARD * self.units() + layers + products + biases
    }

    /// Operations of a step of Adam.
    pub fn adam_operations(&self) -> u64 {
        ADAM * self.weights() as u64
    }

    fn units(&self) -> u64 {
        (LAYERS * self.hidden) as u64
    }

    fn layer_products(&self) -> u64 {
        let inputs = (0..LAYERS).map(|layer| self.layer_input(layer) + self.hidden);
        (GATES * self.hidden * inputs.sum::<usize>()) as u64
    }

    fn head_products(&self) -> u64 {
        (self.output * self.hidden) as u64
    }
}

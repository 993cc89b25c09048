"""PyTorch's and JAX's version of every kind of row have the same meta-loss and meta-gradient, over two segments of a run."""

import sys

import common
import jax
import jax_workloads
import numpy as np
import torch_workloads

# In single precision, through ten steps with X⁻¹.
TOLERANCE = 1e-2


def stacked(network, gradient=False):
    """Weights of a PyTorch network, or their gradients, in the layout of the JAX one."""
    own = {name: (p.grad if gradient else p).detach().numpy() for name, p in network.named_parameters()}
    layers = {}
    for name in ("first", "second"):
        layers[name] = np.concatenate((own[f"{name}.weight_ih"], own[f"{name}.weight_hh"]), 1).T
        # Both biases enter as a sum, so each has the gradient of the sum.
        hidden = 0 if gradient else own[f"{name}.bias_hh"]
        layers[f"{name}_bias"] = own[f"{name}.bias_ih"] + hidden
    return {**layers, "head": own["head.weight"].T, "head_bias": own["head.bias"]}


def error(got, expected):
    """Distance of two trees of arrays, relative to the size of the second."""
    got, expected = (np.concatenate([np.ravel(leaf) for leaf in jax.tree.leaves(x)]) for x in (got, expected))
    return float(np.linalg.norm(got - expected) / np.linalg.norm(expected))


def compare(name, theirs, ours):
    theirs.start_run()
    carry = ours.origin
    params = tuple(stacked(network) for network in theirs.networks)
    single = isinstance(ours.params, dict)
    for part in ("first", "second"):
        theirs.adam.zero_grad()
        loss = theirs.meta_loss()
        loss.backward()
        expected = tuple(stacked(network, gradient=True) for network in theirs.networks)
        value_and_grad = jax.jit(jax.value_and_grad(ours.meta_loss, has_aux=True))
        (value, carry), got = value_and_grad(params[0] if single else params, ours.task, carry)
        loss_error, gradient_error = (
            error(value, loss.item()),
            error(got, expected[0] if single else expected),
        )
        print(f"{name}, {part} segment: loss off by {loss_error:.0e}, gradient by {gradient_error:.0e}")
        if max(loss_error, gradient_error) > TOLERANCE:
            sys.exit("PyTorch's and JAX's version compute different things")


def main():
    for teleport in (False, True):
        name = f"W1 {'teleport' if teleport else 'vanilla'}"
        compare(name, torch_workloads.W1(8, 3, teleport), jax_workloads.w1(8, 3, teleport))
    for kind in common.RATE:
        compare(f"W2 {kind}", torch_workloads.W2(kind, hidden=16), jax_workloads.w2(kind, hidden=16))


if __name__ == "__main__":
    main()

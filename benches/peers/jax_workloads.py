"""The workloads in JAX: a whole meta-update compiled as one function, on one thread.

The steps of an unroll are a `lax.scan`; each row is measured rolled and fully unrolled, and the faster one is reported.
"""

from functools import partial

import common
import jax
import jax.numpy as jnp
import optax
from jax import lax
from jax.nn import leaky_relu, sigmoid


def network(key, inputs, hidden, outputs):
    """Weights of two LSTM layers, [x, h] stacked, and a linear head, uniform in ±1/√hidden."""
    shapes = {
        "first": (inputs + hidden, 4 * hidden),
        "first_bias": (4 * hidden,),
        "second": (2 * hidden, 4 * hidden),
        "second_bias": (4 * hidden,),
        "head": (hidden, outputs),
        "head_bias": (outputs,),
    }
    keys = jax.random.split(key, len(shapes))
    limit = hidden**-0.5
    return {
        name: jax.random.uniform(k, shape, minval=-limit, maxval=limit)
        for k, (name, shape) in zip(keys, shapes.items())
    }


def rest(rows, hidden):
    return (jnp.zeros((rows, hidden)),) * 4


def cell(weights, bias, x, h, c):
    i, f, g, o = jnp.split(jnp.concatenate((x, h), 1) @ weights + bias, 4, 1)
    c = sigmoid(f) * c + sigmoid(i) * jnp.tanh(g)
    return sigmoid(o) * jnp.tanh(c), c


def forward(p, state, z):
    h1, c1, h2, c2 = state
    h1, c1 = cell(p["first"], p["first_bias"], z, h1, c1)
    h2, c2 = cell(p["second"], p["second_bias"], h1, h2, c2)
    return h2 @ p["head"] + p["head_bias"], (h1, c1, h2, c2)


def rosenbrock(x, y, coefficients):
    a, b, c, d1, d2, d3 = coefficients
    return c * y + (d1 * x + d2) * x + d3, a * x + b


def rosenbrock_gradient(x, coefficients):
    a, _, c, d1, d2, _ = coefficients
    u, v = rosenbrock(*x.T, coefficients)
    return jnp.stack((2 * ((2 * d1 * x[:, 0] + d2) * u + a * v), 2 * c * u), 1)


def rotated(x, theta, coefficients):
    a, b, c, d1, d2, d3 = coefficients
    u, v = rosenbrock(*x.T, coefficients)
    sine, cosine = jnp.sin(theta), jnp.cos(theta)
    u, v = cosine * u - sine * v, sine * u + cosine * v
    x = (v - b) / a
    return jnp.stack((x, (u - ((d1 * x + d2) * x + d3)) / c), 1)


def w1_step(params, coefficients, carry):
    x, states = carry
    z = lax.stop_gradient(jnp.clip(rosenbrock_gradient(x, coefficients), -10, 10))
    outputs, states = zip(*(forward(p, state, z) for p, state in zip(params, states)))
    x = x + 0.1 * outputs[0]
    if len(params) == 2:
        x = rotated(x, outputs[1][:, 0], coefficients)
    u, v = rosenbrock(*x.T, coefficients)
    return (x, states), jnp.log1p(u * u + v * v).mean()


def regression_loss(w1, w2, x, y):
    residual = y - w2 @ leaky_relu(w1 @ x, 0.1)
    return 0.5 * (residual * residual).sum()


def w2_step(kind, params, data, carry):
    x, inverse, y = data
    (w1, w2, v1, v2, alpha, beta), state = carry
    g1, g2 = lax.stop_gradient(jax.grad(regression_loss, (0, 1))(w1, w2, x, y))
    out, state = forward(params, state, jnp.concatenate((g1.ravel(), g2.ravel()))[None])
    out = out[0]
    if kind == "update":
        w1, w2 = w1 - out[:400].reshape(w1.shape), w2 - out[400:].reshape(w2.shape)
    else:
        if kind == "momentum":
            v1, v2 = beta * v1 - alpha * g1, beta * v2 - alpha * g2
            w1, w2 = w1 + v1, w2 + v2
            beta = sigmoid(out[401])
        else:
            w1, w2 = w1 - alpha * g1, w2 - alpha * g2
        t = out[:400].reshape(w1.shape)
        t = t * (0.01 / jnp.linalg.norm(t))
        identity = jnp.eye(common.SIZE)
        w1 = leaky_relu((identity + t) @ leaky_relu(w1 @ x, 0.1), 10.0) @ inverse
        w2 = w2 @ (identity - t)
        alpha = jnp.clip(out[400], 1e-7, 5e-3)
    return ((w1, w2, v1, v2, alpha, beta), state), regression_loss(w1, w2, x, y)


def segment(step, length, unroll, params, task, carry):
    """Meta-loss of an unrolled segment, and where it ends."""
    carry = lax.stop_gradient(carry)
    carry, losses = lax.scan(lambda carry, _: step(params, task, carry), carry, None, length, unroll=unroll)
    return losses.sum(), carry


class Work:
    """One row: a run starts at `origin`, and `step` maps (weights, task, carry) to (carry, loss)."""

    def __init__(self, step, length, unroll, params, rate, task, origin):
        self.adam, self.params, self.task, self.origin = optax.adam(rate), params, task, origin
        self.moments = self.adam.init(params)
        self.meta_loss = partial(segment, step, length, unroll)
        self.compiled = jax.jit(self.update, donate_argnums=(0, 1))

    def update(self, params, moments, task, carry):
        gradients, carry = jax.grad(self.meta_loss, has_aux=True)(params, task, carry)
        change, moments = self.adam.update(gradients, moments)
        return optax.apply_updates(params, change), moments, carry

    def start_run(self):
        self.carry = self.origin

    def meta_update(self):
        result = self.compiled(self.params, self.moments, self.task, self.carry)
        self.params, self.moments, self.carry = jax.block_until_ready(result)


def w1(hidden, batch, teleport, unroll=1, seed=1):
    coefficients, start = jax.tree.map(jnp.asarray, common.rosenbrocks(batch, seed))
    outputs = (2, 1) if teleport else (2,)
    keys = jax.random.split(jax.random.key(seed), 2)
    params = tuple(network(key, 2, hidden, size) for key, size in zip(keys, outputs))
    origin = (start, tuple(rest(batch, hidden) for _ in outputs))
    return Work(w1_step, common.UNROLL["W1"], unroll, params, 1e-3, coefficients, origin)


def w2(kind, unroll=1, hidden=common.HIDDEN, seed=1):
    data, (first, second) = jax.tree.map(jnp.asarray, common.regression(seed))
    outputs = {"tele": 401, "momentum": 402, "update": 800}[kind]
    params = network(jax.random.key(seed), 800, hidden, outputs)
    zeros = jnp.zeros((common.SIZE, common.SIZE))
    point = (first, second, zeros, zeros, jnp.float32(1e-4), jnp.float32(0))
    origin = (point, rest(1, hidden))
    return Work(partial(w2_step, kind), common.UNROLL["W2"], unroll, params, common.RATE[kind], data, origin)


def faster(make, work):
    """The figures of the faster of both forms."""

    def figures(form, unroll):
        return {**common.measure(make(unroll), work), "form": form}

    both = [figures("scan", 1), figures("unrolled", common.UNROLL[work])]
    return min(both, key=lambda figures: figures["us_per_meta_update"])


def main():
    peer = f"JAX {jax.__version__} jit"
    for row in common.rows("W1"):
        make = partial(w1, row["H"], row["B"], row["teleport"])
        common.report(peer, row, faster(make, "W1"))
    for row in common.rows("W2"):
        common.report(peer, row, faster(partial(w2, row["kind"]), "W2"))


if __name__ == "__main__":
    main()

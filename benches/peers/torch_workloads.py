"""The workloads in PyTorch, eager, on one thread."""

import common
import torch
from torch import nn
from torch.nn.functional import leaky_relu

torch.set_num_threads(1)


class Network(nn.Module):
    """Two LSTM layers and a linear head, one step at a time.

    Each step needs the gradient where the one before led, so that `nn.LSTM` would be called for sequences of length 1:
    that takes twice as long. Cells written out by hand take as long as these.
    """

    def __init__(self, inputs, hidden, outputs):
        super().__init__()
        self.hidden = hidden
        self.first = nn.LSTMCell(inputs, hidden)
        self.second = nn.LSTMCell(hidden, hidden)
        self.head = nn.Linear(hidden, outputs)

    def start(self, rows):
        zeros = torch.zeros(rows, self.hidden)
        return [(zeros, zeros), (zeros, zeros)]

    def forward(self, z, state):
        first = self.first(z, state[0])
        second = self.second(first[0], state[1])
        return self.head(second[0]), [first, second]


def detached(state):
    return [(h.detach(), c.detach()) for h, c in state]


class W1:
    """Rosenbrock's function with coefficients of its own per row; x: [batch × 2]."""

    def __init__(self, hidden, batch, teleport, seed=1):
        coefficients, start = common.rosenbrocks(batch, seed)
        self.a, self.b, self.c, self.d1, self.d2, self.d3 = map(torch.from_numpy, coefficients)
        self.origin = torch.from_numpy(start)
        torch.manual_seed(seed)
        self.networks = nn.ModuleList([Network(2, hidden, 2)])
        if teleport:
            self.networks.append(Network(2, hidden, 1))
        self.adam = torch.optim.Adam(self.networks.parameters(), lr=1e-3, fused=True)

    def start_run(self):
        self.x = self.origin
        self.states = [network.start(len(self.x)) for network in self.networks]

    def h(self, x):
        x, y = x.unbind(1)
        return self.c * y + (self.d1 * x + self.d2) * x + self.d3, self.a * x + self.b

    def gradient(self, point):
        with torch.no_grad():
            u, v = self.h(point)
            slope = 2 * self.d1 * point[:, 0] + self.d2
            return torch.stack((2 * (slope * u + self.a * v), 2 * self.c * u), 1)

    def teleported(self, x, theta):
        u, v = self.h(x)
        sine, cosine = theta.sin(), theta.cos()
        u, v = cosine * u - sine * v, sine * u + cosine * v
        x = (v - self.b) / self.a
        return torch.stack((x, (u - ((self.d1 * x + self.d2) * x + self.d3)) / self.c), 1)

    def step(self, x, states):
        z = self.gradient(x).clamp(-10, 10)
        update, states[0] = self.networks[0](z, states[0])
        x = x + 0.1 * update
        if len(self.networks) == 2:
            theta, states[1] = self.networks[1](z, states[1])
            x = self.teleported(x, theta[:, 0])
        u, v = self.h(x)
        return x, torch.log1p(u * u + v * v).mean()

    def meta_loss(self):
        x, states = self.x.detach(), [detached(state) for state in self.states]
        total = 0.0
        for _ in range(common.UNROLL["W1"]):
            x, loss = self.step(x, states)
            total = total + loss
        self.x, self.states = x, states
        return total

    def meta_update(self):
        self.adam.zero_grad()
        self.meta_loss().backward()
        self.adam.step()


class W2:
    """Regression with the perceptron W2 leaky(W1 X); all matrices [20 × 20]."""

    def __init__(self, kind, hidden=common.HIDDEN, seed=1):
        data, self.origin = common.regression(seed)
        self.inputs, self.inverse, self.targets = map(torch.from_numpy, data)
        self.origin = [torch.from_numpy(weights) for weights in self.origin]
        self.kind = kind
        outputs = {"tele": 401, "momentum": 402, "update": 800}[kind]
        torch.manual_seed(seed)
        self.networks = nn.ModuleList([Network(800, hidden, outputs)])
        self.adam = torch.optim.Adam(self.networks.parameters(), lr=common.RATE[kind], fused=True)
        self.identity = torch.eye(common.SIZE)

    def start_run(self):
        zeros = torch.zeros(common.SIZE, common.SIZE)
        # Weights, velocities, the step size and the momentum coefficient of the next step.
        self.point = (*self.origin, zeros, zeros, torch.tensor(1e-4), torch.tensor(0.0))
        self.state = self.networks[0].start(1)

    def loss(self, w1, w2):
        residual = self.targets - w2 @ leaky_relu(w1 @ self.inputs, 0.1)
        return 0.5 * (residual * residual).sum()

    def gradient(self, w1, w2):
        with torch.no_grad():
            z = w1 @ self.inputs
            hidden = leaky_relu(z, 0.1)
            residual = w2 @ hidden - self.targets
            d_z = (w2.T @ residual) * torch.where(z > 0, 1.0, 0.1)
            return d_z @ self.inputs.T, residual @ hidden.T

    def teleported(self, w1, w2, t):
        moved = (self.identity + t) @ leaky_relu(w1 @ self.inputs, 0.1)
        return leaky_relu(moved, 10.0) @ self.inverse, w2 @ (self.identity - t)

    def step(self, point, state):
        w1, w2, v1, v2, alpha, beta = point
        g1, g2 = self.gradient(w1, w2)
        out, state = self.networks[0](torch.cat((g1.flatten(), g2.flatten()))[None], state)
        out = out[0]
        if self.kind == "update":
            w1 = w1 - out[:400].view(common.SIZE, common.SIZE)
            w2 = w2 - out[400:].view(common.SIZE, common.SIZE)
            return (w1, w2, v1, v2, alpha, beta), state
        if self.kind == "momentum":
            v1, v2 = beta * v1 - alpha * g1, beta * v2 - alpha * g2
            w1, w2 = w1 + v1, w2 + v2
            beta = out[401].sigmoid()
        else:
            w1, w2 = w1 - alpha * g1, w2 - alpha * g2
        t = out[:400].view(common.SIZE, common.SIZE)
        w1, w2 = self.teleported(w1, w2, t * (0.01 / t.norm()))
        return (w1, w2, v1, v2, out[400].clamp(1e-7, 5e-3), beta), state

    def meta_loss(self):
        point, state = tuple(value.detach() for value in self.point), detached(self.state)
        total = 0.0
        for _ in range(common.UNROLL["W2"]):
            point, state = self.step(point, state)
            total = total + self.loss(*point[:2])
        self.point, self.state = point, state
        return total

    def meta_update(self):
        self.adam.zero_grad()
        self.meta_loss().backward()
        self.adam.step()


def main():
    peer = f"PyTorch {torch.__version__.split('+')[0]} eager"
    for row in common.rows("W1"):
        common.report(peer, row, common.measure(W1(row["H"], row["B"], row["teleport"]), "W1"))
    for row in common.rows("W2"):
        common.report(peer, row, common.measure(W2(row["kind"]), "W2"))


if __name__ == "__main__":
    main()

"""What all peers share: the rows of the table, tasks drawn by NumPy, the stopwatch, the line of JSON."""

import json
import statistics
import time
from pathlib import Path

import numpy as np

UNROLL = {"W1": 20, "W2": 10}
UPDATES_PER_RUN = {"W1": 5, "W2": 10}
RATE = {"tele": 1e-4, "momentum": 1e-4, "update": 1e-3}
HIDDEN = 300
SIZE = 20
WARM_UP = 0.5
LENGTH = 2.0


def rows(work):
    """The rows of workload `work` in benches/workloads.json."""
    table = json.loads((Path(__file__).parent.parent / "workloads.json").read_text())
    return [entry["row"] for entry in table["rows"] if entry["row"]["work"] == work]


def rosenbrocks(batch, seed=1):
    """Coefficients a, b, c, d1, d2, d3 of h(x, y) = (c y + d1 x² + d2 x + d3, a x + b), and a start; all [batch]."""
    draw = np.random.default_rng(seed)
    a, b, c, d1, d2, d3 = draw.standard_normal((6, batch), dtype=np.float32)
    a, c = (np.copysign(np.maximum(np.abs(value), 0.3), value) for value in (a, c))
    return (a, b, c, d1, d2, d3), draw.standard_normal((batch, 2), dtype=np.float32)


def regression(seed=1):
    """X, X⁻¹ and Y, and starting weights W1 and W2; all [20 × 20]."""
    draw = np.random.default_rng(seed)
    x, y, w1, w2 = draw.random((4, SIZE, SIZE), dtype=np.float32)
    inverse = np.linalg.inv(x.astype(np.float64)).astype(np.float32)
    return (x, inverse, y), (w1, w2)


def measure(row, work):
    """Median time of one `row.meta_update()`, over at least LENGTH seconds of whole runs after WARM_UP seconds of them.

    `row.start_run()` is not timed: the tasks of a peer are drawn beforehand.
    """
    times = []

    def runs(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            row.start_run()
            for _ in range(UPDATES_PER_RUN[work]):
                start = time.perf_counter()
                row.meta_update()
                times.append(time.perf_counter() - start)

    runs(WARM_UP)
    times.clear()
    runs(LENGTH)
    return {"us_per_meta_update": float(f"{1e6 * statistics.median(times):.4g}"), "n": len(times)}


def report(peer, row, figures):
    print(json.dumps({"peer": peer, **row, **figures}), flush=True)

// W1 with 20 hidden units in TensorFlow.js on its WebAssembly backend, on one thread.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { median } from '../measure.mjs';

const [HIDDEN, UNROLL, UPDATES_PER_RUN] = [20, 20, 5];
/** Milliseconds: before the clock counts, and while it does. */
const [WARM_UP, LENGTH] = [1000, 3000];

setThreadsCount(1);
setWasmPaths(new URL('node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname);
await tf.setBackend('wasm');

/** Two LSTM layers, [x, h] stacked, and a linear head. */
function network(outputs) {
  const limit = HIDDEN ** -0.5;
  const weights = (...shape) => tf.variable(tf.randomUniform(shape, -limit, limit));
  const layer = (inputs) => [weights(inputs + HIDDEN, 4 * HIDDEN), weights(4 * HIDDEN)];
  return { layers: [layer(2), layer(HIDDEN)], head: [weights(HIDDEN, outputs), weights(outputs)] };
}

function cell([kernel, bias], x, [h, c]) {
  const z = tf.add(tf.matMul(tf.concat([x, h], 1), kernel), bias);
  const [i, f, g, o] = tf.split(z, 4, 1);
  const next = tf.add(tf.mul(tf.sigmoid(f), c), tf.mul(tf.sigmoid(i), tf.tanh(g)));
  return [tf.mul(tf.sigmoid(o), tf.tanh(next)), next];
}

function forward({ layers, head: [kernel, bias] }, z, state) {
  const first = cell(layers[0], z, state[0]);
  const second = cell(layers[1], first[0], state[1]);
  return [tf.add(tf.matMul(second[0], kernel), bias), [first, second]];
}

/** Coefficients, each [batch × 1], of h(x, y) = (c y + d1 x² + d2 x + d3, a x + b). */
function task(batch) {
  const normal = () => tf.randomNormal([batch, 1]);
  const guarded = (value) => tf.where(tf.less(value, 0), tf.minimum(value, -0.3), tf.maximum(value, 0.3));
  return {
    a: guarded(normal()),
    b: normal(),
    c: guarded(normal()),
    d1: normal(),
    d2: normal(),
    d3: normal(),
  };
}

const d = ({ d1, d2, d3 }, x) => tf.add(tf.mul(tf.add(tf.mul(d1, x), d2), x), d3);
const h = (t, x, y) => [tf.add(tf.mul(t.c, y), d(t, x)), tf.add(tf.mul(t.a, x), t.b)];

function gradient(t, [x, y]) {
  const [u, v] = h(t, x, y);
  const slope = tf.add(tf.mul(tf.mul(t.d1, 2), x), t.d2);
  return [tf.mul(2, tf.add(tf.mul(slope, u), tf.mul(t.a, v))), tf.mul(2, tf.mul(t.c, u))];
}

function teleported(t, [x, y], theta) {
  const [u, v] = h(t, x, y);
  const [sine, cosine] = [tf.sin(theta), tf.cos(theta)];
  const moved = tf.div(tf.sub(tf.add(tf.mul(sine, u), tf.mul(cosine, v)), t.b), t.a);
  const turned = tf.sub(tf.mul(cosine, u), tf.mul(sine, v));
  return [moved, tf.div(tf.sub(turned, d(t, moved)), t.c)];
}

/** What the LSTMs see. TensorFlow.js has no gradient stop: an operation of its own, whose gradient is zero, is one. */
function features(t, [x, y]) {
  const clipped = tf.customGrad((x, y) => ({
    value: tf.clipByValue(tf.concat(gradient(t, [x, y]), 1), -10, 10),
    gradFunc: () => [tf.zerosLike(x), tf.zerosLike(y)],
  }));
  return clipped(x, y);
}

function step(networks, t, point, states) {
  const z = features(t, point);
  const [update, first] = forward(networks[0], z, states[0]);
  const [dx, dy] = tf.split(tf.mul(update, 0.1), 2, 1);
  const next = [tf.add(point[0], dx), tf.add(point[1], dy)];
  if (networks.length === 1) return [next, [first]];
  const [theta, second] = forward(networks[1], z, states[1]);
  return [teleported(t, next, theta), [first, second]];
}

/** Time of a meta-update in microseconds, and how many were timed. */
function measure(batch, teleport) {
  const networks = teleport ? [network(2), network(1)] : [network(2)];
  const adam = tf.train.adam(1e-3);
  const t = task(batch);
  const normal = () => tf.randomNormal([batch, 1]);
  const origin = [
    [normal(), normal()],
    networks.map(() => [0, 1].map(() => [0, 1].map(() => tf.zeros([batch, HIDDEN])))),
  ];
  let carry = origin;

  const metaUpdate = () => {
    const next = tf.tidy(() => {
      let [point, states] = carry;
      adam.minimize(() => {
        let total = tf.scalar(0);
        for (let k = 0; k < UNROLL; k += 1) {
          [point, states] = step(networks, t, point, states);
          const [u, v] = h(t, ...point);
          total = tf.add(total, tf.mean(tf.log1p(tf.add(tf.square(u), tf.square(v)))));
        }
        for (const tensor of [point, states].flat(4)) tf.keep(tensor);
        return total;
      });
      return [point, states];
    });
    if (carry !== origin) tf.dispose(carry);
    carry = next;
  };

  const times = [];
  const run = (length) => {
    for (const end = performance.now() + length; performance.now() < end; ) {
      if (carry !== origin) tf.dispose(carry);
      carry = origin;
      for (let update = 0; update < UPDATES_PER_RUN; update += 1) {
        const start = performance.now();
        metaUpdate();
        times.push((performance.now() - start) * 1000);
      }
    }
  };
  run(WARM_UP);
  times.length = 0;
  run(LENGTH);
  const before = tf.memory().numTensors;
  metaUpdate();
  if (tf.memory().numTensors > before) throw new Error('tensors leak from update to update');
  return { us_per_meta_update: Number(median(times).toPrecision(4)), n: times.length };
}

const table = JSON.parse(readFileSync(new URL('../workloads.json', import.meta.url)));
for (const { row } of table.rows) {
  if (row.work !== 'W1' || row.H !== HIDDEN) continue;
  console.log(
    JSON.stringify({ peer: `TF.js ${version_wasm} wasm`, ...row, ...measure(row.B, row.teleport) }),
  );
}

import { expect, test } from 'vitest';
import type { Summary, Trajectory } from '../engine/types';
import { curvesCsv, trajectoriesCsv } from './csv';
import type { Origin } from './origin';

const ORIGIN: Origin = {
  ...{ link: 'https://example.org/#v=1&seed=3', version: '0.1.0', fingerprint: '0123456789abcdef' },
  ...{ imported: [], moment: null },
};
const HEAD = ['# link: https://example.org/#v=1&seed=3', '# version: 0.1.0'];
const EMPTY = new Float32Array();
const SINGLE = Float32Array.of(1 / 3, 1e-45, 3.4028235e38, -7.0064923e-21, 16777217, 0.1, Math.PI);

/** Two steps in the plane. */
const TRAJECTORY: Trajectory = {
  ...{ dimension: 2, x: Float32Array.of(1, 2, 0.1, -2, 0, 0.5), middle: EMPTY, arcs: EMPTY },
  ...{ jump_first: false, f: Float32Array.of(4, 2, 1), gradient_norm: Float32Array.of(3, 2, 1) },
  ...{ element: Float32Array.of(0.5, 0), invariance: Float32Array.of(1e-7, 0), alpha: EMPTY, beta: EMPTY },
  ...{ singular: [], diverged_at: null },
};
const lines = (text: string) => text.split('\n');

test('a trajectory is a row per step; what led to an iterate stands beside it', () => {
  const text = trajectoriesCsv(ORIGIN, [{ optimizer: 'l2o-tele', trajectory: TRAJECTORY }]);
  expect(lines(text)).toEqual([
    ...HEAD,
    '# fingerprint: 0123456789abcdef',
    'optimizer,step,x,y,f,gradient_norm,alpha,beta,element,invariance',
    'l2o-tele,0,1,2,4,3,,,,',
    'l2o-tele,1,0.100000001,-2,2,2,,,0.5,1.00000001e-7',
    'l2o-tele,2,0,0.5,1,1,,,0,0',
    '',
  ]);
});

test('weights of a perceptron are no columns', () => {
  const trajectory = { ...TRAJECTORY, dimension: 3, alpha: Float32Array.of(0.25, 0.5) };
  const text = trajectoriesCsv(ORIGIN, [{ optimizer: 'lr', trajectory }]);
  expect(lines(text).slice(3, 6)).toEqual([
    'optimizer,step,f,gradient_norm,alpha,beta,element,invariance',
    'lr,0,4,3,,,,',
    'lr,1,2,2,0.25,,0.5,1.00000001e-7',
  ]);
});

test('every number reads back to the same bits', () => {
  const losses = Float32Array.from({ length: 5000 }, (_, i) => (Math.sin(i) * 2 ** (i % 250)) / 2 ** 120);
  losses.set(SINGLE);
  const text = curvesCsv(ORIGIN, [{ optimizer: 'l2o', losses, summary: null }]);
  const read = lines(text)
    .filter((line) => line.startsWith('meta_loss'))
    .map((line) => Number(line.split(',')[3]));
  expect(new Uint32Array(Float32Array.from(read).buffer)).toEqual(new Uint32Array(losses.buffer));
});

test('curves are long: training from meta-update 1, unseen tasks from step 0', () => {
  const summary = { median: [2, 1], q1: [1, 0.5], q3: [3, 2] } as Summary;
  const text = curvesCsv({ ...ORIGIN, fingerprint: null }, [
    { optimizer: 'l2o', losses: Float32Array.of(9, 8), summary },
    { optimizer: 'gd', losses: EMPTY, summary: null },
  ]);
  expect(lines(text)).toEqual([
    ...HEAD,
    '# fingerprint: not finished',
    'curve,optimizer,index,value',
    ...['meta_loss,l2o,1,9', 'meta_loss,l2o,2,8', 'median,l2o,0,2', 'median,l2o,1,1'],
    ...['q1,l2o,0,1', 'q1,l2o,1,0.5', 'q3,l2o,0,3', 'q3,l2o,1,2'],
    '',
  ]);
});

test('what is not the link’s own run says so', () => {
  const origin = { ...ORIGIN, fingerprint: null, imported: ['l2o', 'lr'], moment: 16 };
  expect(lines(trajectoriesCsv(origin, [])).slice(2, 5)).toEqual([
    '# fingerprint: none, weights were imported',
    '# imported: l2o lr',
    '# shown after meta-updates: 16',
  ]);
});

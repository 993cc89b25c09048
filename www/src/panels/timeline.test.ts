import { expect, test } from 'vitest';
import type { Run } from '../state/runs';
import { momentsOf } from './timeline';

const run = (moments: number[]) => ({ moments: Uint32Array.from(moments) }) as unknown as Run;

test('the moments of all learned runs are one ascending list', () => {
  expect(momentsOf({ learned: [run([0, 1, 2, 8]), run([0, 1, 2, 4])] })).toEqual([0, 1, 2, 4, 8]);
  expect(momentsOf({ learned: [] })).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Engine } from '../engine/engine';
import type { FieldDescription, When } from '../engine/types';
import { Experiment } from '../state/experiment';
import { matters } from './control';

/** An experiment in which one field has this value. */
function withValue(key: string, text: string): Experiment {
  const state = { link: '', promised: false, values: { [key]: text }, problems: [] };
  const engine: Pick<Engine, 'decode' | 'change'> = { decode: () => state, change: () => state };
  return new Experiment(engine, '');
}

function field(when: When | null): FieldDescription {
  const words = { key: 'clip', label: 'Clip at', help: '', default: '10' };
  const kind = { type: 'real', min: 0.001, max: 1e6, auto: false } as const;
  return { ...words, group: 'network', kind, effect: 'train', when };
}

test('a field without a condition always matters', () => {
  expect(matters(field(null), withValue('features', 'raw'), [])).toBe(true);
});

test('a field matters while the field it hangs on has one of the values', () => {
  const clip = field({ field: 'features', any: ['clip', 'both'] });
  for (const [value, does] of [
    ['clip', true],
    ['both', true],
    ['raw', false],
    ['cli', false],
    ['', false],
  ] as const) {
    expect(matters(clip, withValue('features', value), []), `features = ${value}`).toBe(does);
  }
});

test('a field that hangs on a set matters while one of the values is a member', () => {
  const hidden = field({ field: 'opt', any: ['l2o', 'l2o-tele'] });
  for (const [value, does] of [
    ['l2o,gd', true],
    ['gd,l2o-tele', true],
    ['gd,adam', false],
    ['', false],
  ] as const) {
    expect(matters(hidden, withValue('opt', value), []), `opt = ${value}`).toBe(does);
  }
});

test('a field that hangs on one that is not there does not matter', () => {
  expect(matters(field({ field: 'depth', any: ['1'] }), withValue('features', '1'), [])).toBe(false);
});

test('a field that hangs on one that does not matter does not matter either', () => {
  const features = { ...field({ field: 'opt', any: ['l2o'] }), key: 'features' };
  const clip = field({ field: 'features', any: ['clip'] });
  const state = (opt: string) => ({
    link: '',
    promised: false,
    values: { features: 'clip', opt },
    problems: [],
  });
  const at = (opt: string) => new Experiment({ decode: () => state(opt), change: () => state(opt) }, '');
  expect(matters(clip, at('l2o'), [features, clip])).toBe(true);
  expect(matters(clip, at('gd'), [features, clip])).toBe(false);
});

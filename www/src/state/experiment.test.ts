import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../engine/engine';
import type { LinkState, Problem } from '../engine/types';
import { type Change, Experiment } from './experiment';

const DEFAULTS: Record<string, string> = { hidden: '20', seed: '1', opt: 'l2o,gd' };

/** Links of three fields; the engine refuses what contains a question mark. */
const engine: Pick<Engine, 'decode' | 'change'> = {
  decode: (link) => {
    const given = [...new URLSearchParams(link.replace(/^#/, ''))];
    const refused = given.filter(([key, text]) => !(key in DEFAULTS) || text.includes('?'));
    return state(Object.fromEntries(given.filter((entry) => !refused.includes(entry))), refused.map(problem));
  },
  change: (link, key, text) => {
    const now = engine.decode(link);
    if (text.includes('?')) return { ...now, problems: [problem([key, text])] };
    return state({ ...now.values, [key]: text }, []);
  },
};

function state(given: Record<string, string>, problems: Problem[]): LinkState {
  const values: Record<string, string> = { ...DEFAULTS, ...given };
  const link = Object.entries(values).filter(([key, text]) => DEFAULTS[key] !== text);
  return { link: link.map((entry) => entry.join('=')).join('&'), promised: 'fp' in given, values, problems };
}

function problem([field, given]: [string, string]): Problem {
  return { field, given, takes: 'no question mark' };
}

let experiment: Experiment;
let heard: (Change | Problem[])[];

beforeEach(() => {
  experiment = new Experiment(engine, '#seed=7');
  heard = [];
  experiment.changed.on((change) => heard.push(change));
  experiment.complaints.on((problems) => heard.push(problems));
});

test('the link says what differs, and every field has a value', () => {
  expect(experiment.link).toBe('seed=7');
  expect([experiment.value('seed'), experiment.value('hidden')]).toEqual(['7', '20']);
  expect(experiment.value('no such field')).toBe('');
});

test('what the first link asks for in vain is known at once', () => {
  const { problems, link } = new Experiment(engine, '#seed=7&hidden=?');
  expect(problems).toEqual([problem(['hidden', '?'])]);
  expect(link).toBe('seed=7');
});

test('a set has members, and an empty one has none', () => {
  expect(experiment.members('opt')).toEqual(['l2o', 'gd']);
  experiment.set('opt', '');
  expect(experiment.members('opt')).toEqual([]);
});

test('a change is told with the keys that it changed and the manner', () => {
  expect(experiment.set('hidden', '8')).toEqual([]);
  expect(experiment.link).toBe('hidden=8&seed=7');
  experiment.set('seed', '9', 'continuous');
  expect(heard).toEqual([
    { keys: new Set(['hidden']), manner: 'discrete' },
    { keys: new Set(['seed']), manner: 'continuous' },
  ]);
});

test('the same value again is no change', () => {
  experiment.set('seed', '7');
  expect(heard).toEqual([]);
});

test('what the engine refuses is returned, changes nothing and is not told', () => {
  expect(experiment.set('hidden', '?')).toEqual([problem(['hidden', '?'])]);
  expect([experiment.link, experiment.value('hidden')]).toEqual(['seed=7', '20']);
  expect(heard).toEqual([]);
});

test('several changes at once are one change', () => {
  experiment.setAll([
    ['hidden', '8'],
    ['seed', '2'],
  ]);
  expect(experiment.link).toBe('hidden=8&seed=2');
  expect(heard).toEqual([{ keys: new Set(['hidden', 'seed']), manner: 'discrete' }]);
});

test('of several changes none is made if one is refused, wherever it stands', () => {
  const good = ['hidden', '8'] as const;
  const bad = ['seed', '?'] as const;
  for (const entries of [
    [good, bad],
    [bad, good],
  ]) {
    expect(experiment.setAll(entries), entries.join(' ')).toEqual([problem(['seed', '?'])]);
    expect(experiment.link, entries.join(' ')).toBe('seed=7');
  }
  expect(heard).toEqual([]);
});

test('a link from outside replaces everything, and is not written into the history again', () => {
  experiment.load('#hidden=8');
  expect(experiment.link).toBe('hidden=8');
  expect(heard).toEqual([{ keys: new Set(['hidden', 'seed']), manner: 'history' }, []]);
});

test('what a link asks for in vain is told even if nothing else is new', () => {
  experiment.load('#seed=7&depth=3');
  expect(heard).toEqual([[problem(['depth', '3'])]]);
  expect(experiment.problems).toEqual([problem(['depth', '3'])]);
});

test('a good link ends the complaints about the one before', () => {
  experiment.load('#depth=3');
  experiment.load('#seed=8');
  expect(experiment.problems).toEqual([]);
  expect(heard.at(-1)).toEqual([]);
});

test('a link that might be does not become this one', () => {
  const link = experiment.linkWith([
    ['hidden', '8'],
    ['seed', '1'],
  ]);
  expect(link).toBe('hidden=8');
  expect([experiment.link, heard]).toEqual(['seed=7', []]);
});

// What crosses the boundary: plain objects, typed arrays, and errors that are sentences.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine } from './engine.mjs';

const LINK = '#v=1&task=booth-fixed&opt=l2o-tele,gd&runs=2&batch=3&seed=3&eval_tasks=5&eval_steps=9';

test('a link decodes to its values, and every default is filled in', () => {
  const { link, values, problems } = engine.decode(LINK);
  assert.equal(`#${link}`, LINK);
  assert.deepEqual(problems, []);
  assert.equal(values.hidden, '20');
  assert.deepEqual(
    Object.keys(values).sort(),
    engine
      .describe()
      .map(({ key }) => key)
      .sort(),
  );
});

test('what a link asks for in vain is reported by name, and all else is taken', () => {
  const { link, problems } = engine.decode('#v=1&hidden=4096&<b>=1&runs=7');
  assert.equal(link, 'v=1&runs=7');
  assert.deepEqual(problems, [
    { field: 'hidden', given: '4096', takes: 'a whole number from 1 to 300' },
    { field: '<b>', given: '1', takes: 'nothing: there is no field of this name' },
  ]);
});

test('a change that cannot be made changes nothing', () => {
  const { link, problems } = engine.change(LINK, 'batch', '0');
  assert.equal(`#${link}`, LINK);
  assert.deepEqual(problems, [{ field: 'batch', given: '0', takes: 'a whole number from 1 to 256' }]);
});

test('an unknown optimizer is refused with its name', () => {
  assert.throws(() => new engine.Session(LINK, 'sgd'), /there is no optimizer “sgd”/);
});

test('a picture refuses bounds and colours of the wrong size', () => {
  assert.throws(() => new engine.Picture(LINK, [0, 1], 8, 8), /bounds are four numbers/);
  const picture = new engine.Picture(LINK, [-1, 1, -1, 1], 9, 8);
  assert.throws(() => picture.paint(1, [1, 2, 3], [0, 0, 0, 0]), /a ramp is 256 RGB triples/);
  const ramp = new Uint8Array(768);
  assert.equal(picture.paint(6, ramp, [0, 0, 0, 0]), true);
  assert.equal(picture.paint(99, ramp, [0, 0, 0, 0]), false);
  picture.free();
});

test('a session reports losses since a cursor, its trajectory, and a summary when it is done', () => {
  const session = new engine.Session(LINK, 'l2o-tele');
  assert.equal(session.summary(), null);
  assert.equal(session.meta_losses(0).length, 0);
  while (session.run_for(1).phase !== 'done');
  assert.equal(session.meta_losses(0).length, 10);
  assert.equal(session.meta_losses(7).length, 3);
  assert.equal(session.meta_losses(99).length, 0);
  const { x, middle, arcs, f, element, diverged_at } = session.trajectory();
  assert.ok(x instanceof Float32Array);
  assert.deepEqual(
    [x.length, middle.length, arcs.length, f.length, element.length, diverged_at],
    [20, 18, 2 * 9 * engine.arc_points(), 10, 9, null],
  );
  assert.equal(session.summary().tasks, 5);
  session.free();
});

test('another start is adopted without training again, another training is not', () => {
  const session = new engine.Session(LINK, 'l2o-tele');
  while (session.run_for(5).phase !== 'done');
  const { hash } = session.summary();
  assert.equal(session.adopt(`${LINK}&start=0.5,-0.25`), true);
  assert.deepEqual([...session.trajectory().x.slice(0, 2)], [0.5, -0.25]);
  assert.equal(session.summary().hash, hash);
  assert.equal(session.adopt(LINK.replace('runs=2', 'runs=3')), false);
  session.free();
});

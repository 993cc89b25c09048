import { beforeEach, expect, test } from 'vitest';
import { Playback } from './playback';

let playback: Playback;
let changes = 0;

beforeEach(() => {
  playback = new Playback(100);
  changes = 0;
  playback.changed.on(() => {
    changes += 1;
  });
});

test('it begins at the end and at rest: the whole trajectory is shown', () => {
  expect([playback.position, playback.step, playback.length]).toEqual([100, 100, 100]);
  expect(playback.playing).toBe(false);
});

test('from the end, playing begins at the start', () => {
  playback.play();
  expect([playback.position, playback.playing]).toEqual([0, true]);
});

test('from the middle, playing goes on from there', () => {
  playback.seek(40);
  playback.play();
  expect([playback.position, playback.playing]).toEqual([40, true]);
});

test('it moves at its speed, by the time that went by', () => {
  playback.play();
  playback.advance(75);
  expect(playback.position).toBeCloseTo(1.5, 12);
  expect(playback.step).toBe(1);
  playback.speed = 100;
  playback.advance(500);
  expect(playback.position).toBeCloseTo(51.5, 12);
});

test('at the end it stops, exactly there', () => {
  playback.play();
  playback.advance(1e9);
  expect([playback.position, playback.playing]).toEqual([100, false]);
});

test('at rest no time goes by, and nobody is told', () => {
  playback.seek(3);
  changes = 0;
  playback.advance(1000);
  expect([playback.position, changes]).toEqual([3, 0]);
});

test('pausing keeps the position', () => {
  playback.play();
  playback.advance(110);
  playback.pause();
  playback.advance(1000);
  expect(playback.position).toBeCloseTo(2.2, 12);
  expect(playback.playing).toBe(false);
});

test('seeking stops at a whole step within the range', () => {
  for (const [to, step] of [
    [12.6, 13],
    [-5, 0],
    [1e6, 100],
  ] as const) {
    playback.play();
    playback.seek(to);
    expect([playback.position, playback.playing], `seek(${to})`).toEqual([step, false]);
  }
});

test('who stood at the end stays at the end of another length', () => {
  for (const length of [40, 250]) {
    playback.resize(length);
    expect([playback.position, playback.length]).toEqual([length, length]);
  }
});

test('who stood elsewhere stays there, unless it is past the end now', () => {
  playback.seek(60);
  playback.resize(80);
  expect(playback.position).toBe(60);
  playback.resize(50);
  expect(playback.position).toBe(50);
});

test('the same length again is no change', () => {
  playback.resize(100);
  expect(changes).toBe(0);
});

test('without steps there is nothing to play', () => {
  playback.resize(0);
  playback.play();
  expect([playback.position, playback.playing]).toEqual([0, false]);
});

test('every change is told once', () => {
  const acts = [
    () => playback.play(),
    () => playback.advance(1),
    () => playback.pause(),
    () => playback.seek(1),
    () => playback.resize(5),
  ];
  acts.forEach((act, i) => {
    act();
    expect(changes, String(act)).toBe(i + 1);
  });
});

// A frame's timestamp can lie before the click that started the replay, so that its elapsed time is negative.
test('a first frame from before the click does not lead out of the range', () => {
  playback.play();
  playback.advance(-5);
  expect(playback.position).toBeGreaterThanOrEqual(0);
  expect(playback.step).toBe(0);
});

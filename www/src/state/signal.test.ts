import { expect, test } from 'vitest';
import { Signal } from './signal';

test('everyone who listens hears every emission, in the order in which they came', () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  signal.on((value) => heard.push(`a${value}`));
  signal.on((value) => heard.push(`b${value}`));
  signal.emit(1);
  signal.emit(2);
  expect(heard).toEqual(['a1', 'b1', 'a2', 'b2']);
});

test('who has left hears nothing more, and the others still do', () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  const leave = signal.on((value) => heard.push(`a${value}`));
  signal.on((value) => heard.push(`b${value}`));
  signal.emit(1);
  leave();
  leave();
  signal.emit(2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

test('a listener may leave while it is called, and nobody after it is passed over', () => {
  const signal = new Signal<number>();
  const heard: string[] = [];
  const leave = signal.on((value) => {
    heard.push(`once${value}`);
    leave();
  });
  signal.on((value) => heard.push(`always${value}`));
  signal.emit(1);
  signal.emit(2);
  expect(heard).toEqual(['once1', 'always1', 'always2']);
});

test('who comes during an emission hears from the next one on', () => {
  const signal = new Signal<number>();
  const heard: number[] = [];
  let come = () => {
    come = () => {};
    signal.on((value) => heard.push(value));
  };
  signal.on(() => come());
  signal.emit(1);
  signal.emit(2);
  expect(heard).toEqual([2]);
});

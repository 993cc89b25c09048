import type { Problem, Summary } from '../engine/types';

/** How much can be operated: everything, the training and the picture, or nothing. */
export type Controls = 'full' | 'minimal' | 'none';
/** All of them, the usual one first. */
export const CONTROLS: readonly [Controls, ...Controls[]] = ['full', 'minimal', 'none'];

/** Colours: those that the reader's system asks for, or always the same. */
export type ThemeName = 'auto' | 'light' | 'dark';
/** All of them, the usual one first. */
export const THEMES: readonly [ThemeName, ...ThemeName[]] = ['auto', 'light', 'dark'];

/** Detail of `progress` events. */
export type Progress = {
  /** Share of all work that is done, training and evaluation, 0 to 1. */
  progress: number;
  /** As the property of this name. */
  metaProgress: number;
  /** As the property of this name. */
  step: number;
};

/** What an optimizer came to on the unseen tasks. */
export type OptimizerResult = Summary & { label: string };

/** Detail of `done` events: all optimizers are trained and evaluated. */
export type Result = {
  /** The experiment, from `#` on. */
  link: string;
  /** Hash over every bit of all iterates and losses; null where weights were imported. */
  fingerprint: string | null;
  optimizers: OptimizerResult[];
};

/** Detail of `problem` events; the message is a sentence for readers. */
export type ProblemDetail = {
  /** `link`: fields that it asks for in vain. `attribute`: a value that an attribute does not take. `start`: nothing runs here. `run`: an optimizer stopped. */
  kind: 'link' | 'attribute' | 'start' | 'run';
  message: string;
  /** Of a link: each field, what was given, and what it takes. */
  fields: readonly Problem[];
};

/** What an embed tells the page that it stands in. */
export type Tell = {
  progress(): void;
  done(result: Result): void;
  problem(detail: ProblemDetail): void;
};

/** What is inside of an embed: a playground, or a figure. */
export type Contents = {
  /** Goes to the state of a link; whether it can, without other contents. */
  load(link: string): boolean;
  readonly link: string;
  readonly steps: number;
  step: number;
  metaProgress: number;
  readonly progress: number;
  readonly result: Result | null;
  run(): void;
  pause(): void;
  reset(): void;
  end(): void;
};

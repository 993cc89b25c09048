import type { Progress, Summary, Tensor, Trajectory } from './types';

/** What a run is to show: the task of a link, solved by the optimizer as it was after some meta-updates, or as it is (null). */
export type View = { link: string; moment: number | null };

/** The engine as workers get it: its first part, compiled, and the address of the rest, which only the page knows. */
export type Parts = { first: WebAssembly.Module; rest: string };

/** What the page asks of a worker. `run` names one optimizer being trained, `id` a question that wants an answer. */
export type Request =
  | { type: 'start'; parts: Parts }
  | {
      type: 'open';
      run: number;
      link: string;
      optimizer: string;
      going: boolean;
      /** Whether it takes more than the first part of the engine. */
      whole: boolean;
      /** Those of an optimizer that was trained elsewhere; null for one to be trained here. */
      weights: readonly Tensor[] | null;
    }
  | { type: 'go'; run: number; going: boolean }
  | { type: 'adopt'; run: number; id: number; view: View }
  | { type: 'give'; run: number; id: number }
  | { type: 'close'; run: number }
  /** For so many milliseconds it does nothing but what it is asked. */
  | { type: 'rest'; milliseconds: number }
  | { type: 'ping' };

/** What a run has and is too much to be told all the time: every meta-loss, and the weights as they are shown. */
export type Holdings = { losses: Float32Array; weights: Tensor[] };

/** What a worker tells the page of its own accord, and when something is to be shown. Arrays are transferred. */
export type News =
  | {
      type: 'progress';
      run: number;
      /** Of the question that this answers; null for news of its own accord. */
      id: number | null;
      progress: Progress;
      /** Meta-losses since the last report. */
      losses: Float32Array;
      /** Meta-updates after which the optimizer was kept as it was. */
      moments: Uint32Array;
      trajectory: Trajectory;
      summary: Summary | null;
    }
  | { type: 'failed'; run: number | null; message: string }
  /** The worker of a run died, and the run with it. */
  | { type: 'lost'; run: number; message: string };

/** All that a worker sends. */
export type Report =
  | Exclude<News, { type: 'lost' }>
  | ({ type: 'given'; run: number; id: number } & Holdings)
  /** Its engine stopped in the middle of something: nothing that it holds can be relied upon. */
  | { type: 'died'; message: string }
  | { type: 'pong' };

/** A message kind that nobody handles is a mistake that the compiler finds. */
export function unreachable(message: never): never {
  throw new Error(`unknown message ${JSON.stringify(message)}`);
}

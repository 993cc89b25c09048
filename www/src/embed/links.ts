import type { Engine } from '../engine/engine';
import { problemText } from '../engine/problem-text';
import type { Problem } from '../engine/types';
import type { ProblemDetail } from './api';

/** The figure that a link shows; null for the playground. */
export function figureOf(engine: Pick<Engine, 'decode'>, link: string): string | null {
  const { fig = 'none' } = engine.decode(link).values;
  return fig === 'none' ? null : fig;
}

/** What a link asks for in vain, for whoever wrote it. */
export function linkProblem(fields: readonly Problem[]): ProblemDetail {
  return { kind: 'link', message: `Parts of this link could not be used: ${problemText(fields)}.`, fields };
}

import { isEngineError } from '../engine/load';

/** What a visitor is told about a failure to start. */
export function sentenceOf(error: unknown): string {
  return isEngineError(error) ? error.message : `The playground could not start: ${String(error)}`;
}

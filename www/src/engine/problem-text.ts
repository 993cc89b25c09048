import type { Problem } from './types';

/** Fields that a link asks for in vain, and what they take, in one line. */
export function problemText(problems: readonly Problem[]): string {
  return problems.map(({ field, given, takes }) => `${field} = ${given} (takes ${takes})`).join('; ');
}

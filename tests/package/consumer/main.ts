import type { L2oPlaygroundElement, Result } from 'l2o-playground';
import 'l2o-playground';
import { loadEngine, type Outcome, run } from 'l2o-playground/engine';

declare global {
  interface Window {
    outcome: Outcome;
    minimum: readonly number[] | undefined;
    done: Result;
  }
}

const element: L2oPlaygroundElement | null = document.querySelector('l2o-playground');
element?.addEventListener('done', ({ detail }) => {
  window.done = detail;
});

const engine = await loadEngine();
window.minimum = engine.scene('#v=1&task=booth').plane?.minimum;
window.outcome = await run('#v=1&task=booth-fixed&opt=gd&eval_tasks=16', ({ job, done, total }) => {
  console.info(`${job.label}: ${done} of ${total}`);
});

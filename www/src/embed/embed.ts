// What another page loads: the element, and frames that are as high as what they show.
import { L2oPlaygroundElement } from './element';
import { fitFrames } from './fit-frames';
import { HOME } from './home';

export type { Controls, OptimizerResult, ProblemDetail, Progress, Result, ThemeName } from './api';
export { L2oPlaygroundElement, type L2oPlaygroundEventMap } from './element';

const NAME = 'l2o-playground';

if ('customElements' in globalThis) {
  if (!customElements.get(NAME)) customElements.define(NAME, L2oPlaygroundElement);
  if (HOME !== null) fitFrames(new URL('embed.html', HOME).href);
}

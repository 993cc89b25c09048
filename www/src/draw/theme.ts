import type { Marker } from './markers';

/** How one optimizer looks, in every picture. Colour never stands alone: marker and dash say the same. */
export type Look = { color: string; marker: Marker; dash: number[] };

const FORMS: Record<string, Omit<Look, 'color'>> = {
  l2o: { marker: 'circle', dash: [] },
  'l2o-tele': { marker: 'diamond', dash: [] },
  lr: { marker: 'left', dash: [] },
  'lr-tele': { marker: 'right', dash: [] },
  'lr-mom': { marker: 'hexagon', dash: [] },
  'lr-tele-mom': { marker: 'hourglass', dash: [] },
  gd: { marker: 'square', dash: [6, 3] },
  momentum: { marker: 'triangle', dash: [2, 2] },
  adam: { marker: 'cross', dash: [8, 3, 2, 3] },
  newton: { marker: 'star', dash: [10, 4] },
  oracle: { marker: 'times', dash: [6, 2] },
  random: { marker: 'pentagon', dash: [1, 3] },
  fly: { marker: 'down', dash: [4, 4] },
};

/** Colours of the pictures, from the style sheet, so that both themes are described in one place. */
export type Theme = {
  dark: boolean;
  paper: string;
  ink: string;
  muted: string;
  grid: string;
  halo: string;
  look(optimizer: string): Look;
};

/** The colours where an element of the page stands, as they are now. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const looks = new Map<string, Look>();
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    dark: read('--dark') === '1',
    paper: read('--paper'),
    ink: read('--ink'),
    muted: read('--muted'),
    grid: read('--grid'),
    halo: read('--halo'),
    look(optimizer) {
      const look = looks.get(optimizer) ?? {
        color: read(`--opt-${optimizer}`) || read('--ink'),
        ...formOf(optimizer),
      };
      looks.set(optimizer, look);
      return look;
    },
  };
}

/** Marker and dash of an optimizer. */
export function formOf(optimizer: string): Omit<Look, 'color'> {
  return FORMS[optimizer] ?? { marker: 'circle', dash: [] };
}

import { el, setText, svg } from '../dom';
import { traceMarker } from '../draw/markers';
import { PathText } from '../draw/path-text';
import { formOf } from '../draw/theme';
import type { FieldDescription } from '../engine/types';
import type { Experiment } from '../state/experiment';

/** Legend and switch in one: a button per optimizer, in its colour and with its marker. */
export function optimizerPanel(
  root: HTMLElement,
  experiment: Experiment,
  fields: readonly FieldDescription[],
): void {
  const kind = fields.find((field) => field.key === 'opt')?.kind;
  const choices = kind?.type === 'set' ? kind.choices : [];
  const buttons = choices.map(({ name, label, help }) => {
    const button = el(
      'button',
      {
        type: 'button',
        class: 'chip',
        title: help,
        'data-optimizer': name,
        style: `--color: var(--opt-${name})`,
      },
      swatch(name),
      label,
    );
    button.addEventListener('click', () => {
      const on = new Set(experiment.members('opt'));
      if (!on.delete(name)) on.add(name);
      experiment.set('opt', [...on].join(','));
    });
    return { name, button };
  });
  let all = false;
  const more = el('button', { type: 'button', class: 'chip more-optimizers' });
  const usual = fields.find((field) => field.key === 'opt')?.default.split(',') ?? [];
  const refresh = () => {
    const on = experiment.members('opt');
    // Without the two of the usual comparison, it is another comparison.
    const common = on.includes('l2o') || on.includes('l2o-tele') || on.length === 0 ? usual : on;
    for (const { name, button } of buttons) {
      button.setAttribute('aria-pressed', String(on.includes(name)));
      button.hidden = !(all || on.includes(name) || common.includes(name));
    }
    setText(more, all ? '−' : '+');
    more.title = all ? 'Fewer optimizers' : 'More optimizers';
    more.setAttribute('aria-label', more.title);
    more.setAttribute('aria-expanded', String(all));
  };
  more.addEventListener('click', () => {
    all = !all;
    refresh();
  });
  root.append(...buttons.map(({ button }) => button), more);
  experiment.changed.on(({ keys }) => {
    if (keys.has('opt')) refresh();
  });
  refresh();
}

/** The marker of an optimizer as a small picture that takes the colour of its surroundings. */
export function swatch(optimizer: string): SVGSVGElement {
  const outline = new PathText();
  traceMarker(outline, formOf(optimizer).marker, [8, 8], 5);
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', class: 'swatch' },
    svg('path', { d: outline.text, fill: 'currentColor' }),
  );
}

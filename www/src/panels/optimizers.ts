import { el, svg } from '../dom';
import { traceMarker } from '../draw/markers';
import { readTheme } from '../draw/theme';
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
  const refresh = () => {
    const on = experiment.members('opt');
    for (const { name, button } of buttons) button.setAttribute('aria-pressed', String(on.includes(name)));
  };
  root.append(...buttons.map(({ button }) => button));
  experiment.changed.on(refresh);
  refresh();
}

/** The marker of an optimizer as a small picture that takes the colour of its surroundings. */
export function swatch(optimizer: string): SVGSVGElement {
  const outline = new PathText();
  traceMarker(outline, readTheme().look(optimizer).marker, [8, 8], 5);
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', class: 'swatch' },
    svg('path', { d: outline.text, fill: 'currentColor' }),
  );
}

/** Records canvas commands as the text of an SVG path. */
class PathText {
  text = '';

  moveTo(x: number, y: number): void {
    this.text += `M${x} ${y}`;
  }

  lineTo(x: number, y: number): void {
    this.text += `L${x} ${y}`;
  }

  /** Only whole circles. */
  arc(x: number, y: number, r: number): void {
    this.text += `M${x + r} ${y}A${r} ${r} 0 1 0 ${x - r} ${y}A${r} ${r} 0 1 0 ${x + r} ${y}`;
  }

  closePath(): void {
    this.text += 'Z';
  }
}

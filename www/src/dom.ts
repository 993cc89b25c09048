type Attributes = Record<string, string | number | boolean>;

/** Creates an element. `true` sets an empty attribute, `false` leaves it out; children never are markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  assign(element, attributes);
  element.append(...children);
  return element;
}

/** As `el`, for SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  assign(element, attributes);
  element.append(...children);
  return element;
}

/** The drawing context of a canvas; a browser that has none cannot show this page. */
export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw on a canvas.');
  return context;
}

/**
 * Gives a canvas so many pixels, all of them empty; also where it has as many: of what is painted over, browsers would copy what was
 * there before.
 */
export function wipe(canvas: HTMLCanvasElement, width: number, height: number): void {
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
}

/** An empty canvas of this size, `scale` times as many pixels, to be drawn on in pixels of the page. */
export function blank(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
  scale: number,
): CanvasRenderingContext2D {
  wipe(canvas, width * scale, height * scale);
  const ctx = context2d(canvas);
  ctx.scale(scale, scale);
  return ctx;
}

/** Sets text only if it differs, so that nothing is laid out or announced twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Width and height of an element, in whole pixels. */
export type Size = { width: number; height: number };

/** The size of an element without padding as time goes by; asking the element has the page laid out. `changed` is called after it changed. */
export function watchSize(element: Element, changed: () => void): Size {
  const size = { width: 0, height: 0 };
  new ResizeObserver((entries) => {
    const { width = 0, height = 0 } = entries.at(-1)?.contentRect ?? {};
    Object.assign(size, { width: Math.round(width), height: Math.round(height) });
    changed();
  }).observe(element);
  return size;
}

let ids = 0;

/** An id that no other element of the page has. */
export function freshId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}

function assign(element: HTMLElement | SVGElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) continue;
    // Where a policy forbids styles in the markup, scripts may still set them like this.
    if (name === 'style') element.style.cssText = String(value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

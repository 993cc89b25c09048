const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole number with thousands separators: 1,240. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** So many of something: 1 task, 4,096 tasks. */
export function quantity(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Names in a sentence: L2O, GD and Adam. */
export function list(names: readonly string[]): string {
  if (names.length < 2) return names.join(''); // what this is asked for most: the formatter takes 10 ms to make
  return new Intl.ListFormat('en-GB').format(names);
}

/** A figure as it is set in the page: 0.0213, 12.4, 3.1×10⁻⁹, −0.5. */
export function figure(value: number, digits = 3): string {
  const parts = split(value, digits);
  if (typeof parts === 'string') return parts.replace('-', '−');
  return `${parts.mantissa.replace('-', '−')}×${power(parts.exponent)}`;
}

/** A figure as it is said, where superscripts would be read badly: 3.1e-9. */
export function plain(value: number, digits = 2): string {
  const parts = split(value, digits);
  return typeof parts === 'string' ? parts : `${parts.mantissa}e${parts.exponent}`;
}

/** Ten to a whole power: 10⁻⁴. */
export function power(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)] ?? '').join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A coordinate to a fixed number of decimals, with a real minus sign and no negative zero. */
export function coordinate(value: number, decimals: number): string {
  return trimZero(value.toFixed(decimals)).replace('-', '−');
}

/** A coordinate as text for the engine: no more decimals than the eye can place on the screen. */
export function coordinateText(value: number, unitsPerPixel: number): string {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(unitsPerPixel))));
  return String(Number(value.toFixed(decimals)) + 0);
}

/** An angle in degrees: 14°, −3.5°. */
export function degrees(radians: number): string {
  const value = (radians * 180) / Math.PI;
  const text = Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0);
  return `${trimZero(text).replace('-', '−')}°`;
}

/** How long something still takes: 3 s, 2 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** A share as a percentage: 0 %, 3.1 %, 100 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '–';
  const value = (100 * part) / whole;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} %`;
}

function split(value: number, digits: number): string | { mantissa: string; exponent: number } {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  // Rounding first decides the exponent: 0.99996 is 1.00, not 10.0e-1.
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  // Written out, a number has at most one digit more than asked for: the others are not known to be meant.
  if (power >= -3 && power <= digits) return value.toFixed(Math.max(0, digits - 1 - power));
  return { mantissa, exponent: power };
}

function trimZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

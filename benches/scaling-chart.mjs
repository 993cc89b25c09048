// Reads the lines of scaling.mjs and prints a chart of them as SVG: a panel per size, both axes logarithmic and alike in all.
import { readFileSync } from 'node:fs';

const NAMES = { H: 'hidden units H', B: 'batch B', T: 'unroll T', N: 'steps per run N' };
const LEGEND =
  'Time per meta-update, one size varied at a time. Numbers: exponent between neighbours. Dashed: proportional to the size.';
const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP] = [230, 240, 64, 40, 44, 24];

const lines = readFileSync(0, 'utf8').trim().split('\n');
const points = lines.map((line) => JSON.parse(line)).filter(({ work }) => work === 'scaling');
const panels = [...new Set(points.map(({ varied }) => varied))].map((varied) => ({
  varied,
  points: points
    .filter((point) => point.varied === varied)
    .map((point) => ({ size: point[varied], time: point.us_per_meta_update, exponent: point.exponent })),
}));

const times = points.map((point) => point.us_per_meta_update);
const decades = [Math.floor(Math.log10(Math.min(...times))), Math.ceil(Math.log10(Math.max(...times)))];
const y = (time) => TOP + (HEIGHT * (decades[1] - Math.log10(time))) / (decades[1] - decades[0]);
const width = LEFT + panels.length * (WIDTH + GAP);
const height = TOP + HEIGHT + BOTTOM;

console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Time per meta-update against hidden units, batch, unroll and steps per run</title>
<style>
  text { font: 11px system-ui, sans-serif; fill: #333 }
  .title { font-size: 13px; font-weight: 600 }
  .exponent { fill: #666; font-size: 10px }
  .grid { stroke: #8884; fill: none }
  .linear { stroke: #888; stroke-dasharray: 3 4 }
  .time { stroke: #06c; stroke-width: 2; fill: none }
  .point { fill: #06c }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .exponent { fill: #aaa }
    .time { stroke: #6bf }
    .point { fill: #6bf }
  }
</style>
${timeAxis()}
${panels.map(panel).join('\n')}
${text(LEFT, height - 8, LEGEND, 'start', 'exponent')}
</svg>`);

function timeAxis() {
  const powers = Array.from({ length: decades[1] - decades[0] + 1 }, (_, index) => decades[0] + index);
  const labels = powers.map((power) => text(LEFT - 8, y(10 ** power) + 4, label(10 ** power), 'end'));
  return labels.join('\n');
}

function label(microseconds) {
  return microseconds < 1000 ? `${microseconds} µs` : `${microseconds / 1000} ms`;
}

function panel({ varied, points }, index) {
  const left = LEFT + index * (WIDTH + GAP);
  const logs = points.map(({ size }) => Math.log(size));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const x = (size) => left + 10 + ((WIDTH - 20) * (Math.log(size) - low)) / (high - low);
  const path = points.map(({ size, time }) => `${at(x(size))} ${at(y(time))}`).join(' ');
  const marks = points.map(({ size, time, exponent }, mark) => {
    const dot = `<circle class="point" cx="${at(x(size))}" cy="${at(y(time))}" r="3"/>`;
    const tick = text(x(size), TOP + HEIGHT + 15, size, 'middle');
    if (exponent === undefined) return `${dot}${tick}`;
    const before = points[mark - 1];
    const [middle, above] = [(x(size) + x(before.size)) / 2 - 5, (y(time) + y(before.time)) / 2 - 9];
    return `${dot}${tick}${text(middle, above, withoutMinusZero(exponent), 'middle', 'exponent')}`;
  });
  return `<rect class="grid" x="${left}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}"/>
${text(left + WIDTH / 2, TOP - 12, NAMES[varied], 'middle', 'title')}
${gridLines(left)}
${proportional(points, x)}
<polyline class="time" points="${path}"/>
${marks.join('\n')}`;
}

function gridLines(left) {
  const inner = Array.from({ length: decades[1] - decades[0] - 1 }, (_, index) => decades[0] + index + 1);
  const line = (power) => `M${left} ${at(y(10 ** power))}h${WIDTH}`;
  return `<path class="grid" d="${inner.map(line).join('')}"/>`;
}

function withoutMinusZero(exponent) {
  return (Math.round(exponent * 10) / 10 || 0).toFixed(1);
}

/** What time proportional to the size would be, from the largest size back, as far as the panel reaches. */
function proportional(points, x) {
  const { size, time } = points.at(-1);
  const least = Math.max(points[0].size, (size * 10 ** decades[0]) / time);
  const ends = [least, size].map((end) => `${at(x(end))} ${at(y((time * end) / size))}`);
  return `<path class="linear" d="M${ends.join('L')}"/>`;
}

function text(x, y, content, anchor, style = '') {
  const css = style && ` class="${style}"`;
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}"${css}>${content}</text>`;
}

function at(value) {
  return value.toFixed(1);
}

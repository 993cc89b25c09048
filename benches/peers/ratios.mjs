// Reads the lines of JSON of all peers and of the engine; prints a table of Markdown: how many times as long as the engine
// each peer takes, then the times. Of several rounds the fastest counts, for everyone: what disturbs a machine only adds.
import { readFileSync } from 'node:fs';

const OURS = 'l2o-playground wasm node';
const lines = readFileSync(0, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const timed = lines.filter((line) => line.us_per_meta_update);
const peers = [...new Set(timed.map((line) => line.peer))].filter((peer) => peer !== OURS);

const name = ({ work, H, B, teleport, kind }) =>
  work === 'W1' ? `W1 H=${H} B=${B} ${teleport ? 'teleport' : 'vanilla'}` : `${work} ${kind}`;
const time = (peer, row) => {
  const times = timed.filter((line) => line.peer === peer && name(line) === row);
  return times.length > 0 ? Math.min(...times.map((line) => line.us_per_meta_update)) : undefined;
};
const ratio = (value) => (value >= 10 ? value.toFixed(0) : value.toFixed(1));
const cells = (values) => `| ${values.join(' | ')} |`;

const head = ['per meta-update', ...peers.map((peer) => `${peer} ÷ ours`), 'ours', ...peers];
console.log(`\n${cells(head)}\n${cells(head.map((_, column) => (column === 0 ? '---' : '---:')))}`);
for (const row of new Set(timed.filter((line) => line.peer === OURS).map(name))) {
  const own = time(OURS, row);
  const others = peers.map((peer) => time(peer, row));
  const ratios = others.map((other) => (other ? `**${ratio(other / own)}**` : '–'));
  const times = [own, ...others].map((value) => (value ? microseconds(value) : '–'));
  console.log(cells([row, ...ratios, ...times]));
}

function microseconds(value) {
  return `${Number(value.toPrecision(3)).toLocaleString('en')} µs`;
}

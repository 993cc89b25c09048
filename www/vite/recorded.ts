import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import type { Recorded } from '../src/figures/recorded.ts';
import { count, figure, percent } from '../src/format.ts';
import { SOLVED } from '../src/solved.ts';

/** What `l2o reproduce` wrote; the article's figures show it, so that they cannot say anything else. */
const RESULTS = new URL('../../tests/reproduction/results.json', import.meta.url);
const NAME = 'virtual:recorded';

/** The parts of results.json that are read here. */
type Statistic = { estimate: number; low: number; high: number };
type Contestant = { experiment: string; optimizer: string };
type Study = {
  experiments: {
    name: string;
    seeds: { link: string }[];
    optimizers: {
      optimizer: string;
      final: { median: number; mean: number };
      diverged: number;
      curve: { q1: number[]; median: number[]; q3: number[] };
    }[];
  }[];
  comparisons: {
    one: Contestant;
    other: Contestant;
    log10_ratio_of_medians: Statistic;
    difference_of_area_log10: Statistic;
    share_below: Statistic;
  }[];
};

/** Of a baseline: how many steps it makes in the time of the learned optimizer's, and what it then reaches. */
type AsLong = { optimizer: string; steps: number; median: number };
type Results = { studies: Study[]; as_long: AsLong[] };

/** The results over many seeds as a module of the page: `import recorded from 'virtual:recorded'`. */
export function recorded(): Plugin {
  return {
    name: 'recorded',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(read())}` : undefined),
  };
}

/**
 * A number of the text: `fig3 l2o median` (or `mean`, `diverged`, `seeds`), or of two optimizers on the same tasks `fig3 l2o-tele
 * below fig3 l2o` (the share of tasks on which the first ends lower, with its interval of 95 %), `… over …` (the
 * ratio of medians) or `… area …` (the difference of the mean log₁₀ f). Of a baseline that takes its time, `as-long adam steps` or
 * `as-long adam median`.
 */
export function quoted(query: string): string {
  const [experiment = '', optimizer = '', what = '', ...other] = query.trim().split(/\s+/);
  const one = { experiment, optimizer };
  const [otherExperiment, otherOptimizer = ''] = other;
  const text =
    experiment === 'as-long'
      ? ofTime(optimizer, what)
      : otherExperiment === undefined
        ? ofOne(one, what)
        : ofTwo(one, { experiment: otherExperiment, optimizer: otherOptimizer }, what);
  if (text === undefined) throw new Error(`nothing was recorded of "${query}"`);
  return text.replaceAll(' %', '\u00a0%'); // on one line
}

function ofOne({ experiment, optimizer }: Contestant, what: string): string | undefined {
  const all = results().studies.flatMap(({ experiments }) => experiments);
  const found = all.find(({ name }) => name === experiment);
  const course = found?.optimizers.find((each) => each.optimizer === optimizer);
  if (found && what === 'seeds') return String(found.seeds.length);
  if (course && what === 'diverged') return percent(course.diverged, 1);
  if (course && what === 'median' && course.final.median < SOLVED) return 'solved';
  if (course && (what === 'median' || what === 'mean')) return figure(course.final[what], 2);
  return undefined;
}

function ofTwo(one: Contestant, other: Contestant, what: string): string | undefined {
  const same = (a: Contestant, b: Contestant) => a.experiment === b.experiment && a.optimizer === b.optimizer;
  const all = results().studies.flatMap(({ comparisons }) => comparisons);
  const contest = all.find((each) => same(each.one, one) && same(each.other, other));
  if (contest && what === 'below') return share(contest.share_below);
  if (contest && what === 'over') return times(contest.log10_ratio_of_medians);
  if (contest && what === 'area') return decades(contest.difference_of_area_log10);
  return undefined;
}

function ofTime(optimizer: string, what: string): string | undefined {
  const found = results().as_long.find((each) => each.optimizer === optimizer);
  if (found && what === 'steps') return count(Number(found.steps.toPrecision(1)));
  if (found && what === 'median') return figure(found.median, 2);
  return undefined;
}

function share({ estimate, low, high }: Statistic): string {
  const whole = (value: number) => (100 * value).toFixed(0);
  return `${whole(estimate)} % (${whole(low)} to ${whole(high)} %)`;
}

function times({ estimate, low, high }: Statistic): string {
  const [ratio = '', from, to] = [estimate, low, high].map((value) => figure(10 ** value, 2));
  return `${ratio} (${from} to ${to})`;
}

/** What is lower is better. */
function decades({ estimate, low, high }: Statistic): string {
  const [size, from, to] = [estimate, low, high].map((value) => figure(Math.abs(value), 2));
  const [least, most] = Math.abs(low) < Math.abs(high) ? [from, to] : [to, from];
  return `${size} decades (${least} to ${most}) ${estimate < 0 ? 'lower' : 'higher'}`;
}

function results(): Results {
  if (!existsSync(RESULTS)) throw new Error(`${RESULTS.pathname} is missing: l2o reproduce writes it`);
  return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
}

function read(): Recorded {
  const { studies } = results();
  const experiments = new Map(
    studies.flatMap((study) => study.experiments).map((experiment) => [experiment.name, experiment]),
  );
  const courses = [...experiments.values()].flatMap(({ name, seeds, optimizers }) =>
    optimizers.map(({ optimizer, final, diverged, curve }) => ({
      id: `${name} ${optimizer}`,
      course: {
        ...{ optimizer, link: seeds[0]?.link ?? '', seeds: seeds.length, final: final.median, diverged },
        ...{ q1: heights(curve.q1), median: heights(curve.median), q3: heights(curve.q3) },
      },
    })),
  );
  const place = ({ experiment, optimizer }: Contestant) =>
    courses.findIndex(({ id }) => id === `${experiment} ${optimizer}`);
  const contests = studies.flatMap(({ comparisons }) =>
    comparisons.map(({ one, other, log10_ratio_of_medians, share_below }) => ({
      ...{ one: place(one), other: place(other) },
      ...{ ratio: interval(log10_ratio_of_medians), below: interval(share_below) },
    })),
  );
  return { courses: courses.map(({ course }) => course), contests };
}

const interval = ({ estimate, low, high }: Statistic) => [estimate, low, high] as const;

/** Heights on a logarithmic axis, as fine as a curve can show. */
const heights = (values: number[]) =>
  values.map((value) => Number(Math.log10(Math.max(1e-16, value)).toFixed(2)));

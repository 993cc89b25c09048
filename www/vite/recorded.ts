import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import type { Recorded } from '../src/figures/recorded.ts';

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
      final: { median: number };
      diverged: number;
      curve: { q1: number[]; median: number[]; q3: number[] };
    }[];
  }[];
  comparisons: {
    one: Contestant;
    other: Contestant;
    log10_ratio_of_medians: Statistic;
    share_below: Statistic;
  }[];
};

/** The results over many seeds as a module of the page: `import recorded from 'virtual:recorded'`. */
export function recorded(): Plugin {
  return {
    name: 'recorded',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(read())}` : undefined),
  };
}

function read(): Recorded {
  if (!existsSync(RESULTS)) throw new Error(`${RESULTS.pathname} is missing: l2o reproduce writes it`);
  const { studies } = JSON.parse(readFileSync(RESULTS, 'utf8')) as { studies: Study[] };
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

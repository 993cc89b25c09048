import { figure } from '../format';
import type { Archive, Contest, Course, Estimate } from './recorded';

/** The optimizers that are held against each other, each at its best. */
const [TELEPORTING, PLAIN] = ['l2o-tele', 'l2o'] as const;

/** What a variant is measured by: the same optimizer with nothing left out, and plain L2O as good as it gets. */
export class Yardstick {
  private constructor(
    readonly whole: Course,
    readonly plain: Course,
    private readonly lead: Contest,
  ) {}

  /** That of the experiment whose link is given; null where it was not recorded. */
  static of(archive: Archive, whole: string): Yardstick | null {
    const course = archive.find(whole, TELEPORTING);
    const rival = archive.rival(whole, TELEPORTING, PLAIN);
    return course && rival && new Yardstick(course, rival.course, rival.contest);
  }

  /** How the recorded variant of a link compares, in a sentence. */
  sentence(archive: Archive, link: string, whole: string): string {
    const course = archive.find(link, TELEPORTING);
    if (course === this.whole) {
      return `With teleports f ends at a median ${times(this.lead.ratio)} that of plain L2O at its best.`;
    }
    const contest = archive.contest([link, TELEPORTING], [whole, TELEPORTING]);
    return contest
      ? `Without what you left out f ends at a median ${times(contest.ratio)} that of the whole recipe.`
      : '';
  }
}

/** A ratio, which is given by its decades, with its interval. */
export function times(decades: Estimate): string {
  const [ratio, from, to] = decades.map((each) => figure(10 ** each, 2));
  return `${ratio} times (95 %: ${from} to ${to})`;
}

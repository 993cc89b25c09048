import './styles/page.css';
import { Article } from './article';
import { isEngineError } from './engine/load';
import { sharedEngine, wholeEngine } from './engine/shared';
import { keepForOffline } from './offline/register';
import { sentencePlace } from './panels/sentence';
import { sentenceOf } from './playground/failure';
import { Place } from './playground/place';
import { Playground } from './playground/playground';
import type { Experiment } from './state/experiment';
import { addressBar, LinkHistory } from './state/history';

const place = new Place(document, window.location.href);
const say = sentencePlace(place.byId('headline'));

async function start(): Promise<void> {
  const started = await sharedEngine();
  const article = new Article(place, started);
  const playground = new Playground(place, say, started, askedFor(article), true);
  keepAddress(playground.experiment, article);
  playground.refused.on(fail);
  playground.onceFinished(() => {
    keepForOffline();
    wholeEngine().catch(() => {}); // whoever needs it tries again, and says so
  });
  document.documentElement.dataset.ready = 'true';
}

/** What the address asks of the playground. A link to a figure is that figure's state alone: the playground is as it always begins. */
function askedFor(article: Article): string {
  const link = window.location.hash;
  return link === '' || article.open(link) ? place.start : link;
}

/** The fragment of the address is the state of the page: written when it changes, read when the visitor goes back. */
function keepAddress(experiment: Experiment, article: Article): void {
  const history = new LinkHistory(addressBar(window));
  experiment.changed.on(({ manner }) => {
    if (manner !== 'history') history.write(experiment.link, manner === 'discrete');
  });
  const follow = () => {
    history.forget();
    experiment.load(askedFor(article));
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
  window.addEventListener('pagehide', () => history.flush());
}

/** Says why there is nothing to play with, and shows a picture of what there would be. */
function fail(why: string): void {
  say(['The playground does not run here; what it is about stands below.']);
  const problem = place.byId('problems');
  problem.hidden = false;
  problem.textContent = why;
  place.byId('still').hidden = false;
  document.documentElement.dataset.ready = 'failed';
}

start().catch((error: unknown) => {
  fail(sentenceOf(error));
  if (!isEngineError(error)) throw error;
});

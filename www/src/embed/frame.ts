// The playground alone, for frames in other pages. What an element would have as attributes stands in the query.
import './embed';
import { ASK, heightMessage } from './messages';

const element = document.querySelector('l2o-playground');
if (!element) throw new Error('embed.html has no l2o-playground');

const asked = new URLSearchParams(window.location.search);
for (const name of ['controls', 'theme']) {
  const value = asked.get(name);
  if (value !== null) element.setAttribute(name, value);
}
element.autoplay = asked.get('autoplay') !== '0';
const follow = () => {
  element.link = window.location.hash;
};
follow();
window.addEventListener('hashchange', follow);

// Whoever is around may know the height: it says nothing about anybody.
const tell = () => {
  const height = Math.ceil(element.getBoundingClientRect().height);
  if (height > 0) window.parent.postMessage(heightMessage(height), '*');
};
new ResizeObserver(tell).observe(element);
window.addEventListener('message', ({ data, source }) => {
  if (source === window.parent && data === ASK) tell();
});

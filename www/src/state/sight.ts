/** Calls back when an element comes into sight or goes out of it: scrolled away, or its tab hidden; until `ended`. */
export function whileInSight(element: Element, tell: (inSight: boolean) => void, ended: AbortSignal): void {
  let inWindow = true;
  const look = () => tell(inWindow && document.visibilityState === 'visible');
  const observer = new IntersectionObserver((entries) => {
    inWindow = entries.at(-1)?.isIntersecting ?? inWindow;
    look();
  });
  observer.observe(element);
  ended.addEventListener('abort', () => observer.disconnect());
  document.addEventListener('visibilitychange', look, { signal: ended });
}

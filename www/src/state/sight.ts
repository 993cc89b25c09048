/** Calls back when an element comes into sight or goes out of it: scrolled away, or its tab hidden. */
export function whileInSight(element: Element, tell: (inSight: boolean) => void): void {
  let inWindow = true;
  const look = () => tell(inWindow && document.visibilityState === 'visible');
  new IntersectionObserver((entries) => {
    inWindow = entries.at(-1)?.isIntersecting ?? inWindow;
    look();
  }).observe(element);
  document.addEventListener('visibilitychange', look);
}

/** Keeps the page for later visits without a network. Where a browser does not allow that, nothing is lost. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(new URL('./sw.js', document.baseURI)).catch(() => {});
}

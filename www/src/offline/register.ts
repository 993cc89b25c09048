import { trustedProgram } from '../trusted';

/** Keeps the page for later visits without a network. Where a browser does not allow that, nothing is lost. */
export async function keepForOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(trustedProgram(new URL('./sw.js', document.baseURI)));
  } catch {
    // A sandbox forbids even the look at it.
  }
}

/// <reference lib="webworker" />
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';

/** Every file of the page with its version; vite/offline.ts puts the list here when the page is built. */
declare const __FILES: PrecacheEntry[];

// A new version is fetched whole beside the old one, and takes over when the last page of the old one is closed: no page ever
// gets files of two versions.
cleanupOutdatedCaches();
precacheAndRoute(__FILES);

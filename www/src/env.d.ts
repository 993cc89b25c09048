/** The address that the page was built for, if that is known: vite/metadata.ts. */
declare const __SITE__: string | null;

/** The address of the font of the formulas; null where nothing was built. */
declare module 'virtual:math-font' {
  const address: string | null;
  export default address;
}

declare module 'virtual:recorded' {
  const recorded: import('./figures/recorded').Recorded;
  export default recorded;
}

/** The address that the page was built for, if that is known: vite/metadata.ts. */
declare const __SITE__: string | null;

declare module 'virtual:recorded' {
  const recorded: import('./figures/recorded').Recorded;
  export default recorded;
}

/** The address that the page was built for, if that is known: `SITE=https://… ./build.sh build`. */
declare const __SITE__: string | null;

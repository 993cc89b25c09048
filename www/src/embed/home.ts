/** The page that links of embeds lead to: where this script lies or, in a package, the address it was built for, if any. */
export const HOME: string | null =
  import.meta.env.MODE === 'package' ? __SITE__ : new URL(/* @vite-ignore */ './', import.meta.url).href;

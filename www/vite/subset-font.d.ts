/** The package has no types of its own. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    characters: string,
    options: { targetFormat: 'woff2'; preserveNameIds: readonly number[] },
  ): Promise<Uint8Array>;
}

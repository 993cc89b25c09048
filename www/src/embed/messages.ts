/** Asks a frame how high it is. */
export const ASK = 'l2o-playground: how high?';

/** A frame tells the page around it how high it is, in pixels of the page. */
export type Height = { type: 'l2o-playground: height'; height: number };

/** Nobody's playground is higher. */
const MOST = 20_000;

export function heightMessage(height: number): Height {
  return { type: 'l2o-playground: height', height };
}

/** Messages come from strangers. */
export function isHeight(data: unknown): data is Height {
  if (typeof data !== 'object' || data === null) return false;
  const { type, height } = data as Partial<Record<keyof Height, unknown>>;
  return type === 'l2o-playground: height' && typeof height === 'number' && height > 0 && height <= MOST;
}

/** Where exported numbers come from; every file says it. */
export type Origin = {
  /** Absolute address of the experiment. */
  link: string;
  /** Version of the engine. */
  version: string;
  /** Of the whole experiment; null while it is under way, or where weights were imported. */
  fingerprint: string | null;
  /** Optimizers that were trained elsewhere. */
  imported: readonly string[];
  /** Meta-updates after which the learned optimizers are shown; null as they are now. */
  moment: number | null;
};

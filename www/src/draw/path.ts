import type { Trajectory } from '../engine/types';

/** What is drawn of a trajectory: pairs of coordinates in the plane of the picture. */
export type Path = Pick<Trajectory, 'x' | 'middle' | 'arcs' | 'jump_first'>;

/** The path of one optimizer. */
export type OwnPath = { optimizer: string; path: Path };

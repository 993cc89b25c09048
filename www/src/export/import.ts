import { weightsOf } from '../engine/engine';
import { wholeEngine } from '../engine/shared';
import type { Shown } from './files';
import { decode, FileError, MOST_BYTES } from './safetensors';

/** Takes over the weights of a file; throws a sentence, and changes nothing, if they cannot be taken. */
export async function importWeights({ engine, experiment, runs }: Shown, file: File): Promise<void> {
  // Said before it is read: a file can be larger than the memory.
  if (file.size > MOST_BYTES) throw new FileError(`The file is larger than ${MOST_BYTES / 1e6} MB.`);
  const tensors = decode(await file.arrayBuffer());
  await wholeEngine();
  const weights = weightsOf(engine, tensors);
  try {
    runs.import(weights.owners(experiment.link), tensors);
  } finally {
    weights.free();
  }
}

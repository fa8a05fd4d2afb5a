import { map, type OperatorFunction } from 'rxjs';
import type { PatientInput } from '../model/input.ts';
import { type Batch, emptyBatch, type World } from './world.ts';

/** An input with its place in the order of judgement. */
export interface SequencedInput {
  readonly seq: number;
  readonly patientId: string;
  readonly input: PatientInput;
}

/**
 * The engine: batches of inputs in, batches of decisions out, in order. All memory is in the world, as plain data,
 * so that a batch can be taken back, stored, restored and replayed.
 */
export function judge(world: World): OperatorFunction<readonly SequencedInput[], Batch> {
  return map((inputs) => {
    const batch = emptyBatch();
    for (const { seq, patientId, input } of inputs) world.judge(batch, seq, patientId, input);
    return batch;
  });
}

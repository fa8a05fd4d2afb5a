import type { BlindInput, DirectoryInput, PatientInput } from '../model/input.ts';
import type { Observation } from '../model/observation.ts';
import type { Instant } from '../model/time.ts';
import { type Batch, emptyBatch, type World } from './world.ts';

/** One line of the stored log, in the order of judgement. */
export type LogEntry =
  | {
      readonly type: 'reading';
      readonly seq: number;
      /** When it was judged. */
      readonly at: Instant;
      readonly homeId: string;
      readonly patientId: string | null;
      readonly observation: Observation;
    }
  | { readonly type: 'input'; readonly seq: number; readonly patientId: string; readonly input: PatientInput }
  | { readonly type: 'directory'; readonly input: DirectoryInput }
  | { readonly type: 'blind'; readonly input: BlindInput };

/**
 * Judges one line of the log exactly as it was judged live: the same code, with the instants of then.
 * Deadlines are lines of the log like readings; nothing here waits.
 */
export function replayEntry(world: World, entry: LogEntry): Batch {
  const batch = emptyBatch();
  switch (entry.type) {
    case 'directory':
      world.directory(entry.input);
      break;
    case 'blind':
      world.blinded(entry.input);
      break;
    case 'input':
      world.judge(batch, entry.seq, entry.patientId, entry.input);
      break;
    case 'reading':
      for (const patientId of world.concerned(entry.homeId, entry.patientId))
        world.judge(batch, entry.seq, patientId, { type: 'observation', at: entry.at, observation: entry.observation });
  }
  return batch;
}

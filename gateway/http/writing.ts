import type { FastifyRequest } from 'fastify';
import { type Changed, type Write, write } from '../store/write.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';

/** The deps that a route needs to write. */
export type WritingDeps = Pick<HttpDeps, 'pool' | 'clock' | 'changes' | 'log'>;

/** Beyond this many patients the judge looks for itself, when it hears of the change from the database. */
const maxNamed = 100;

/** Runs a write in the name of the signed-in person and returns its result once what it changed is in force. */
export async function writing<T>(deps: WritingDeps, request: FastifyRequest, work: (tx: Write) => Promise<T>): Promise<T> {
  const { value, changed } = await write(deps.pool, writer(deps, request), work);
  await inForce(deps, changed);
  return value;
}

export function writer(deps: WritingDeps, request: FastifyRequest): { readonly at: number; readonly actor: string } {
  return { at: deps.clock.now(), actor: `user:${userOf(request).id}` };
}

/**
 * Tells the judge and the broker. The write is committed: should the telling fail, the gateway learns of it by the revision that
 * was raised with it, so the caller still hears that it was done.
 */
export async function inForce(deps: WritingDeps, changed: Changed): Promise<void> {
  const { patientIds, directory, machines } = changed;
  try {
    if (machines) await deps.changes.machinesChanged();
    if (directory) await deps.changes.directoryChanged();
    if (patientIds.length <= maxNamed) await Promise.all(patientIds.map((id) => deps.changes.patientChanged(id)));
  } catch (error) {
    deps.log.warn({ err: error, patients: patientIds.length, directory, machines }, 'a change is stored and not yet in force');
  }
}

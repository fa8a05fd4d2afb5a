import type pg from 'pg';
import { judgedAt, type Sequence } from '../../rules/engine/sequence.ts';
import type { World } from '../../rules/engine/world.ts';
import { withStretch } from '../../rules/model/blindness.ts';
import type { BlindInput } from '../../rules/model/input.ts';
import { type Instant, type Interval, minute } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import { blindInputs, lastBeat, storeOutage } from '../store/incidents.ts';

/** A shorter absence of ours is a restart: what a device sends again until it is acknowledged is not lost in it. */
export const shortestOutageMs = 1 * minute;

/** The outage between the last sign of life and now; null: none worth the name. */
export function outageSince(aliveAt: Instant | null, now: Instant): Interval | null {
  if (aliveAt === null || now - aliveAt < shortestOutageMs) return null;
  return { fromAt: aliveAt, toAt: now };
}

/** Every outage that the judge was told of, as it remembers them. */
export async function rememberedOutages(pool: pg.Pool, now: Instant): Promise<readonly Interval[]> {
  return (await blindInputs(pool, now)).reduce<readonly Interval[]>((known, { stretch, at }) => withStretch(known, stretch, at), []);
}

/**
 * Tells restored worlds, before anything is judged, that we have been away since the last sign of life: a beat, or something judged.
 * Stored in one transaction with the incident; a start that is cut short finds the same outage, a little longer.
 */
export async function tellOutage(
  d: { readonly pool: pg.Pool; readonly clock: Pick<Clock, 'now' | 'wallNow'> },
  lastSeq: number,
  sequence: Sequence,
  worlds: readonly World[],
): Promise<Interval | null> {
  const beat = await lastBeat(d.pool);
  const aliveAt = Math.max(beat?.careAt ?? 0, judgedAt(lastSeq));
  const now = d.clock.now();
  const stretch = outageSince(aliveAt === 0 ? null : aliveAt, now);
  if (stretch === null) return null;
  const seq = sequence.next(now);
  const input: BlindInput = { type: 'blind', at: judgedAt(seq), stretch };
  await storeOutage(d.pool, seq, input, d.clock.wallNow());
  for (const world of worlds) world.blinded(input);
  return stretch;
}

import { createStore, del, get, set } from 'idb-keyval';
import type { MyResponse } from '../../../gateway/contract/response.ts';

/** What the phone needs to go on without a connection. */
export interface Kept {
  readonly user: { readonly id: string; readonly name: string };
  /** The unit and the visit in hand, as the gateway told it. */
  readonly my: MyResponse;
  /** The time of the service at a moment of this phone's own clock, both in milliseconds since 1970. */
  readonly clock: { readonly now: number; readonly wall: number; readonly speed: number };
}

const store = createStore('hearthline-responder-kept', 'kept');
const key = 'kept';
/** Longer than a turn of duty: what is older is of no use on the way, and is taken away. */
const longestMs = 14 * 3_600_000;

/** What was kept here; null: nothing, or it is too old. `wall`: this phone's own clock. */
export async function readKept(wall: number): Promise<Kept | null> {
  const kept = await get<Kept>(key, store);
  if (!kept || (wall >= kept.clock.wall && wall - kept.clock.wall < longestMs)) return kept ?? null;
  await forgetKept();
  return null;
}

export function keep(kept: Kept): Promise<void> {
  return set(key, kept, store);
}

export function forgetKept(): Promise<void> {
  return del(key, store);
}

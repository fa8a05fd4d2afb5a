import { minute, second } from '../rules/model/time.ts';

/** Without an attentive console for so long, somebody is told. */
export const unattendedMs = 60 * second;
/** And told again so often, until somebody watches. */
export const tellAgainMs = 5 * minute;

/** Since when nobody watches, and who was told of it. Instants by the wall clock. */
export interface Unattended {
  readonly sinceAt: number;
  /** When somebody was last told, also of a stretch before; null: never. */
  readonly toldAt: number | null;
  /** How often somebody was told of this stretch. */
  readonly times: number;
}

export interface Look {
  /** A console is open, seen, and somebody is at it. */
  readonly attended: boolean;
  /** Alerts wait for the centre, or somebody is expected to sit there. */
  readonly needed: boolean;
  readonly wallAt: number;
}

export interface Looked {
  /** null: somebody watches. */
  readonly state: Unattended | null;
  /** Somebody is to be told now. */
  readonly tell: boolean;
  /** A stretch of which somebody was told is over. */
  readonly ended: boolean;
}

/** Whether anybody watches, looked at again. `state` is what the last look gave; a gateway that starts begins with the instant of its start. */
export function lookAtWatch(state: Unattended | null, { attended, needed, wallAt }: Look): Looked {
  const told = state !== null && state.times > 0;
  if (attended) return { state: null, tell: false, ended: told };
  const since = state ?? { sinceAt: wallAt, toldAt: null, times: 0 };
  if (!needed) return { state: { ...since, times: 0 }, tell: false, ended: told };
  const due = wallAt - since.sinceAt >= unattendedMs && (since.toldAt === null || wallAt - since.toldAt >= tellAgainMs);
  return due
    ? { state: { ...since, toldAt: wallAt, times: since.times + 1 }, tell: true, ended: false }
    : { state: since, tell: false, ended: false };
}

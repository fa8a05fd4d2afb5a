import type { ResponseJobSummary } from '../../../gateway/contract/response.ts';

const minuteMs = 60_000;
/** How long before its end a clock warns, as the gateway warns the centre. */
const warnMs = { visit: 10 * minuteMs, 'urgent-community-response': 30 * minuteMs, access: minuteMs } as const;

/** The clock that runs for a visit. */
export interface VisitClock {
  readonly name: 'arrive-by' | 'arrive-at-latest' | 'access-by';
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  /** At the instant itself it is still kept. */
  readonly stand: 'on-time' | 'soon' | 'late';
}

/** Which clock runs at `now`, and how it stands; null: the crew is inside, or it is over. */
export function visitClock(
  { state, urgency, clocks }: Pick<ResponseJobSummary, 'state' | 'urgency' | 'clocks'>,
  now: number,
): VisitClock | null {
  if (state === 'access-gained' || state === 'completed' || state === 'cancelled') return null;
  if (state === 'arrived') {
    if (clocks.accessByAt === null) return null;
    return standing('access-by', Date.parse(clocks.accessByAt), warnMs.access, now);
  }
  const arriveBy = Date.parse(clocks.arriveByAt);
  const atLatest = Date.parse(clocks.arriveAtLatestAt);
  if (now > arriveBy && arriveBy < atLatest)
    return { ...standing('arrive-at-latest', atLatest, 0, now), stand: now > atLatest ? 'late' : 'soon' };
  return standing('arrive-by', arriveBy, warnMs[urgency], now);
}

function standing(name: VisitClock['name'], dueAt: number, leadMs: number, now: number): VisitClock {
  return { name, dueAt, stand: now > dueAt ? 'late' : now >= dueAt - leadMs ? 'soon' : 'on-time' };
}

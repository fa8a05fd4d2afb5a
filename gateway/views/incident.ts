import { day, hour, minute } from '../../rules/model/time.ts';
import type { SystemIncident } from '../contract/system.ts';
import type { IncidentRow } from '../store/incidents.ts';
import { iso, isoOrNull } from './instant.ts';

/** `4 hours 5 minutes`; whole minutes, days from two on. */
function lasting(ms: number): string {
  if (ms >= 2 * day) return `${Math.floor(ms / day)} days`;
  const count = (n: number, unit: string) => (n === 0 ? '' : `${n} ${unit}${n === 1 ? '' : 's'}`);
  return [count(Math.floor(ms / hour), 'hour'), count(Math.floor((ms % hour) / minute), 'minute')].filter((part) => part !== '').join(' ');
}

/** An outage as people read it. */
export function toIncidentView({ id, kind, fromAt, toAt, seenAt, seenBy }: IncidentRow): SystemIncident {
  const text =
    kind === 'unattended'
      ? `Nobody watched the alerts of the centre for ${lasting(toAt - fromAt) || 'about a minute'}. The on-call phone was told.`
      : kind === 'gateway'
        ? `Nothing was seen of any home for ${lasting(toAt - fromAt)}. What did not come in that time is not held to be absent; it is waited for again.`
        : `The database was away for ${lasting(toAt - fromAt)}. Readings waited and are stored now; urgent alerts went out meanwhile.`;
  return { id, kind, fromAt: iso(fromAt), toAt: iso(toAt), text, seenAt: isoOrNull(seenAt), seenBy };
}

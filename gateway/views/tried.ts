import type { Actor } from '../../rules/model/alert.ts';
import type { AlertDetail } from '../contract/alerts.ts';

type Told = AlertDetail['notifications'][number];

const reached: Readonly<Record<Told['status'], string | null>> = {
  planned: null,
  queued: 'being told now',
  sending: 'being told now',
  sent: 'told, no answer so far',
  delivered: 'told, no answer so far',
  confirmed: 'answered',
  failed: 'could not be reached',
  suppressed: null,
};
const order: readonly Told['status'][] = ['failed', 'queued', 'sending', 'sent', 'delivered', 'confirmed'];

/** Who has been tried, once each, with the best that is known; without the reader. */
export function tried(notifications: readonly Told[], reader: Actor): string[] {
  const best = new Map<string, Told['status']>();
  for (const { recipientKind, recipientName, purpose, status } of notifications) {
    if ((purpose !== 'prompt' && purpose !== 'escalation') || reached[status] === null) continue;
    if (recipientKind === reader.kind && recipientName === reader.name) continue;
    const who = recipientKind === 'device' ? `${recipientName}, by a spoken message at home` : recipientName;
    const known = best.get(who);
    if (known === undefined || order.indexOf(status) > order.indexOf(known)) best.set(who, status);
  }
  return [...best].map(([who, status]) => `${who}: ${reached[status]}`);
}

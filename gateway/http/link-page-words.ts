import type { Actor, OutcomeCode } from '../../rules/model/alert.ts';
import type { AlertDetail } from '../contract/alerts.ts';

/** How it ended, as family and neighbours would say it. What only a professional can know is left to them. */
const familyOutcomes: readonly (readonly [OutcomeCode, string])[] = [
  ['reassurance', 'I spoke to them and all is well'],
  ['keyholder-attending', 'I went there and all is well'],
  ['advice', 'They needed some advice'],
  ['accidental', 'It was set off by accident'],
  ['equipment-fault', 'Something with the equipment is wrong'],
  ['test', 'It was a test'],
];

const professionalOutcomes: readonly (readonly [OutcomeCode, string])[] = [
  ['condition-settled', 'It settled by itself'],
  ['reassurance', 'Reassurance given'],
  ['advice', 'Advice given'],
  ['keyholder-attending', 'A keyholder attends'],
  ['responder', 'A responder attended'],
  ['urgent-community-response', 'Urgent community response called'],
  ['999', '999 called'],
  ['police', 'Police called'],
  ['fire', 'Fire service called'],
  ['safeguarding', 'Safeguarding concern raised'],
  ['unable-to-contact', 'Unable to contact'],
  ['accidental', 'Set off by accident'],
  ['equipment-fault', 'Equipment fault'],
  ['test', 'Test'],
];

/** The outcomes a person may choose from, with their words. */
export function outcomesFor(actor: Actor): readonly (readonly [OutcomeCode, string])[] {
  return actor.tier === 'professional' ? professionalOutcomes : familyOutcomes;
}

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
export function tried(alert: AlertDetail, reader: Actor): string[] {
  const best = new Map<string, Told['status']>();
  for (const { recipientKind, recipientName, purpose, status } of alert.notifications) {
    if ((purpose !== 'prompt' && purpose !== 'escalation') || reached[status] === null) continue;
    if (recipientKind === reader.kind && recipientName === reader.name) continue;
    const who = recipientKind === 'device' ? `${recipientName}, by a spoken message at home` : recipientName;
    const known = best.get(who);
    if (known === undefined || order.indexOf(status) > order.indexOf(known)) best.set(who, status);
  }
  return [...best].map(([who, status]) => `${who}: ${reached[status]}`);
}

/** `09:30`, or with the day when that is not today, in the patient's zone. */
export function when(iso: string, zone: string, now: number): string {
  const at = new Date(iso);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return day.format(at) === day.format(now) ? time : `${time} on ${day.format(at)}`;
}

/** `less than a minute`, `12 minutes`, `3 hours`, `2 days`. */
export function age(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'less than a minute';
  const [count, unit] =
    minutes < 120 ? [minutes, 'minute'] : minutes < 2_880 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1_440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

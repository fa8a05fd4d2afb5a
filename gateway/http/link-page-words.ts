import type { Actor, OutcomeCode } from '../../rules/model/alert.ts';
import { filled, type LinkPageText } from './link-page-text.ts';

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
export function outcomesFor(actor: Actor, text: LinkPageText): readonly (readonly [OutcomeCode, string])[] {
  return actor.tier === 'professional' ? professionalOutcomes : text.outcomes;
}

/** `09:30`, or with the day when that is not today, in the patient's zone. */
export function when(iso: string, zone: string, now: number, { tag, onDay }: LinkPageText): string {
  const at = new Date(iso);
  const day = new Intl.DateTimeFormat(tag, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
  const time = new Intl.DateTimeFormat(tag, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return day.format(at) === day.format(now) ? time : filled(onDay, { time, day: day.format(at) });
}

/** `less than a minute ago`, `12 minutes ago`, `3 hours ago`, `2 days ago`. */
export function age(iso: string, now: number, { tag, ago, momentAgo }: LinkPageText): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return momentAgo;
  const [count, unit] =
    minutes < 120 ? [minutes, 'minute'] : minutes < 2_880 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1_440), 'day'];
  return filled(ago, { age: new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count) });
}

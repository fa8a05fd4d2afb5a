import type { Actor, OutcomeCode } from '../../rules/model/alert.ts';

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

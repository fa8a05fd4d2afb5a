import type { EscalationPlan, EscalationStep } from '../../rules/model/alert.ts';
import { day, hour, minute } from '../../rules/model/time.ts';
import { listed } from '../../rules/scenarios/words.ts';

/** Somebody of the patient's circle, as far as a ladder names them. */
export interface Named {
  readonly name: string;
  readonly relationship: string;
  readonly order: number;
  readonly mayBeTold: boolean;
}

/** One line of a ladder: when, counted from the beginning, and what is done. */
export interface LadderLine {
  readonly when: string;
  readonly what: string;
}

const units = [
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
  [1_000, 'second'],
] as const;

/** `1 hour 20 minutes`; the two largest units. */
export function spanInWords(ms: number): string {
  let rest = ms;
  const parts = units.flatMap(([unit, word]) => {
    const n = Math.floor(rest / unit);
    rest -= n * unit;
    return n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`];
  });
  return parts.slice(0, 2).join(' ') || 'no time';
}

const person = ({ name, relationship }: Named) => `${name} (${relationship})`;

function family(step: EscalationStep, contacts: readonly Named[]): string {
  const willing = contacts.filter(({ mayBeTold }) => mayBeTold).sort((a, b) => a.order - b.order);
  const asked = step.contactOrder === null ? willing : willing.filter(({ order }) => order === step.contactOrder);
  if (asked.length === 0) return 'nobody of your family may be told, so this step is passed over';
  return `we tell ${listed(asked.map(person))}`;
}

function what(step: EscalationStep, again: boolean, contacts: readonly Named[]): string {
  const more = again ? ' again' : '';
  switch (step.level) {
    case 'patient':
      return again ? 'we ask you again' : 'we ask you';
    case 'family':
      return family(step, contacts) + more;
    case 'agency':
      return `we tell your care agency${more}`;
    case 'coordination':
      return `we tell the care coordination centre${more}`;
    case 'rapid-response':
      return `the rapid response team is called${more}`;
    case 'emergency':
      return `the centre is asked to call 999${more}`;
  }
}

/** A ladder as a person reads it: what happens at once, and what later if nothing changes and nobody has answered. */
export function ladderInWords({ steps }: EscalationPlan, contacts: readonly Named[]): readonly LadderLine[] {
  let afterMs = 0;
  return steps.map((step, i) => {
    const again = steps.slice(0, i).some(({ level, contactOrder }) => level === step.level && contactOrder === step.contactOrder);
    const line = { when: i === 0 ? 'at once' : `after ${spanInWords(afterMs)}`, what: what(step, again, contacts) };
    afterMs += step.waitMs;
    return line;
  });
}

import type { EscalationPlan, Level } from '../../rules/model/alert.ts';
import { durationMs } from '../../rules/model/time.ts';
import { howLong } from '../../rules/scenarios/words.ts';

/** `window.from` → `window, from`; `maxLateness` → `max lateness`. */
export function nameInWords(path: string): string {
  const words = path.replaceAll('.', ', ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A wait as it is written in parameters; null: it is no wait. */
function waitInWords(text: string): string | null {
  if (!/^P(?=.*\d)/.test(text)) return null;
  try {
    return waitMsInWords(durationMs(text));
  } catch {
    return null;
  }
}

function waitMsInWords(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1_000)} seconds` : howLong(ms);
}

/** A value as a person would say it: `30 minutes`, `yes`, `none`; a list with its entries one after the other. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return waitInWords(value) ?? value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueInWords).join('; ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => (typeof one === 'string' ? valueInWords(one) : `${nameInWords(key).toLowerCase()} ${valueInWords(one)}`))
      .join(' ');
  return String(value);
}

const levelWords: Readonly<Record<Level, string>> = {
  patient: 'patient',
  family: 'family',
  agency: 'care agency',
  coordination: 'coordination centre',
  'rapid-response': 'rapid response',
  emergency: 'centre asked to call 999',
};

/** `patient (2 minutes) → family (5 minutes) → coordination centre (1 hour)`: each step with how long it is given. */
export function planInWords({ steps, familyHolds, okClears, togetherWhenHigh }: EscalationPlan): string {
  const said = steps.map(({ level, waitMs, contactOrder }) => {
    const who = contactOrder === null ? levelWords[level] : `${levelWords[level]} ${contactOrder}`;
    return `${who} (${waitMs === 0 ? 'together with the next' : waitMsInWords(waitMs)})`;
  });
  const more = [
    ...(togetherWhenHigh ? ['all up to the centre at once when it is high'] : []),
    ...(familyHolds ? ['an answer of the family is enough'] : []),
    ...(okClears ? ['"I\'m OK" clears it'] : []),
  ];
  return [said.join(' → ') || 'nobody', ...more].join('; ');
}

import type { OutcomeCode } from '../model/alert.ts';

/**
 * What an outcome says of the alert: `acted`, somebody was needed; `no-action`, a person looked and nothing had to be done; `prompt`, words
 * to the patient were enough and nobody was called; `left-out`, it says nothing of the agreement.
 */
export type OutcomeClass = 'acted' | 'no-action' | 'prompt' | 'left-out';

/** Which outcome codes mean that the alert was worth somebody's time. A fault of the kit is mended, but the person needed nobody. */
export const outcomeClasses: Readonly<Record<OutcomeCode | 'prompt-sufficed', OutcomeClass>> = {
  advice: 'acted',
  'keyholder-attending': 'acted',
  responder: 'acted',
  'urgent-community-response': 'acted',
  '999': 'acted',
  police: 'acted',
  fire: 'acted',
  safeguarding: 'acted',
  'unable-to-contact': 'acted',
  reassurance: 'no-action',
  accidental: 'no-action',
  'equipment-fault': 'no-action',
  'condition-settled': 'no-action',
  'prompt-sufficed': 'prompt',
  test: 'left-out',
};

/** Alerts by the code with which they were closed; those that are not closed are under `open`. */
export type CountsByCode = Readonly<Partial<Record<OutcomeCode | 'prompt-sufficed' | 'open', number>>>;

export interface LoadFigures {
  readonly fired: number;
  readonly open: number;
  readonly acted: number;
  readonly noAction: number;
  /** Words to the patient were enough: so many times nobody else had to be called. */
  readonly promptSufficed: number;
  /** Of those about which a person decided, the share in which somebody was needed; null: nobody has decided about any. */
  readonly shareActionable: number | null;
}

/** What codes add up to. Tests count as fired and as nothing else. */
export function figuresOf(counts: CountsByCode): LoadFigures {
  const sum = { fired: 0, open: 0, acted: 0, 'no-action': 0, prompt: 0, 'left-out': 0 };
  for (const [code, count] of Object.entries(counts)) {
    sum.fired += count;
    sum[code === 'open' ? 'open' : outcomeClasses[code as OutcomeCode | 'prompt-sufficed']] += count;
  }
  const decided = sum.acted + sum['no-action'];
  return {
    fired: sum.fired,
    open: sum.open,
    acted: sum.acted,
    noAction: sum['no-action'],
    promptSufficed: sum.prompt,
    shareActionable: decided === 0 ? null : sum.acted / decided,
  };
}

import type { Level, OutcomeCode, Severity } from '../rules/model/alert.ts';
import type { LocalTime } from '../rules/model/time.ts';

/**
 * What must come of the two weeks that the homes tell (`homes/`), written from their stories before they are run. The centre answers each
 * alert that reaches it, a high one within half a minute, others within three, and records the outcome: settled if what was expected has
 * come meanwhile, else it has spoken to the person. Family hears of things and rings; it presses no button.
 */
export interface ExpectedAlert {
  /** Given name. */
  readonly who: string;
  /** Of the story, from 1. */
  readonly day: number;
  /** Local time at which it opens, to within ten minutes. */
  readonly at: LocalTime;
  readonly template: string;
  readonly severity: Severity;
  /** The last rung that is called. */
  readonly upTo: Level;
  readonly ends: OutcomeCode | 'prompt-sufficed';
  /** What happens, and why it ends there. */
  readonly story: string;
}

const answered = { upTo: 'patient', ends: 'prompt-sufficed' } as const;
const familyRang = { upTo: 'family', ends: 'condition-settled' } as const;
const centreSettled = { upTo: 'coordination', ends: 'condition-settled' } as const;
const centreSpoke = { upTo: 'coordination', ends: 'reassurance' } as const;

type Row = Omit<ExpectedAlert, 'who'>;
const of = (who: string, rows: readonly Row[]): readonly ExpectedAlert[] => rows.map((row) => ({ who, ...row }));

const moderate = 'moderate' as const;
const high = 'high' as const;

const kathleen = of('Kathleen', [
  { day: 2, at: '10:00', template: 'fridge', severity: moderate, ...answered, story: 'No breakfast; she eats when the fridge speaks.' },
  {
    day: 4,
    at: '10:00',
    template: 'fridge',
    severity: moderate,
    ...familyRang,
    story: 'Hears nothing; her daughter rings, she eats at 11:10.',
  },
  { day: 6, at: '08:15', template: 'pills', severity: moderate, ...answered, story: 'Morning dose collected at 08:25, after being asked.' },
  { day: 9, at: '02:30', template: 'door', severity: high, ...answered, story: 'Out at night, back in 80 seconds.' },
  { day: 10, at: '15:05', template: 'sos', severity: high, ...centreSpoke, story: 'Presses her pendant.' },
  {
    day: 12,
    at: '03:10',
    template: 'door',
    severity: high,
    ...centreSettled,
    story: 'Out at night for eleven minutes: daughter, then centre.',
  },
  { day: 13, at: '09:26', template: 'blood-pressure', severity: moderate, ...centreSpoke, story: 'High twice.' },
  { day: 14, at: '10:00', template: 'fridge', severity: moderate, ...answered, story: 'No breakfast on the day the clocks went forward.' },
]);

const joan = of('Joan', [
  {
    day: 3,
    at: '18:15',
    template: 'pills',
    severity: moderate,
    ...familyRang,
    story: 'Evening dose at 18:55, when her daughter has rung.',
  },
  { day: 8, at: '08:15', template: 'pills', severity: moderate, ...centreSpoke, story: 'Morning dose left in the dispenser.' },
  { day: 11, at: '21:40', template: 'sos', severity: high, ...centreSpoke, story: 'Presses her pendant.' },
  { day: 13, at: '10:00', template: 'fridge', severity: moderate, ...answered, story: 'No breakfast; she eats when the fridge speaks.' },
]);

const fredAndBetty = [
  ...of('Fred', [
    { day: 5, at: '08:41', template: 'blood-pressure', severity: moderate, ...centreSpoke, story: 'High twice.' },
    {
      day: 9,
      at: '10:00',
      template: 'fridge',
      severity: moderate,
      ...familyRang,
      story: "No breakfast; Betty's fridge is opened and does not count. Their daughter rings, he eats at 11:12.",
    },
  ]),
  ...of('Betty', [
    {
      day: 7,
      at: '01:40',
      template: 'door',
      severity: high,
      ...answered,
      story: 'Out at night, in bed again 70 seconds later; Fred sleeps.',
    },
    { day: 12, at: '18:15', template: 'pills', severity: moderate, ...answered, story: 'Evening dose at 18:35, after the second prompt.' },
  ]),
];

const hazel = of('Hazel', [
  // Day 3: 3.2 mmol/L, treated by herself and measured again after eleven minutes. Nobody is called.
  {
    day: 6,
    at: '15:25',
    template: 'glucose',
    severity: moderate,
    ...centreSpoke,
    story: '3.2 mmol/L and no second reading: friend, then centre.',
  },
  {
    day: 10,
    at: '16:05',
    template: 'glucose',
    severity: high,
    ...centreSettled,
    story: '2.7 mmol/L: called at once; 5.1 after eight minutes.',
  },
]);

const clint = of('Clint', [
  {
    day: 5,
    at: '09:00',
    template: 'fridge',
    severity: moderate,
    ...familyRang,
    story: "No breakfast by nine, his family's rule: they ring.",
  },
  { day: 10, at: '09:00', template: 'fridge', severity: moderate, ...centreSpoke, story: 'The same, and his family does not answer.' },
]);

const vera = of('Vera', [
  {
    day: 5,
    at: '17:10',
    template: 'vital-limit',
    severity: moderate,
    ...answered,
    story: '93 % twice; her card helps, 95 and 96 % later.',
  },
  {
    day: 11,
    at: '17:10',
    template: 'vital-limit',
    severity: moderate,
    upTo: 'agency',
    ends: 'reassurance',
    story: '91 % twice and nothing after it: the ward team rings.',
  },
]);

const doris = of('Doris', [
  {
    day: 7,
    at: '20:00',
    template: 'discharge-watch',
    severity: 'low',
    ...centreSpoke,
    story: 'Nothing heard for two days after hospital.',
  },
  {
    day: 11,
    at: '11:05',
    template: 'fall',
    severity: high,
    upTo: 'family',
    ends: 'reassurance',
    story: 'The detector is sure: centre and son together.',
  },
]);

const edith = of('Edith', [
  {
    day: 4,
    at: '09:45',
    template: 'check-in',
    severity: moderate,
    ...centreSpoke,
    story: 'Pain 6 where it was 2; the centre reads her plan.',
  },
  { day: 9, at: '22:50', template: 'sos', severity: high, ...centreSpoke, story: 'Rings her bell. Nobody calls 999.' },
]);

const ivan = of('Ivan', [
  { day: 4, at: '12:30', template: 'home-iv', severity: moderate, ...centreSpoke, story: 'The infusion was not started.' },
  { day: 8, at: '08:50', template: 'home-iv', severity: high, ...centreSpoke, story: 'A fever of 38.6 °C.' },
]);

const cora = of('Cora', [
  {
    day: 10,
    at: '09:15',
    template: 'infection-signs',
    severity: moderate,
    upTo: 'agency',
    ends: 'reassurance',
    story: "Little to drink for a day, then 38.4 °C: the home's nurse.",
  },
]);

const frank = of('Frank', [
  { day: 6, at: '10:00', template: 'sos', severity: high, ...centreSpoke, story: 'Presses.' },
  { day: 6, at: '13:00', template: 'sos', severity: high, ...centreSpoke, story: 'Presses again.' },
  { day: 6, at: '16:00', template: 'repeated-calls', severity: 'low', ...centreSpoke, story: 'The third call within a day: Sam Patel.' },
  { day: 6, at: '16:00', template: 'sos', severity: high, ...centreSpoke, story: 'And answered like any other.' },
]);

const nora = of('Nora', [
  { day: 7, at: '17:20', template: 'no-plan', severity: high, ...centreSpoke, story: 'Presses; nothing is agreed, the centre assesses.' },
  { day: 12, at: '12:40', template: 'home-hazard', severity: high, ...centreSettled, story: 'Smoke for four minutes.' },
]);

const gina = of('Gina', [
  // Day 3: 4,900 of 5,000 steps are a word of encouragement. Day 13: 178 mmHg once, 139 six minutes later. Nobody is called.
  {
    day: 10,
    at: '20:00',
    template: 'reading-expected',
    severity: 'low',
    ...centreSpoke,
    story: 'No blood pressure for three days: key worker.',
  },
]);

export const expectedAlerts: readonly ExpectedAlert[] = [
  ...kathleen,
  ...joan,
  ...fredAndBetty,
  ...hazel,
  ...clint,
  ...vera,
  ...doris,
  ...edith,
  ...ivan,
  ...cora,
  ...frank,
  ...nora,
  ...gina,
];

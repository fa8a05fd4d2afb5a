import { agencySpoke, answered, centreSettled, centreSpoke, type ExpectedAlert, familyRang, high, moderate, of, together } from './row.ts';

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
    story: '2.7 mmol/L: called at once; 5.1 after four minutes, before the centre has spoken with her.',
  },
  // In hospital from the evening of day 11 on: nobody asks where her readings are.
  {
    day: 14,
    at: '20:00',
    template: 'discharge-watch',
    severity: moderate,
    ...centreSpoke,
    story: 'Home from hospital at eleven, and nothing measured on the first day.',
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
  // Day 7 with his family, day 8 late out of bed: no breakfast either, and his family has paused the rule.
  { day: 10, at: '09:00', template: 'fridge', severity: moderate, ...centreSpoke, story: 'The same, and his family does not answer.' },
  { day: 12, at: '09:00', template: 'fridge', severity: moderate, ...familyRang, story: 'The rule is in force again: they ring.' },
]);

const vera = of('Vera', [
  {
    day: 5,
    at: '17:10',
    template: 'vital-limit',
    severity: 'low',
    ...answered,
    story: '93 % twice; her card helps, 95 and 96 % later.',
  },
  {
    day: 8,
    at: '10:02',
    template: 'news2',
    severity: 'low',
    ...agencySpoke,
    story: 'No temperature, also not when asked for: a set without a score.',
  },
  {
    day: 11,
    at: '17:10',
    template: 'vital-limit',
    severity: moderate,
    ...agencySpoke,
    story: '91 % twice and nothing after it: the ward team rings.',
  },
  {
    day: 13,
    at: '09:10',
    template: 'news2',
    severity: moderate,
    ...agencySpoke,
    story: 'NEWS2 5: breathing 24 a minute, oxygen 95 %, 108 mmHg, 38.5 °C.',
  },
]);

const doris = of('Doris', [
  {
    day: 7,
    at: '20:00',
    template: 'discharge-watch',
    severity: moderate,
    ...centreSpoke,
    story: 'Nothing heard for two days after hospital.',
  },
  {
    day: 11,
    at: '11:05',
    template: 'fall',
    severity: high,
    ...together,
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
  { day: 11, at: '12:30', template: 'home-iv', severity: moderate, ...centreSpoke, story: 'The nurse did not come.' },
]);

const cora = of('Cora', [
  {
    day: 10,
    at: '09:15',
    template: 'infection-signs',
    severity: moderate,
    ...agencySpoke,
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
  // The call for help that everyone has from the first day is answered, but it is no plan.
  { day: 7, at: '17:20', template: 'sos', severity: high, ...centreSpoke, story: 'Presses her pendant.' },
  { day: 7, at: '17:20', template: 'no-plan', severity: high, ...centreSpoke, story: 'Nothing is agreed for it, the centre assesses.' },
  { day: 9, at: '08:55', template: 'no-plan', severity: high, ...centreSpoke, story: 'Falls; nothing is agreed, the centre assesses.' },
  {
    day: 12,
    at: '12:40',
    template: 'home-hazard',
    severity: high,
    ...centreSpoke,
    story: 'Smoke. That it is over is for a person to see.',
  },
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

const olive = of('Olive', [
  // Goes out every afternoon, but not from day 2 to day 8.
  {
    day: 9,
    at: '10:00',
    template: 'isolation',
    severity: 'low',
    ...centreSpoke,
    story: 'Seven quiet days: the support worker, when there is time.',
  },
]);

/** Everybody who lives alone. */
export const ofLivingAlone: readonly ExpectedAlert[] = [
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
  ...olive,
];

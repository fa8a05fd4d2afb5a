import {
  agencySpoke,
  answered,
  centreSettled,
  centreSpoke,
  consentEnded,
  type ExpectedAlert,
  familyRang,
  high,
  moderate,
  of,
  together,
} from './row.ts';

const kathleen = of('Kathleen', [
  { day: 2, at: '10:00', template: 'fridge', severity: moderate, ...answered, story: 'No breakfast; she eats when the fridge speaks.' },
  {
    day: 4,
    at: '10:00',
    template: 'fridge',
    severity: moderate,
    ...familyRang,
    story: 'Hears nothing; her daughter is at work, the neighbour rings, she eats at 11:10.',
  },
  {
    day: 4,
    at: '11:00',
    template: 'no-meal-signs',
    severity: moderate,
    ...answered,
    story: 'The kitchen was empty too; she took her tablets. Ten minutes later she eats.',
  },
  { day: 5, at: '16:20', template: 'fall', severity: high, ...together, story: 'The detector is sure: centre and daughter together.' },
  { day: 6, at: '08:15', template: 'pills', severity: moderate, ...answered, story: 'Morning dose collected at 08:25, after being asked.' },
  {
    day: 8,
    at: '09:00',
    template: 'exercises',
    severity: 'low',
    ...centreSpoke,
    story: 'The list of her first week, for the physio: five days of seven, foot pain 3.',
  },
  { day: 8, at: '13:20', template: 'missed-visit', severity: moderate, ...agencySpoke, story: 'Nobody comes for the lunch call.' },
  { day: 9, at: '02:30', template: 'door', severity: high, ...answered, story: 'Out at night, back in 80 seconds.' },
  { day: 10, at: '15:05', template: 'sos', severity: high, ...centreSpoke, story: 'Presses her pendant.' },
  { day: 11, at: '07:50', template: 'weight-gain', severity: moderate, ...centreSpoke, story: '2.6 kg more than the day before.' },
  {
    day: 11,
    at: '10:00',
    template: 'fluids',
    severity: moderate,
    ...agencySpoke,
    story:
      'Two days of little to drink and many visits to the bathroom; her daughter is at work, the carers hear of it before their next call.',
  },
  // From day 12 to 14 her daughter has her operation: the agency stands in for her, and nothing reaches her.
  {
    day: 12,
    at: '03:10',
    template: 'door',
    severity: high,
    ...centreSettled,
    story: 'Out at night for eleven minutes: whoever stands in for her daughter, then centre.',
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
  {
    day: 5,
    at: '23:40',
    template: 'door',
    severity: high,
    ...consentEnded,
    story: 'Out late; her daughter has been told when Joan takes back the consent for it: the alert ends with the agreement.',
  },
  // Day 12: out at half past two, for a quarter of an hour. Nobody watches the door any more.
  { day: 8, at: '08:15', template: 'pills', severity: moderate, ...centreSpoke, story: 'Morning dose left in the dispenser.' },
  // On other days she comes back from the lunch club before three.
  {
    day: 10,
    at: '15:30',
    template: 'no-return',
    severity: moderate,
    ...agencySpoke,
    story: 'Not back from the lunch club by half past three: transport knows where its bus is.',
  },
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

/** Kathleen, Joan, Fred and Betty. */
export const ofTheFirstHomes: readonly ExpectedAlert[] = [...kathleen, ...joan, ...fredAndBetty];

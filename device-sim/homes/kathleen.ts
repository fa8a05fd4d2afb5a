import { buildHome, pillsAgreement } from './build.ts';
import { testNhsNumber } from './nhs-number.ts';
import { eats, goesToBathroom, heedsNothing, measures, reads, takesDose, wandersOff } from './story.ts';

const doses = ['08:00', '18:00'];
const calls = [
  { from: '07:20', to: '08:10', name: 'morning call' },
  { from: '12:00', to: '12:50', name: 'lunch call' },
  { from: '20:10', to: '21:00', name: 'evening call' },
];

const workingDays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
/** What the carers write down at their calls, and what the cup weighs. */
const drinks = [
  ...['07:55', '12:35', '20:45'].map((at) => ({ at, role: 'app', usual: 200 }) as const),
  ...['10:50', '15:30'].map((at) => ({ at, role: 'cup', usual: 180 }) as const),
];
/** Days on which she drinks only tea, and goes to the bathroom often. */
const unwell = {
  without: drinks.map(({ at }) => at),
  also: goesToBathroom('08:50', '11:10', '13:20', '14:40', '17:10', '19:30'),
};

/** K, 79: dementia, frequent falls, heart failure, three care calls a day. Her daughter M works. */
export function kathleen(prefix: string) {
  const clinician = 'Dr Amin';
  return buildHome({
    id: `${prefix}k`,
    locality: 'Millbrook',
    address: '14 Weavers Row, Millbrook',
    keyAccess: 'Key safe beside the back door; code on the job only',
    residents: [
      {
        patient: {
          nhsNumber: testNhsNumber(0, prefix),
          givenName: 'Kathleen',
          familyName: 'Ashworth',
          knownAs: 'Kathleen',
          birthDate: '1946-09-21',
          summary: 'Dementia, frequent falls, heart failure, foot pain. Three care calls a day. Knows her daughter by voice; speak slowly.',
        },
        contacts: [
          {
            name: 'Maureen Ashworth',
            relationship: 'daughter',
            order: 1,
            mayBeTold: true,
            consentNote: 'Agreed with Kathleen and her daughter at the kitchen table',
            channels: [{ kind: 'email', address: 'maureen.ashworth@example.org' }],
            work: { windows: [{ from: '08:30', to: '17:00', days: [...workingDays] }] },
          },
          {
            name: 'Peter Lowe',
            relationship: 'neighbour, holds a key',
            order: 2,
            mayBeTold: true,
            consentNote: 'Agreed with Kathleen',
            channels: [{ kind: 'email', address: 'peter.lowe@example.org' }],
            quietHours: { from: '22:00', to: '07:00' },
          },
        ],
        scenarios: [
          { template: 'fridge', approvedBy: clinician },
          pillsAgreement(doses, true, clinician),
          { template: 'door', approvedBy: clinician, consentNote: 'Best-interest decision recorded with the family' },
          { template: 'blood-pressure', approvedBy: clinician },
          { template: 'sos', approvedBy: clinician },
          { template: 'fall', approvedBy: clinician },
          { template: 'weight-gain', approvedBy: clinician },
          { template: 'missed-visit', params: { calls }, approvedBy: clinician },
          { template: 'no-meal-signs', approvedBy: clinician },
          // She often lets a cup go cold.
          { template: 'fluids', params: { mLPerKettle: 100 }, approvedBy: clinician },
          { template: 'exercises', params: { words: 'your chair exercises', listTo: 'the physio, Sam Patel' }, approvedBy: clinician },
          { template: 'silent-device', approvedBy: clinician },
        ],
        habits: {
          wake: '07:10',
          breakfast: '08:20',
          lunch: '12:30',
          supper: '17:40',
          bedtime: '22:00',
          doses,
          bloodPressureAt: '09:15',
          usualPressure: { systolicMmHg: 132, diastolicMmHg: 76 },
          outings: [{ at: '10:30', minutes: 35, chance: 0.4 }],
          daily: [
            { at: '07:50', role: 'scales', kind: 'body-weight', value: { usual: 68, spread: 0.2, decimals: 1 } },
            { at: '12:40', role: 'app', kind: 'exercise', value: 'done' },
            { at: '12:45', role: 'app', kind: 'pain', value: 3 },
            ...drinks.map(
              ({ at, role, usual }) => ({ at, role, kind: 'fluid-intake', value: { usual, spread: 40, decimals: 0 } }) as const,
            ),
          ],
          careCalls: ['07:40', '12:20', '20:30'],
          chances: {
            skipsBreakfast: 0.5,
            breakfastOut: 0.1,
            missesDose: 0.15,
            nightExit: 0.35,
            sos: 0.1,
            highPressure: 0.15,
            followsPrompt: 0.45,
          },
        },
        incidents: [
          { day: 2, chances: { skipsBreakfast: 1 } },
          { day: 4, chances: { skipsBreakfast: 1, ...heedsNothing }, without: ['12:40'], outings: [], also: eats('11:10') },
          { day: 5, without: ['12:40'], also: [reads('16:20', 'fall-detector', 'fall', 'fallen')] },
          { day: 6, chances: heedsNothing, without: ['08:00'], also: [takesDose('08:25', '08:00')] },
          { day: 8, without: ['12:20', '12:35', '12:40', '12:45'], also: wandersOff('02:27:00', '02:30:00', '02:31:20', '02:33:00') },
          { day: 9, chances: heedsNothing, ...unwell },
          { day: 10, without: unwell.without, also: [...unwell.also, { at: '15:05', role: 'sos-button', act: { type: 'press' } }] },
          {
            day: 11,
            without: ['07:50'],
            also: [reads('07:50', 'scales', 'body-weight', 70.6), ...wandersOff('03:07:00', '03:10:00', '03:21:00', '03:24:00')],
          },
          {
            day: 12,
            chances: heedsNothing,
            desk: [
              {
                at: '00:00',
                what: {
                  type: 'nothing-reaches',
                  contact: 0,
                  until: { days: 3, at: '00:00' },
                  reason: 'Operation',
                  instead: "{name}'s daughter is in hospital. Please make an extra call now.",
                },
              },
            ],
          },
          { day: 13, chances: heedsNothing, without: ['09:15'], also: [measures('09:15', 184, 104), measures('09:26', 181, 102)] },
          { day: 14, chances: { skipsBreakfast: 1 } },
        ],
        own: {
          fridge: 'Fridge',
          'front-door': 'Front door',
          motion: 'Hall movement',
          'bathroom-motion': 'Bathroom movement',
          'kitchen-motion': 'Kitchen movement',
          bed: 'Bed',
          kettle: 'Kettle',
          cup: 'Cup',
          app: "Carers' tablet",
          dispenser: 'Pill dispenser',
          cuff: 'Blood-pressure cuff',
          'sos-button': 'Pendant',
          speaker: 'Hall speaker',
          'visit-tag': 'Care-call tag',
          'fall-detector': 'Fall detector',
          scales: 'Scales',
        },
      },
    ],
    shared: {},
  });
}

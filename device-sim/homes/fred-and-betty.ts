import { buildHome, pillsAgreement } from './build.ts';
import { testNhsNumber } from './nhs-number.ts';
import { eats, heedsNothing, measures, takesDose, wandersOff } from './story.ts';

const doses = ['08:00', '18:00'];

/** Fred and Betty share a home: his fridge and her fridge, one front door, one hall. */
export function fredAndBetty(prefix: string) {
  const clinician = 'Dr Whitfield';
  const daughter = {
    name: 'Carol Marsden',
    relationship: 'daughter',
    order: 1,
    mayBeTold: true,
    consentNote: 'Agreed with both',
    channels: [{ kind: 'email' as const, address: 'carol.marsden@example.org' }],
  };
  return buildHome({
    id: `${prefix}fb`,
    locality: 'Millbrook',
    address: '5 Chapel Terrace, Millbrook',
    keyAccess: 'Neighbour at number 7 holds a key',
    residents: [
      {
        patient: {
          nhsNumber: testNhsNumber(2, prefix),
          givenName: 'Fred',
          familyName: 'Marsden',
          birthDate: '1941-11-30',
          summary: 'High blood pressure, hard of hearing. Lives with his wife Betty.',
        },
        contacts: [daughter],
        scenarios: [
          { template: 'fridge', approvedBy: clinician },
          { template: 'blood-pressure', approvedBy: clinician },
          { template: 'sos', approvedBy: clinician },
          { template: 'silent-device', approvedBy: clinician },
        ],
        habits: {
          wake: '06:40',
          breakfast: '07:45',
          lunch: '12:15',
          supper: '17:30',
          bedtime: '22:10',
          doses: [],
          bloodPressureAt: '08:30',
          usualPressure: { systolicMmHg: 142, diastolicMmHg: 82 },
          outings: [{ at: '10:00', minutes: 55, chance: 0.8 }],
          careCalls: [],
          chances: {
            skipsBreakfast: 0.15,
            breakfastOut: 0.1,
            missesDose: 0,
            nightExit: 0,
            sos: 0.04,
            highPressure: 0.4,
            followsPrompt: 0.75,
          },
        },
        incidents: [
          { day: 5, chances: heedsNothing, without: ['08:30'], also: [measures('08:30', 186, 104), measures('08:41', 179, 101)] },
          { day: 9, chances: { skipsBreakfast: 1, ...heedsNothing }, also: eats('11:12') },
        ],
        own: {
          fridge: "Fred's fridge",
          bed: "Fred's side of the bed",
          cuff: "Fred's cuff",
          'sos-button': "Fred's pendant",
        },
      },
      {
        patient: {
          nhsNumber: testNhsNumber(3, prefix),
          givenName: 'Betty',
          familyName: 'Marsden',
          birthDate: '1944-05-17',
          summary: 'Early dementia, gets up at night. Lives with her husband Fred.',
        },
        contacts: [daughter],
        scenarios: [
          { template: 'fridge', approvedBy: clinician },
          pillsAgreement(doses, true, clinician),
          { template: 'door', approvedBy: clinician, consentNote: 'Betty agreed, with Fred and Carol present' },
          { template: 'sos', approvedBy: clinician },
          { template: 'silent-device', approvedBy: clinician },
        ],
        habits: {
          wake: '07:20',
          breakfast: '08:30',
          lunch: '12:15',
          supper: '17:30',
          bedtime: '21:40',
          doses,
          bloodPressureAt: null,
          usualPressure: { systolicMmHg: 130, diastolicMmHg: 78 },
          outings: [{ at: '14:20', minutes: 50, chance: 0.4 }],
          careCalls: [],
          chances: {
            skipsBreakfast: 0.25,
            breakfastOut: 0.05,
            missesDose: 0.12,
            nightExit: 0.25,
            sos: 0.04,
            highPressure: 0,
            followsPrompt: 0.6,
          },
        },
        incidents: [
          { day: 6, also: wandersOff('01:37:00', '01:40:00', '01:40:40', '01:41:10') },
          { day: 7, chances: heedsNothing },
          { day: 12, chances: heedsNothing, without: ['18:00'], also: [takesDose('18:35', '18:00')] },
        ],
        own: {
          fridge: "Betty's fridge",
          bed: "Betty's side of the bed",
          dispenser: "Betty's pill dispenser",
          'sos-button': "Betty's pendant",
        },
      },
    ],
    shared: { 'front-door': 'Front door', motion: 'Hall movement', kettle: 'Kettle', speaker: 'Hall speaker' },
  });
}

import { addDays } from '../../rules/model/time.ts';
import { buildHome, type Household, pillsAgreement } from './build.ts';
import { testNhsNumber } from './nhs-number.ts';
import { heedsNothing, reads, storyBegins, takesDose, wandersOff } from './story.ts';

const doses = ['08:00', '18:00'];

const lateFromLunchClub = {
  steps: [
    {
      level: 'agency' as const,
      wait: 'PT10M',
      message: 'For the lunch club transport: {name} is not back home. Is {name} still with you?',
    },
    {
      level: 'family' as const,
      wait: 'PT10M',
      message: '{name} is not back from the lunch club, and transport does not answer. Could you ring?',
    },
    {
      level: 'coordination' as const,
      wait: 'PT15M',
      message: '{name} is not back from the lunch club and nobody knows more. Please ring.',
    },
  ],
  okClears: false,
};

const clinician = 'Sister Okafor';

/** Joan: vascular dementia, confuses her prescriptions, one care call, a house alarm, the lunch club. */
export const joan = (prefix: string) => buildHome(household(prefix));

/**
 * Six weeks of Joan in which nothing happens at once: from the third on she cooks breakfast only, and misses appointments. No evening's
 * alert shows it.
 */
export function joanInDecline() {
  const { residents, ...home } = household('');
  const [resident] = residents;
  const missed = (day: number) => ({ day, also: [reads('11:00', 'app', 'appointment', 'missed')] });
  return buildHome({
    ...home,
    residents: [
      {
        ...resident!,
        scenarios: [...resident!.scenarios, { template: 'soft-decline', approvedBy: clinician }],
        own: { ...resident!.own, app: "Surgery's list" },
        incidents: [],
        later: { fromDate: addDays(storyBegins, 14), habits: { meals: ['breakfast'] }, incidents: [missed(3), missed(10), missed(12)] },
      },
    ],
  });
}

function household(prefix: string): Household {
  return {
    id: `${prefix}joan`,
    locality: 'Canal Side',
    address: 'Flat 3, 2 Lock Lane, Canal Side',
    keyAccess: 'Warden, ground floor',
    residents: [
      {
        patient: {
          nhsNumber: testNhsNumber(1, prefix),
          givenName: 'Joan',
          familyName: 'Pickering',
          birthDate: '1943-03-02',
          summary: 'Vascular dementia, recurrent urine infections, mixes up her prescriptions. Two unplanned admissions this year.',
        },
        contacts: [
          {
            name: 'Susan Hale',
            relationship: 'daughter',
            order: 1,
            mayBeTold: true,
            consentNote: 'Agreed with Joan',
            channels: [{ kind: 'email', address: 'susan.hale@example.org' }],
            quietHours: { from: '23:00', to: '06:30' },
          },
          {
            name: 'Alan Pickering',
            relationship: 'son',
            order: 2,
            mayBeTold: false,
            consentNote: 'Joan does not want him told',
            channels: [{ kind: 'email', address: 'alan.pickering@example.org' }],
          },
        ],
        scenarios: [
          pillsAgreement(doses, true, clinician),
          { template: 'fridge', approvedBy: clinician },
          { template: 'sos', approvedBy: clinician },
          { template: 'silent-device', approvedBy: clinician },
          {
            template: 'no-return',
            params: { leaving: { from: '10:45', to: '12:00' }, returnBy: '15:30', outFor: null },
            plan: lateFromLunchClub,
            approvedBy: clinician,
            consentNote: 'Joan agreed, with Susan present',
          },
          { template: 'door', approvedBy: clinician, consentNote: 'Joan agreed, with Susan present' },
        ],
        habits: {
          wake: '07:30',
          breakfast: '08:40',
          lunch: '12:45',
          supper: '18:00',
          bedtime: '22:20',
          doses,
          bloodPressureAt: null,
          usualPressure: { systolicMmHg: 138, diastolicMmHg: 80 },
          outings: [
            { at: '11:20', minutes: 150, chance: 0.35 },
            { at: '15:00', minutes: 40, chance: 0.4 },
          ],
          careCalls: ['09:10'],
          chances: {
            skipsBreakfast: 0.12,
            breakfastOut: 0.05,
            missesDose: 0.45,
            nightExit: 0.05,
            sos: 0.12,
            highPressure: 0,
            followsPrompt: 0.5,
          },
        },
        incidents: [
          { day: 3, chances: heedsNothing, without: ['18:00'], also: [takesDose('18:55', '18:00')] },
          {
            day: 5,
            chances: heedsNothing,
            also: wandersOff('23:36:00', '23:40:00', '23:58:00', '23:59:30'),
            desk: [{ at: '23:45', what: { type: 'consent-taken-back', template: 'door', by: 'Joan Pickering' } }],
          },
          { day: 8, chances: heedsNothing, without: ['08:00'] },
          { day: 10, outings: [{ at: '11:20', minutes: 320, chance: 1 }] },
          { day: 11, also: [{ at: '21:40', role: 'sos-button', act: { type: 'press' } }] },
          { day: 12, also: wandersOff('02:26:00', '02:30:00', '02:45:00', '02:47:00') },
          { day: 13, chances: { skipsBreakfast: 1 } },
        ],
        own: {
          fridge: 'Fridge',
          'front-door': 'Flat door',
          motion: 'Living-room movement',
          bed: 'Bed',
          kettle: 'Kettle',
          dispenser: 'Pill dispenser',
          'sos-button': 'House alarm pendant',
          speaker: 'House alarm speaker',
          'visit-tag': 'Care-call tag',
        },
      },
    ],
    shared: {},
  };
}

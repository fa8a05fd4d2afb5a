import type { LocalTime } from '../../rules/model/time.ts';
import type { DeviceRole } from '../devices/catalogue.ts';
import { type Random, randomFor } from '../random.ts';
import { buildHome, pillsAgreement } from './build.ts';
import type { Habits, SimHome } from './home.ts';
import { testNhsNumber } from './nhs-number.ts';
import { clinicians, familyNames, givenNames, localities, relationships, streets, summaries, youngerNames } from './words.ts';

/** The first places belong to the people who are written down by hand. */
const firstNhsPlace = 100;

const doses = ['08:00', '18:00'];
const genders = ['women', 'men'] as const;

/**
 * Home number `n` (from 1) of a seed, `h0001` and on: another older person with habits, family and devices of their own. `mishaps`: how many
 * times as often as usual something goes wrong.
 */
export function generatedHome(seed: number, n: number, prefix: string, mishaps = 1): SimHome {
  const id = `${prefix}h${String(n).padStart(4, '0')}`;
  const random = randomFor(seed, 'home', n);
  const locality = random.pick(localities);
  const familyName = random.pick(familyNames);
  const hasDispenser = random.chance(0.7);
  const hasCuff = random.chance(0.45);
  const watchesDoor = random.chance(0.3);
  const approvedBy = random.pick(clinicians);
  const standard = ['fridge', 'sos', 'silent-device'].map((template) => ({ template, approvedBy }));
  return buildHome({
    id,
    locality,
    address: `${random.whole(1, 180)} ${random.pick(streets)}, ${locality}`,
    keyAccess: random.pick(['Key safe at the front door; code on the job only', 'Neighbour holds a key', 'Comes to the door']),
    residents: [
      {
        patient: {
          nhsNumber: testNhsNumber(firstNhsPlace + n, prefix),
          givenName: random.pick(givenNames[random.pick(genders)]),
          familyName,
          birthDate: `${random.whole(1931, 1952)}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`,
          summary: random.pick(summaries),
        },
        contacts: Array.from({ length: random.whole(1, 3) }, (_, i) => contactOf(random, id, i + 1, familyName)),
        scenarios: [
          ...standard,
          ...(hasDispenser ? [pillsAgreement(doses, random.chance(0.5), approvedBy)] : []),
          ...(hasCuff ? [{ template: 'blood-pressure', approvedBy }] : []),
          ...(watchesDoor ? [{ template: 'door', approvedBy, consentNote: 'Consent recorded on enrolment' }] : []),
        ],
        habits: habitsOf(random, { hasDispenser, hasCuff, watchesDoor, mishaps }),
        own: devicesOf(hasDispenser, hasCuff),
      },
    ],
    shared: {},
  });
}

function contactOf(random: Random, homeId: string, order: number, familyName: string) {
  const gender = random.pick(genders);
  return {
    name: `${random.pick(youngerNames[gender])} ${random.chance(0.6) ? familyName : random.pick(familyNames)}`,
    relationship: random.pick(relationships[gender]),
    order,
    mayBeTold: order === 1 || random.chance(0.8),
    consentNote: 'Recorded on enrolment',
    channels: [{ kind: 'email' as const, address: `${homeId}-contact-${order}@example.org` }],
    quietHours: random.chance(0.4) ? { from: '22:30', to: '06:30' } : null,
  };
}

interface Has {
  readonly hasDispenser: boolean;
  readonly hasCuff: boolean;
  readonly watchesDoor: boolean;
  readonly mishaps: number;
}

function habitsOf(random: Random, { hasDispenser, hasCuff, watchesDoor, mishaps }: Has): Habits {
  const often = (chance: number) => Math.min(1, chance * mishaps);
  const wake = random.whole(6 * 60 + 15, 7 * 60 + 45);
  return {
    wake: clockTime(wake),
    breakfast: clockTime(wake + random.whole(35, 75)),
    lunch: clockTime(random.whole(12 * 60, 13 * 60)),
    supper: clockTime(random.whole(17 * 60, 18 * 60 + 30)),
    bedtime: clockTime(random.whole(21 * 60 + 30, 22 * 60 + 45)),
    doses: hasDispenser ? doses : [],
    bloodPressureAt: hasCuff ? clockTime(random.whole(8 * 60 + 30, 10 * 60)) : null,
    usualPressure: { systolicMmHg: random.whole(118, 138), diastolicMmHg: random.whole(68, 82) },
    outings: [
      { at: clockTime(random.whole(10 * 60, 11 * 60)), minutes: random.whole(25, 65), chance: random.between(0.2, 0.8) },
      { at: clockTime(random.whole(14 * 60, 15 * 60 + 30)), minutes: random.whole(30, 90), chance: random.between(0.1, 0.5) },
    ],
    careCalls: random.chance(0.3) ? ['08:15', '18:45'] : [],
    chances: {
      skipsBreakfast: often(0.02),
      breakfastOut: 0.02,
      missesDose: often(0.02),
      nightExit: often(watchesDoor ? 0.02 : 0.002),
      sos: often(0.006),
      highPressure: often(0.03),
      followsPrompt: random.between(0.4, 0.9),
    },
  };
}

function devicesOf(hasDispenser: boolean, hasCuff: boolean): Readonly<Partial<Record<DeviceRole, string>>> {
  return {
    fridge: 'Fridge',
    'front-door': 'Front door',
    motion: 'Hall movement',
    bed: 'Bed',
    kettle: 'Kettle',
    'sos-button': 'Pendant',
    speaker: 'Speaker',
    ...(hasDispenser ? { dispenser: 'Pill dispenser' } : {}),
    ...(hasCuff ? { cuff: 'Blood-pressure cuff' } : {}),
  };
}

const twoDigits = (n: number) => String(n).padStart(2, '0');

function clockTime(minutes: number): LocalTime {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

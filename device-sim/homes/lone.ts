import type { DeviceRole } from '../devices/catalogue.ts';
import { buildHome, type Resident } from './build.ts';
import type { Habits, Incident, SimHome } from './home.ts';
import { testNhsNumber } from './nhs-number.ts';

/** Somebody who lives alone, as far as they differ from everybody. */
export interface Lone {
  readonly id: string;
  /** Their place among the written people, for a number of their own. */
  readonly place: number;
  readonly name: readonly [given: string, family: string];
  readonly birthDate: string;
  readonly summary: string;
  /** Whoever is asked first: name and what they are to the person. */
  readonly contact: readonly [name: string, relationship: string];
  readonly clinician: string;
  readonly scenarios: readonly Omit<Resident['scenarios'][number], 'approvedBy'>[];
  readonly habits?: Partial<Habits>;
  readonly incidents: readonly Incident[];
  readonly own: Readonly<Partial<Record<DeviceRole, string>>>;
}

const usual: Habits = {
  wake: '07:15',
  breakfast: '08:10',
  lunch: '12:30',
  supper: '18:00',
  bedtime: '22:15',
  doses: [],
  bloodPressureAt: null,
  usualPressure: { systolicMmHg: 128, diastolicMmHg: 76 },
  outings: [{ at: '10:30', minutes: 45, chance: 0.3 }],
  careCalls: [],
  chances: { skipsBreakfast: 0, breakfastOut: 0, missesDose: 0, nightExit: 0, sos: 0, highPressure: 0, followsPrompt: 0.8 },
};

/** Their home, in Millbrook. */
export function lone(prefix: string, person: Lone): SimHome {
  const { id, place, name, birthDate, summary, contact, clinician, scenarios, incidents, own } = person;
  const [givenName, familyName] = name;
  const [contactName, relationship] = contact;
  const address = `${contactName.toLowerCase().replaceAll(' ', '.')}@example.org`;
  return buildHome({
    id: `${prefix}${id}`,
    locality: 'Millbrook',
    address: `${place} Beech Grove, Millbrook`,
    keyAccess: 'Key safe at the front door; code on the job only',
    residents: [
      {
        patient: { nhsNumber: testNhsNumber(place, prefix), givenName, familyName, birthDate, summary },
        contacts: [
          {
            name: contactName,
            relationship,
            order: 1,
            mayBeTold: true,
            consentNote: `Agreed with ${givenName}`,
            channels: [{ kind: 'email', address }],
          },
        ],
        scenarios: scenarios.map((scenario) => ({ ...scenario, approvedBy: clinician })),
        habits: { ...usual, ...person.habits },
        incidents,
        own,
      },
    ],
    shared: {},
  });
}

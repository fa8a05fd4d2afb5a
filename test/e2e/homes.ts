import type { z } from 'zod';
import type { enrolmentInput } from '../../gateway/contract/people.ts';

type Scenario = { template: string; params?: Record<string, unknown>; severity?: 'high' | 'moderate' | 'low'; consentNote?: string };
type HomeInput = z.input<typeof enrolmentInput>;

const approvedBy = 'Dr Amin';
const agreed = (of: string, scenarios: readonly Scenario[]) =>
  scenarios.map((scenario) => ({ id: `${of}-${scenario.template}`, approvedBy, ...scenario }));

/** Kathleen lives alone; her daughter Maureen is asked first. Everything in the house that can speak, speaks. */
export function kathleens(scenarios: readonly Scenario[]): HomeInput {
  return {
    locality: { kind: 'locality', name: 'North' },
    home: { id: 'long-lane', address: '1 Long Lane', keyAccess: 'Key safe by the back door' },
    patients: [
      {
        id: 'kathleen',
        givenName: 'Kathleen',
        familyName: 'Example',
        birthDate: '1947-03-02',
        summary: 'Forgets meals. Hard of hearing on the left.',
        simulated: true,
        contacts: [
          {
            id: 'maureen',
            name: 'Maureen',
            relationship: 'daughter',
            order: 1,
            mayBeTold: true,
            channels: [{ kind: 'email', address: 'maureen@example.org' }],
          },
        ],
        scenarios: agreed('kathleen', scenarios),
      },
    ],
    devices: [
      { id: 'fridge', kind: 'fridge', name: 'Fridge', prompts: true },
      { id: 'door', kind: 'front-door', name: 'Front door' },
      { id: 'hall', kind: 'motion', name: 'Hall' },
      { id: 'dispenser', kind: 'dispenser', name: 'Pill dispenser', prompts: true, patient: 0 },
      { id: 'cuff', kind: 'cuff', name: 'Blood pressure cuff', prompts: true, patient: 0 },
      { id: 'button', kind: 'sos-button', name: 'Help button', patient: 0 },
      { id: 'speaker', kind: 'speaker', name: 'Speaker', prompts: true },
      { id: 'carer', kind: 'app', name: "Carer's app" },
    ],
  };
}

/** Fred and Betty share a house, its fridge and its door; each has a bed of their own. The agreements are Betty's. */
export function fredAndBettys(scenarios: readonly Scenario[]): HomeInput {
  return {
    home: { id: 'mill-row', address: '8 Mill Row' },
    patients: [
      { id: 'betty', givenName: 'Betty', familyName: 'Sample', simulated: true, scenarios: agreed('betty', scenarios) },
      { id: 'fred', givenName: 'Fred', familyName: 'Sample', simulated: true },
    ],
    devices: [
      { id: 'front-door', kind: 'front-door', name: 'Front door' },
      { id: 'bettys-bed', kind: 'bed', name: "Betty's bed", patient: 0 },
      { id: 'freds-bed', kind: 'bed', name: "Fred's bed", patient: 1 },
    ],
  };
}

import type { z } from 'zod';
import type { enrolmentInput } from '../contract/people.ts';

/** A whole home as `enrol` takes it: names, numbers and addresses are made up (the NHS number is of the range kept for tests). */
export const exampleEnrolment: z.input<typeof enrolmentInput> = {
  locality: { kind: 'locality', name: 'Northfield' },
  home: { address: '12 Example Street, Northfield', keyAccess: 'Key safe to the left of the door; the code is given with the job' },
  patients: [
    {
      givenName: 'Edith',
      familyName: 'Example',
      knownAs: 'Edie',
      nhsNumber: '999 000 0050',
      birthDate: '1944-05-17',
      zone: 'Europe/London',
      summary: 'Hard of hearing: let the phone ring. Walks with a frame.',
      contacts: [
        {
          name: 'Ruth Example',
          relationship: 'daughter',
          order: 1,
          mayBeTold: true,
          consentNote: 'Agreed with Edie on 2 March 2026',
          channels: [{ kind: 'email', address: 'ruth@example.org' }],
          quietHours: { from: '22:00', to: '07:00' },
        },
      ],
      scenarios: [
        { template: 'fridge', approvedBy: 'Dr Example' },
        { template: 'sos', approvedBy: 'Dr Example' },
        { template: 'silent-device', approvedBy: 'Dr Example' },
        { template: 'door', approvedBy: 'Dr Example', consentNote: 'Consent recorded on 2 March 2026' },
      ],
    },
  ],
  devices: [
    { kind: 'fridge', name: 'Fridge', heartbeatSeconds: 3600, prompts: true },
    { kind: 'front-door', name: 'Front door', heartbeatSeconds: 3600 },
    { kind: 'motion', name: 'Hall', heartbeatSeconds: 3600 },
    { kind: 'speaker', name: 'Bedroom speaker', heartbeatSeconds: 3600, prompts: true },
    { kind: 'sos-button', name: 'Pendant', patient: 0 },
  ],
};

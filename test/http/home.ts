import { type EnrolmentResult, enrolmentInput } from '../../gateway/contract/people.ts';
import type { HttpFixture } from './fixture.ts';

/** Kathleen's home as a file of an enrolment: one person, a daughter, a fridge that is the home's and a button that is hers. */
export const kathleen = enrolmentInput.parse({
  locality: { kind: 'locality', name: 'North' },
  home: { id: 'long-lane', address: '1 Long Lane', keyAccess: 'Key safe by the door' },
  patients: [
    {
      id: 'kathleen',
      nhsNumber: '999 000 0050',
      givenName: 'Kathleen',
      familyName: 'Example',
      contacts: [
        {
          id: 'mary',
          name: 'Mary',
          relationship: 'daughter',
          order: 1,
          mayBeTold: true,
          channels: [{ kind: 'email', address: 'm@example.org' }],
        },
      ],
      scenarios: [
        { id: 'k-fridge', template: 'fridge', approvedBy: 'Dr Amin' },
        { id: 'k-sos', template: 'sos', approvedBy: 'Dr Amin' },
      ],
    },
  ],
  devices: [
    { id: 'fridge', kind: 'fridge', name: 'Fridge', heartbeatSeconds: 300, prompts: true },
    { id: 'watch', kind: 'sos-button', name: 'Button', patient: 0 },
  ],
});

/** Enrols Kathleen's home; returns the secret of each device by its id. */
export async function enrolKathleen(http: HttpFixture): Promise<Map<string, string>> {
  const answer = await http.ask('administrator', 'POST', '/api/enrolments', kathleen);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return new Map(answer.json<EnrolmentResult>().devices.map(({ deviceId, secret }) => [deviceId, secret]));
}

/** The header with which a device signs in. */
export const basic = (username: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`,
});

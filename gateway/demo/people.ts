import type pg from 'pg';
import { onCallInput, teamInput } from '../contract/people.ts';
import { hashPassword } from '../identity/password.ts';
import { addOnCall, addTeam, listTeams } from '../store/teams.ts';
import { addUser, listUsers, type Role, userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';
import { seedDemoPlaces } from './places.ts';

/** The demonstration's sign-ins; whom the last ones follow stands in circle.ts. They open simulated homes only: a gateway with real people refuses to start a demonstration. */
export const demoPassword = 'hearthline-demo';
export const demoUsers: readonly { readonly email: string; readonly name: string; readonly role: Role; readonly what: string }[] = [
  { email: 'coordinator@example.org', name: 'Asha Rahman', role: 'coordinator', what: 'the coordination centre' },
  { email: 'clinician@example.org', name: 'Dr Owen Price', role: 'clinician', what: 'the clinician who approves agreements' },
  { email: 'responder@example.org', name: 'Tom Becker', role: 'responder', what: 'the rapid response team' },
  { email: 'manager@example.org', name: 'Lydia Grant', role: 'manager', what: 'figures, rotas, records: who runs the service' },
  { email: 'admin@example.org', name: 'Ines Moore', role: 'administrator', what: 'setting up homes, devices and people' },
  { email: 'kathleen@example.org', name: 'Kathleen Ashworth', role: 'patient', what: 'Kathleen herself (/family)' },
  { email: 'maureen.ashworth@example.org', name: 'Maureen Ashworth', role: 'contact', what: "Kathleen's daughter (/family)" },
  { email: 'susan.hale@example.org', name: 'Susan Hale', role: 'contact', what: "Joan's daughter (/family)" },
  { email: 'carer@example.org', name: 'Bola Okoro', role: 'agency-carer', what: 'a carer of the agency (/family)' },
  { email: 'installer@example.org', name: 'Viktor Hall', role: 'installer', what: "fitting the kit of Joan's home, on a phone" },
  { email: 'mo.rowe@example.org', name: 'Mo Rowe', role: 'champion', what: 'who cheers Gina on (/family)' },
];

/** Answers the alerts of some neighbours; the simulator signs in as her. */
export const demoColleague = { email: 'priya.shah@example.org', name: 'Priya Shah', role: 'coordinator' } as const;

const teams = [
  {
    // While nobody has the console open, the mailbox takes what is meant for the centre.
    team: teamInput.parse({
      ...{ id: 'demo-ccc', kind: 'coordination', name: 'Care coordination centre' },
      channels: [{ kind: 'console' }, { kind: 'email', address: 'centre@example.org' }],
    }),
    onCall: onCallInput.parse({ name: 'Asha Rahman', channels: [{ kind: 'email', address: 'coordinator@example.org' }] }),
  },
  {
    team: teamInput.parse({ id: 'demo-rrt', kind: 'rapid-response', name: 'Rapid response, north' }),
    onCall: onCallInput.parse({ name: 'Tom Becker', channels: [{ kind: 'email', address: 'responder@example.org' }] }),
  },
  {
    team: teamInput.parse({ id: 'demo-agency', kind: 'agency', name: 'Home-care agency' }),
    onCall: onCallInput.parse({ name: 'Agency duty manager', channels: [{ kind: 'email', address: 'agency@example.org' }] }),
  },
];

/** Puts the demonstration's places, staff and users of the app into an empty database; later starts find them there. */
export async function seedDemoPeople(pool: pg.Pool, at: number, wallAt: number): Promise<void> {
  const isEmpty = (await listUsers(pool)).length === 0 && (await listTeams(pool, at)).length === 0;
  if (!isEmpty && (await userByEmail(pool, demoColleague.email))) return;
  const passwordHash = await hashPassword(demoPassword);
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    await addUser(tx, { ...demoColleague, passwordHash, wallAt });
    if (!isEmpty) return;
    await seedDemoPlaces(tx);
    const ids = new Map<string, string>();
    for (const { email, name, role } of demoUsers) ids.set(email, await addUser(tx, { email, name, role, passwordHash, wallAt }));
    for (const { team, onCall } of teams) {
      // Whoever signs in is on call as themselves: what they take is then taken by whom the ladder asked.
      const id = ids.get(onCall.channels[0]!.address) ?? onCall.id;
      await addOnCall(tx, await addTeam(tx, team), { ...onCall, id });
    }
  });
}

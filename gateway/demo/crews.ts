import type pg from 'pg';
import type { Instant } from '../../rules/model/time.ts';
import { onCallInput, teamInput } from '../contract/people.ts';
import { responseUnitInput } from '../contract/response.ts';
import { hashPassword } from '../identity/password.ts';
import { addUnit, listUnits } from '../store/response-units.ts';
import { addOnCall, addTeam, findTeam } from '../store/teams.ts';
import { addUser, enableUser, userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';
import { demoPassword } from './people.ts';

const teams = [
  { id: 'demo-rrt', name: 'Rapid response, north' },
  { id: 'demo-rrt-south', name: 'Rapid response, south' },
];
const units = [
  { id: 'north-1', name: 'North 1', teamId: 'demo-rrt', skills: ['lifting', 'personal-care'], member: 'Jo Marsh' },
  { id: 'north-2', name: 'North 2', teamId: 'demo-rrt', skills: ['lifting', 'technical'], member: 'Samir Khan' },
  { id: 'north-3', name: 'North 3', teamId: 'demo-rrt', skills: ['nursing', 'mental-health'], member: 'Grace Obi' },
  { id: 'south-1', name: 'South 1', teamId: 'demo-rrt-south', skills: ['lifting', 'nursing'], member: 'Piotr Nowak' },
  { id: 'south-2', name: 'South 2', teamId: 'demo-rrt-south', skills: ['personal-care', 'technical'], member: 'Lena Hughes' },
] as const;

/** Who goes out with which unit of the demonstration. The simulator signs in as them. */
export const demoCrews: readonly { readonly unitId: string; readonly email: string; readonly name: string }[] = units.map(
  ({ id, member }) => ({ unitId: id, email: `${id}@example.org`, name: member }),
);

/** Puts the teams, units and crews of the demonstration into the database, as far as they are not there. `wallAt`: accounts live on the wall clock. */
export async function seedDemoUnits(pool: pg.Pool, at: Instant, wallAt: number): Promise<void> {
  const users = await Promise.all(demoCrews.map(async (crew) => ({ ...crew, user: await userByEmail(pool, crew.email) })));
  const isSeeded = users.every(({ user }) => user && !user.disabled);
  const passwordHash = isSeeded ? '' : await hashPassword(demoPassword);
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    const newTeams = new Set<string>();
    for (const team of teams)
      if (!(await findTeam(tx.db, team.id))) newTeams.add(await addTeam(tx, teamInput.parse({ ...team, kind: 'rapid-response' })));
    const known = new Set((await listUnits(tx.db)).map(({ id }) => id));
    for (const { member: _, ...unit } of units) if (!known.has(unit.id)) await addUnit(tx, responseUnitInput.parse(unit));
    for (const { user, email, name, unitId } of users) {
      const id = user?.id ?? (await addUser(tx, { email, name, role: 'responder', passwordHash, wallAt }));
      if (user?.disabled) await enableUser(tx, id, { passwordHash, wallAt });
      // A team that nobody answers for would be a gap in the rota from the first day on: its first crew is on call.
      const { teamId } = units.find((unit) => unit.id === unitId)!;
      if (newTeams.delete(teamId))
        await addOnCall(tx, teamId, onCallInput.parse({ id, name, channels: [{ kind: 'email', address: email }] }));
    }
  });
}

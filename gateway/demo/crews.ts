import type pg from 'pg';
import type { Logger } from 'pino';
import { exhaustMap, type Subscription, timer } from 'rxjs';
import { hour, type Instant, minute, second } from '../../rules/model/time.ts';
import type { CrewSaid, Job } from '../../rules/response/job.ts';
import type { Clock } from '../clock.ts';
import { teamInput } from '../contract/people.ts';
import { responseUnitInput } from '../contract/response.ts';
import type { ResponseDesk } from '../response/desk.ts';
import { jobById } from '../store/response-jobs.ts';
import { addUnit, listUnits, type UnitNow, unitsNow } from '../store/response-units.ts';
import { addTeam, findTeam } from '../store/teams.ts';
import { addUser, userByEmail } from '../store/users.ts';
import { write } from '../store/write.ts';

const teams = [
  { id: 'demo-rrt', name: 'Rapid response, north' },
  { id: 'demo-rrt-south', name: 'Rapid response, south' },
];
/** Units of the demonstration, and who plays their crews. They cannot sign in. */
const units = [
  { id: 'north-1', name: 'North 1', teamId: 'demo-rrt', skills: ['lifting', 'personal-care'], player: 'Jo Marsh' },
  { id: 'north-2', name: 'North 2', teamId: 'demo-rrt', skills: ['lifting', 'technical'], player: 'Samir Khan' },
  { id: 'north-3', name: 'North 3', teamId: 'demo-rrt', skills: ['nursing', 'mental-health'], player: 'Grace Obi' },
  { id: 'south-1', name: 'South 1', teamId: 'demo-rrt-south', skills: ['lifting', 'nursing'], player: 'Piotr Nowak' },
  { id: 'south-2', name: 'South 2', teamId: 'demo-rrt-south', skills: ['personal-care', 'technical'], player: 'Lena Hughes' },
] as const;

const everyMs = 20 * second;
const turnMs = 8 * hour;
/** What a crew does next, and how long after its last word. */
const next: Partial<Record<Job['state'], { readonly said: CrewSaid; readonly afterMs: number }>> = {
  offered: { said: { type: 'accept' }, afterMs: 20 * second },
  accepted: { said: { type: 'on-the-way' }, afterMs: 2 * minute },
  'on-the-way': { said: { type: 'arrived' }, afterMs: 18 * minute },
  arrived: { said: { type: 'access-gained', how: 'key-safe' }, afterMs: 3 * minute },
  'access-gained': {
    said: { type: 'complete', outcome: 'responder', note: 'Seen and settled. Of the demonstration.', closesAlert: true },
    afterMs: 25 * minute,
  },
};

interface Parts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly desk: ResponseDesk;
}

/** Plays the crews of the demonstration around the clock. Where a person comes on duty with a unit, its crew leaves it to them. */
export function driveDemoCrews({ pool, clock, log, desk }: Parts): Subscription {
  let players: ReadonlyMap<string, { readonly id: string; readonly name: string }> | null = null;
  return timer(0, everyMs, clock.scheduler)
    .pipe(
      exhaustMap(async () => {
        try {
          players ??= await seedPlayers(pool, clock);
          for (const unit of await unitsNow(pool, clock.now())) {
            const player = players.get(unit.id);
            if (player) await play({ pool, clock, log, desk }, unit, player);
          }
        } catch (error) {
          log.warn({ err: error }, 'the crews of the demonstration stand still');
        }
      }),
    )
    .subscribe();
}

/** Puts the teams and units of the demonstration into the database, as far as they are not there. */
export async function seedDemoUnits(pool: pg.Pool, at: Instant): Promise<void> {
  await write(pool, { at, actor: 'demo' }, async (tx) => {
    for (const team of teams)
      if (!(await findTeam(tx.db, team.id))) await addTeam(tx, teamInput.parse({ ...team, kind: 'rapid-response' }));
    const known = new Set((await listUnits(tx.db)).map(({ id }) => id));
    for (const { player: _, ...unit } of units) if (!known.has(unit.id)) await addUnit(tx, responseUnitInput.parse(unit));
  });
}

/** Who plays the crews, by the id of their unit; added as far as they are not there. */
async function seedPlayers(pool: pg.Pool, clock: Clock) {
  const players = new Map<string, { readonly id: string; readonly name: string }>();
  await write(pool, { at: clock.now(), actor: 'demo' }, async (tx) => {
    for (const { id, player } of units) {
      const email = `${id}@example.org`;
      const user = await userByEmail(tx.db, email);
      const newUser = { email, name: player, role: 'responder', passwordHash: null, wallAt: clock.wallNow() } as const;
      players.set(id, { id: user?.id ?? (await addUser(tx, newUser)), name: player });
    }
  });
  return players;
}

async function play({ pool, clock, desk }: Parts, unit: UnitNow, player: { readonly id: string; readonly name: string }): Promise<void> {
  const now = clock.now();
  const isOn = unit.crew.includes(player.id);
  if (unit.crew.some((id) => id !== player.id)) return isOn ? await desk.duty(player, null) : undefined;
  if (!isOn || (unit.untilAt ?? now) < now + hour) await desk.duty(player, { unitId: unit.id, untilAt: now + turnMs });
  const job = unit.jobId === null ? null : await jobById(pool, unit.jobId);
  const step = job && next[job.state];
  if (!job || !step) return;
  const since = job.reports.at(-1)?.receivedAt ?? job.offers.at(-1)?.offeredAt ?? job.requestedAt;
  if (now < since + step.afterMs) return;
  await desk.crewSaid(job.id, player, [{ ...step.said, id: `${job.id}-${job.hold}-${step.said.type}`, at: now }]);
}

import { bankHolidaysKnownTo } from '../../rules/model/bank-holidays.ts';
import { addDays, day, type Instant, localDate, localTime } from '../../rules/model/time.ts';
import type { Db } from './transaction.ts';

/** A stretch of time in which nobody of a team is on duty though somebody must be. */
export interface TeamGap {
  readonly teamId: string;
  readonly teamName: string;
  /** Of the team's rota. */
  readonly zone: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** The team counts on a console at which nobody can sign in. */
  readonly emptyConsole: boolean;
}

interface GapTask {
  readonly id: string;
  readonly teamId: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly doneAt: Instant | null;
  readonly doneBy: string | null;
}

/** Who ticks off a task whose gap is gone. */
const byItself = 'rota';
/** A person's tick counts for so long; if the gap is still there then, it is told again. */
const tickLastsMs = day;
/** People hear so long before the list of bank holidays ends. */
const listEndsDays = 180;

function textOf({ teamName, zone, fromAt, untilAt, emptyConsole }: TeamGap): string {
  const [date, endDate] = [localDate(zone, fromAt), localDate(zone, untilAt)];
  const end = `${endDate === date ? '' : `${endDate} `}${localTime(zone, untilAt)}`;
  const why = emptyConsole ? ' Nobody who answers alerts can sign in, so the console reaches nobody.' : '';
  return `${teamName}: nobody is on duty from ${date} ${localTime(zone, fromAt)} to ${end} (${zone}).${why}`;
}

const overlap = (task: GapTask, gap: TeamGap) => task.teamId === gap.teamId && task.fromAt < gap.untilAt && gap.fromAt < task.untilAt;

/**
 * Makes a task of every gap that has none, brings those that have one up to date, and ticks off those that are gone. `gaps` are all
 * that are known between `at` and the end of what is looked at. Run it in a transaction.
 */
export async function recordGaps(db: Db, gaps: readonly TeamGap[], at: Instant): Promise<void> {
  const { rows: tasks } = await db.query<GapTask>(
    `select id, team_id as "teamId", from_at as "fromAt", until_at as "untilAt", done_at as "doneAt", done_by as "doneBy" from task
      where kind = 'rota-gap' and team_id is not null and until_at > $1 order by from_at, id`,
    [new Date(at)],
  );
  const open = tasks.filter(({ doneAt }) => doneAt === null);
  const ticked = tasks.filter(({ doneAt, doneBy }) => doneAt !== null && doneBy !== byItself && doneAt > at - tickLastsMs);
  const kept = new Set<string>();
  for (const gap of gaps) {
    const known = open.find((task) => !kept.has(task.id) && overlap(task, gap));
    if (known) {
      kept.add(known.id);
      // Of a gap that has begun, the rest is seen; it began when it was told to begin.
      const told = { ...gap, fromAt: gap.fromAt > at ? gap.fromAt : Math.min(known.fromAt, gap.fromAt) };
      await db.query('update task set text = $2, from_at = $3, until_at = $4 where id = $1', [
        known.id,
        textOf(told),
        new Date(told.fromAt),
        new Date(told.untilAt),
      ]);
    } else if (!ticked.some((task) => overlap(task, gap))) await addTask(db, gap, at);
  }
  const gone = open.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  await db.query('update task set done_at = $2, done_by = $3 where id = any($1)', [gone, new Date(at), byItself]);
}

async function addTask(db: Db, gap: TeamGap, at: Instant): Promise<void> {
  await db.query(
    `insert into task (id, kind, team_id, from_at, until_at, text, created_at) values ($1, 'rota-gap', $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [
      `${gap.teamId}/rota-gap/${new Date(gap.fromAt).toISOString()}/${at}`,
      gap.teamId,
      new Date(gap.fromAt),
      new Date(gap.untilAt),
      textOf(gap),
      new Date(at),
    ],
  );
}

/** Once for each list: a task when the list of bank holidays ends soon, or has ended. Later days would count as ordinary ones. */
export async function recordEndOfCalendar(db: Db, at: Instant): Promise<void> {
  if (addDays(localDate('Europe/London', at), listEndsDays) <= bankHolidaysKnownTo) return;
  const text = `The list of bank holidays ends on ${bankHolidaysKnownTo}; later ones count as ordinary days. Install a newer version.`;
  await db.query(`insert into task (id, kind, text, created_at) values ($1, 'calendar-data', $2, $3) on conflict (id) do nothing`, [
    `calendar-data/bank-holidays/${bankHolidaysKnownTo}`,
    text,
    new Date(at),
  ]);
}

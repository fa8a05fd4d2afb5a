import type pg from 'pg';
import type { Notification } from '../../rules/model/effect.ts';
import type { Instant } from '../../rules/model/time.ts';

export type NotificationStatus = 'planned' | 'queued' | 'sending' | 'sent' | 'delivered' | 'confirmed' | 'failed' | 'suppressed';

/**
 * What may be written over what. News that arrives late never takes back what is known: a message that was delivered is not
 * "sent" again. What really happened outranks what was assumed: a message thought failed or withdrawn may prove delivered.
 */
export const mayFollow: Readonly<Record<NotificationStatus, readonly NotificationStatus[]>> = {
  planned: [],
  queued: ['sending'],
  sending: ['planned', 'queued', 'sending'],
  sent: ['planned', 'queued', 'sending', 'suppressed'],
  delivered: ['planned', 'queued', 'sending', 'suppressed', 'sent', 'failed'],
  confirmed: ['planned', 'queued', 'sending', 'suppressed', 'sent', 'failed', 'delivered'],
  failed: ['planned', 'queued', 'sending', 'sent'],
  suppressed: ['planned', 'queued', 'sending', 'sent'],
};

export interface StoredNotification {
  readonly notification: Notification;
  readonly status: NotificationStatus;
  readonly tries: number;
  /** Wall clock. */
  readonly nextTryAt: Instant | null;
  readonly detail: string;
}

export interface Claim {
  readonly id: string;
  /** This try included. */
  readonly tries: number;
  /** The caller has claimed it before, or found it being sent when it started: `sending` is no obstacle. */
  readonly again: boolean;
  /** The message of several in which it goes; null: by itself. */
  readonly bundle: string | null;
}

/** When somebody was last sent low ones by one way. */
export interface LastBundle extends Pick<Notification, 'recipient' | 'channel'> {
  /** Care clock. */
  readonly at: Instant;
}

export interface FateWrite {
  readonly id: string;
  readonly status: NotificationStatus;
  readonly detail: string;
  /** Tries made so far; null leaves the count. */
  readonly tries: number | null;
  /** Wall clock; only with `queued`, and with `sending` where an earlier try may have arrived. */
  readonly nextTryAt: Instant | null;
  /** Care clock. */
  readonly at: Instant;
}

export interface CommandNote {
  /** What the device said; null: nothing new. */
  readonly answer: 'delivered' | 'expired' | null;
  readonly detail: string;
  /** Care clock. */
  readonly at: Instant;
}

/** The outbox table. Every write is safe to repeat; each rejects when the database cannot be reached. */
export interface NotificationStore {
  /** Marks rows as being sent; gives the ids that were still to be sent. */
  claim(claims: readonly Claim[], at: Instant): Promise<ReadonlySet<string>>;
  /** Writes fates in the order given; gives the ids of rows that changed. */
  saveFates(writes: readonly FateWrite[]): Promise<ReadonlySet<string>>;
  /** Planned, queued, and being sent when the last process ended; high ones first. */
  unfinished(): Promise<StoredNotification[]>;
  /** Fates that the outbox knows and an alert that is not closed does not. */
  untold(): Promise<StoredNotification[]>;
  /** Commands that a device has been sent and has not said that it has, still of use at `at`, oldest first. */
  openCommands(at: Instant): Promise<Notification[]>;
  /** Notes what is known of a command that is not done. False: this device was sent no such command, or it is done or taken back. */
  noteCommand(id: string, deviceId: string, note: CommandNote): Promise<boolean>;
  /** It has been withdrawn, and nobody is known to have got it all the same. */
  isTakenBack(id: string): Promise<boolean>;
  find(id: string): Promise<Notification | null>;
  /** Who was sent low ones after `afterAt`; a try whose end is unknown does not count. */
  lastBundles(afterAt: Instant): Promise<LastBundle[]>;
}

/** Text that PostgreSQL takes, short enough to show. */
function plain(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().slice(0, 500);
}

/** One write a row: the last of each that may follow what came before it in the same batch. */
function lastOfEach(writes: readonly FateWrite[]): FateWrite[] {
  const last = new Map<string, FateWrite>();
  for (const write of writes) {
    const before = last.get(write.id);
    if (!before || mayFollow[write.status].includes(before.status)) last.set(write.id, write);
  }
  return [...last.values()];
}

interface Row {
  readonly body: Notification;
  readonly status: NotificationStatus;
  readonly tries: number;
  readonly next_try_at: Instant | null;
  readonly detail: string;
}

function stored(row: Row): StoredNotification {
  return { notification: row.body, status: row.status, tries: row.tries, nextTryAt: row.next_try_at, detail: row.detail };
}

/** `commandChanged` hears whose commands stand otherwise than before. */
export function createNotificationStore(pool: pg.Pool, commandChanged: (patientId: string) => void = () => undefined): NotificationStore {
  return {
    async claim(claims, at) {
      const { rows } = await pool.query<{ id: string }>(
        `update notification n set status = 'sending', tries = c.tries, next_try_at = null, updated_at = to_timestamp($4 / 1000.0),
                bundle = c.bundle, bundled_at = case when c.bundle is not null then to_timestamp($4 / 1000.0) end
           from unnest($1::text[], $2::int[], $3::bool[], $5::text[]) as c (id, tries, again, bundle)
          where n.id = c.id and (n.status in ('planned', 'queued') or (c.again and n.status = 'sending'))
          returning n.id`,
        [claims.map((c) => c.id), claims.map((c) => c.tries), claims.map((c) => c.again), at, claims.map((c) => c.bundle)],
      );
      return new Set(rows.map((row) => row.id));
    },

    // Of what was sent, only a command that waits in the broker's queue can be withdrawn. A retry is put back into the queue
    // by the try that failed, never by an older one.
    async saveFates(writes) {
      const last = lastOfEach(writes);
      const { rows } = await pool.query<{ id: string; ofCommand: string | null }>(
        `update notification n
            set status = f.status, detail = f.detail, tries = coalesce(f.tries, n.tries),
                next_try_at = to_timestamp(f.next_try_at / 1000.0), updated_at = to_timestamp(f.at / 1000.0)
           from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::float8[], $6::float8[], $7::text[])
                as f (id, status, detail, tries, next_try_at, at, after)
          where n.id = f.id
            and n.status = any (string_to_array(f.after, ','))
            and (f.status <> 'suppressed' or n.status <> 'sent' or n.channel_kind = 'mqtt')
            and (f.status not in ('queued', 'sending') or n.tries = f.tries)
          returning n.id, case when n.channel_kind = 'mqtt' then n.patient_id end as "ofCommand"`,
        [
          last.map((w) => w.id),
          last.map((w) => w.status),
          last.map((w) => plain(w.detail)),
          last.map((w) => w.tries),
          last.map((w) => w.nextTryAt),
          last.map((w) => w.at),
          last.map((w) => mayFollow[w.status].join(',')),
        ],
      );
      for (const patientId of new Set(rows.map((row) => row.ofCommand))) if (patientId !== null) commandChanged(patientId);
      return new Set(rows.map((row) => row.id));
    },

    async unfinished() {
      const { rows } = await pool.query<Row>(
        `select body, status, tries, next_try_at, detail from notification
          where status in ('planned', 'queued', 'sending') order by severity <> 'high', created_at, id`,
      );
      return rows.map(stored);
    },

    async untold() {
      const { rows } = await pool.query<Row & { known: NotificationStatus }>(
        `select n.body, n.status, n.tries, n.next_try_at, n.detail, t.attempt ->> 'fate' as known
           from alert a
                cross join lateral jsonb_array_elements(a.state -> 'attempts') as t (attempt)
                join notification n on n.id = t.attempt ->> 'notificationId'
          where a.status <> 'closed' and n.status in ('sent', 'delivered', 'confirmed', 'failed')
            and n.status <> t.attempt ->> 'fate'
          order by n.updated_at, n.id`,
      );
      return rows.filter((row) => mayFollow[row.status].includes(row.known)).map(stored);
    },

    async openCommands(at) {
      const { rows } = await pool.query<{ body: Notification }>(
        `select body from notification
          where status = 'sent' and channel_kind = 'mqtt' and answer is null
            and created_at > to_timestamp($1 / 1000.0) - interval '7 days' and (body ->> 'expiresAt')::float8 > $1
          order by created_at, id`,
        [at],
      );
      return rows.map((row) => row.body);
    },

    async noteCommand(id, deviceId, { answer, detail, at }) {
      const { rows } = await pool.query<{ patientId: string }>(
        `update notification set answer = coalesce($3, answer), detail = $4, updated_at = to_timestamp($5 / 1000.0)
          where id = $1 and channel_kind = 'mqtt' and body #>> '{channel,address}' = $2 and status in ('queued', 'sending', 'sent', 'failed')
          returning patient_id as "patientId"`,
        [id, deviceId, answer, plain(detail), at],
      );
      for (const { patientId } of rows) commandChanged(patientId);
      return rows.length > 0;
    },

    async isTakenBack(id) {
      const { rowCount } = await pool.query("select from notification where id = $1 and status = 'suppressed'", [id]);
      return rowCount === 1;
    },

    async find(id) {
      const { rows } = await pool.query<{ body: Notification }>('select body from notification where id = $1', [id]);
      return rows[0]?.body ?? null;
    },

    async lastBundles(afterAt) {
      const { rows } = await pool.query<LastBundle>(
        `select body -> 'recipient' as recipient, body -> 'channel' as channel, max(bundled_at) as at from notification
          where bundled_at > to_timestamp($1 / 1000.0) and status in ('sent', 'delivered', 'confirmed')
          group by 1, 2`,
        [afterAt],
      );
      return rows;
    },
  };
}

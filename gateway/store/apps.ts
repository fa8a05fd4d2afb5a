import type { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import type { appApproval, appInput, appWithdrawal } from '../contract/apps.ts';
import { deviceInput } from '../contract/people.ts';
import { addDevice, type NewCredential, rotateDevice } from './devices.ts';
import { lastHeard } from './last-heard.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

type VersionStatus = 'approved' | 'withdrawn';

export interface AppRow {
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  /** How many people have a credential for it. */
  readonly patients: number;
  /** Newest decision first. */
  readonly versions: readonly {
    readonly version: string;
    readonly status: VersionStatus;
    readonly reason: string;
    /** In the name of the person who is signed in; `admin` for the command. */
    readonly decidedBy: string;
    readonly decidedAt: Instant;
  }[];
}

/** What is known of a version of an app; `status` null: nothing was ever decided. */
export interface AppStanding {
  readonly appName: string;
  readonly version: string;
  readonly status: VersionStatus | null;
  /** In the words of who decided. */
  readonly reason: string | null;
}

export async function addApp(tx: Write, { id, name, maker }: z.output<typeof appInput>): Promise<void> {
  await tx.db.query('insert into app (id, name, maker, created_at) values ($1, $2, $3, $4)', [id, name, maker, new Date(tx.at)]);
  await tx.audit('app.add', id);
}

/** This version may send from now on. A version that was withdrawn may be approved again. */
export async function approveApp(tx: Write, appId: string, { version, reason }: z.output<typeof appApproval>): Promise<void> {
  await tx.db.query(
    `insert into app_version (app_id, version, status, reason, decided_by, decided_at) values ($1, $2, 'approved', $3, $4, $5)
     on conflict (app_id, version) do update set status = excluded.status, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [appId, version, reason, tx.actor, new Date(tx.at)],
  );
  await tx.audit('app.approve', appId, { version, reason });
}

/** The version, or every one, may not send any more, from the next request on. Returns those that were approved until now. */
export async function withdrawApp(tx: Write, appId: string, { version, reason }: z.output<typeof appWithdrawal>): Promise<string[]> {
  const { rows } = await tx.db.query<{ version: string }>(
    `update app_version set status = 'withdrawn', reason = $3, decided_by = $4, decided_at = $5
      where app_id = $1 and ($2::text is null or version = $2) and status = 'approved' returning version`,
    [appId, version ?? null, reason, tx.actor, new Date(tx.at)],
  );
  if (rows.length === 0) throw new Refusal('not-found', version === undefined ? 'appId' : 'version', 'there is no such approved version');
  const withdrawn = rows.map((row) => row.version).sort();
  await tx.audit('app.withdraw', appId, { versions: withdrawn, reason });
  return withdrawn;
}

/**
 * The credential with which this app sends readings of this patient. There is one at a time: another phone gets a new secret, and the old
 * one ends. The app stays the same source, so that what it sends again is known again.
 */
export async function addAppCredential(tx: Write, appId: string, patientId: string): Promise<NewCredential> {
  const { rows: apps } = await tx.db.query<{ name: string; maker: string }>('select name, maker from app where id = $1', [appId]);
  if (!apps[0]) throw new Refusal('not-found', 'appId', 'there is no such app');
  const { rows: patients } = await tx.db.query<{ homeId: string }>(
    'select home_id as "homeId" from patient where id = $1 for no key update',
    [patientId],
  );
  if (!patients[0]) throw new Refusal('invalid', 'patientId', 'there is no such patient');
  const { rows: known } = await tx.db.query<{ id: string }>(
    'select id from device where app_id = $1 and patient_id = $2 and revoked_at is null',
    [appId, patientId],
  );
  if (known[0]) return rotateDevice(tx, known[0].id);
  const { name, maker: make } = apps[0];
  const made = await addDevice(tx, deviceInput.parse({ homeId: patients[0].homeId, patientId, kind: 'app', name, make, model: appId }));
  await tx.db.query('update device set app_id = $2 where id = $1', [made.id, appId]);
  return made;
}

export async function listApps(db: Db): Promise<AppRow[]> {
  const { rows } = await db.query<AppRow>(
    `select a.id, a.name, a.maker,
            (select count(*)::integer from device d where d.app_id = a.id and d.revoked_at is null) as patients,
            coalesce((select json_agg(json_build_object('version', version, 'status', status, 'reason', reason, 'decidedBy', coalesce(u.name, decided_by),
              'decidedAt', (extract(epoch from decided_at) * 1000)::bigint) order by decided_at desc, version) 
                from app_version v left join identity_user u on v.decided_by = 'user:' || u.id where v.app_id = a.id), '[]') as versions
       from app a order by a.name, a.id`,
  );
  return rows;
}

/** A person whose readings an app may send. */
export interface AppCredentialOfPatient {
  readonly deviceId: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly since: Instant;
  readonly lastHeardAt: Instant | null;
}

/** Credentials of an app that are not revoked, by name; `now`: care time. */
export async function credentialsOfApp(db: Db, appId: string, now: Instant): Promise<AppCredentialOfPatient[]> {
  const { rows } = await db.query<AppCredentialOfPatient>(
    `select d.id as "deviceId", p.id as "patientId", p.given_name || ' ' || p.family_name as "patientName", d.enrolled_at as since,
            heard.at as "lastHeardAt"
       from device d join patient p on p.id = d.patient_id cross join ${lastHeard('d.id', '$2')}
      where d.app_id = $1 and d.revoked_at is null order by p.given_name, p.family_name, d.id`,
    [appId, new Date(now)],
  );
  return rows;
}

/** What is known of a version of an app; null: there is no such app. */
export async function appStanding(db: Db, appId: string, version: string): Promise<AppStanding | null> {
  const { rows } = await db.query<AppStanding>(
    `select a.name as "appName", $2 as version, v.status, v.reason
       from app a left join app_version v on v.app_id = a.id and v.version = $2 where a.id = $1`,
    [appId, version],
  );
  return rows[0] ?? null;
}

/** An app's credential, whose it is, and what is known of a version of the app. */
export interface AppCredentialRow extends AppStanding {
  readonly deviceId: string;
  readonly secretSha256: Buffer;
  readonly homeId: string;
  readonly patientId: string;
  readonly nhsNumber: string | null;
  readonly zone: string;
}

/** null: there is no such credential, or it is revoked. */
export async function appCredentialById(db: Db, deviceId: string, version: string): Promise<AppCredentialRow | null> {
  const { rows } = await db.query<AppCredentialRow>(
    `select d.id as "deviceId", d.secret_sha256 as "secretSha256", d.home_id as "homeId", p.id as "patientId", p.nhs_number as "nhsNumber", p.zone,
            a.name as "appName", $2 as version, v.status, v.reason
       from device d join app a on a.id = d.app_id join patient p on p.id = d.patient_id
       left join app_version v on v.app_id = a.id and v.version = $2
      where d.id = $1 and d.revoked_at is null`,
    [deviceId, version],
  );
  return rows[0] ?? null;
}

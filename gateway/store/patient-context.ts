import type pg from 'pg';
import type {
  Channel,
  DeviceContext,
  DeviceKind,
  Directory,
  OnCallPerson,
  PatientContext,
  Presence,
  Room,
  TeamKind,
  WithdrawnConsent,
} from '../../rules/model/patient.ts';
import type { Language, Speech } from '../../rules/model/speech.ts';
import type { LocalWindow } from '../../rules/model/time.ts';
import { contactsOf, workReader } from './contact-context.ts';
import { readAhead } from './read-ahead.ts';
import { loadRotas } from './rotas.ts';
import { scenarioContexts, type TemplateDefaults } from './scenario-contexts.ts';

type Row = readonly unknown[];

/** Patients read at a time: large enough that round trips do not count, small enough that rows do not pile up. */
const pageSize = 5_000;

/**
 * What the judge may know of the patients in `ids`, or of everybody (`null`), ordered by patient id. Unknown ids are left out.
 * Equal parameters, plans, channels and team lists are one object: 400,000 agreements differ in a few hundred terms.
 */
export async function loadPatientContexts(
  pool: pg.Pool,
  ids: readonly string[] | null,
  templateDefaults: TemplateDefaults,
): Promise<PatientContext[]> {
  const shared = sharing();
  const scenariosOf = await scenarioContexts(pool, templateDefaults);
  const teamIdsOf = await servingTeams(pool);
  const readWork = await workReader(pool);
  const contexts: PatientContext[] = [];
  const read = async (after: string) => {
    const patients = await arrays(
      pool,
      `select p.id, p.home_id, p.known_as, p.zone, p.presence_mode, p.presence_until, h.locality_id,
              (select count(*) from patient o where o.home_id = p.home_id) > 1, p.presence_since
         from patient p join home h on h.id = p.home_id
        where p.id > $1 and ($2::text[] is null or p.id = any($2)) order by p.id limit $3`,
      [after, ids, pageSize],
    );
    if (patients.length === 0) return null;
    const page = patients.map((row) => row[0]);
    const [devices, contacts, spokenTo, withdrawn, scenarios] = await Promise.all([
      devicesOf(pool, page),
      contactsOf(pool, page, shared, readWork),
      spokenToOtherwise(pool, page),
      withdrawnOf(pool, page),
      scenariosOf(patients.map((row) => ({ id: row[0] as string, localityId: row[6] as string | null }))),
    ]);
    return { patients, devices, contacts, spokenTo, withdrawn, scenarios, last: page.at(-1) as string };
  };
  for await (const { patients, devices, contacts, spokenTo, withdrawn, scenarios } of readAhead<Awaited<ReturnType<typeof read>> & object>(
    (before) => read(before?.last ?? ''),
  ))
    for (const row of patients) {
      const patientId = row[0] as string;
      contexts.push({
        patientId,
        homeId: row[1] as string,
        knownAs: row[2] as string,
        zone: shared.text(row[3] as string),
        sharedHome: row[7] as boolean,
        presence: {
          mode: row[4] as Presence['mode'],
          untilAt: row[5] as number | null,
          ...(row[8] !== null && { sinceAt: row[8] as number }),
        },
        devices: devices.get(patientId) ?? [],
        contacts: contacts.get(patientId) ?? [],
        teamIds: teamIdsOf(row[6] as string | null),
        scenarios: scenarios.get(patientId) ?? [],
        ...spokenTo.get(patientId),
        ...(withdrawn.has(patientId) && { withdrawn: withdrawn.get(patientId)! }),
      });
    }
  return contexts;
}

/** All teams that work, with the people who are, or will be, on call, ordered by id and by start, and with their rotas. */
export async function loadDirectory(pool: pg.Pool): Promise<Directory> {
  const [teams, people, rotas] = await Promise.all([
    arrays(pool, 'select id, kind, name, channels from team where ended_at is null order by id', []),
    arrays(pool, 'select team_id, id, name, channels, from_at, until_at from on_call where removed_at is null order by from_at, id', []),
    loadRotas(pool),
  ]);
  const onCall = grouped(people, (row): OnCallPerson => {
    const [, id, name, channels, fromAt, untilAt] = row as [string, string, string, Channel[], number, number | null];
    return { id, name, channels, fromAt, untilAt };
  });
  return {
    teams: teams.map((row) => {
      const [id, kind, name, channels] = row as [string, TeamKind, string, Channel[]];
      const rota = rotas.get(id);
      return { id, kind, name, channels, onCall: onCall.get(id) ?? [], ...(rota && { rota }) };
    }),
  };
}

function devicesOf(pool: pg.Pool, patientIds: readonly unknown[]): Promise<Map<string, DeviceContext[]>> {
  return arrays(
    pool,
    `select p.id, d.id, d.kind, d.name, d.patient_id, d.heartbeat_seconds, d.prompts, d.enrolled_at, d.room, d.learned_seconds, d.learned_gaps,
            d.hub_id, d.paused_until, m.speech
       from patient p join device d on d.home_id = p.home_id and (d.patient_id is null or d.patient_id = p.id)
            left join device_model m on m.make = d.make and m.model = d.model
      where p.id = any($1) and d.revoked_at is null order by d.id`,
    [patientIds],
  ).then((rows) =>
    grouped(
      rows,
      (row): DeviceContext => ({
        id: row[1] as string,
        kind: row[2] as DeviceKind,
        name: row[3] as string,
        room: row[8] as Room | null,
        patientId: row[4] as string | null,
        heartbeatMs: row[5] === null ? null : ((row[9] ?? row[5]) as number) * 1_000,
        prompts: row[6] as boolean,
        enrolledAt: row[7] as number,
        ...(row[5] === null || row[9] === null ? {} : { heartbeatGaps: row[10] as number }),
        ...(row[11] === null ? {} : { hubId: row[11] as string }),
        ...(row[12] === null ? {} : { pausedUntilAt: row[12] as number }),
        ...(row[13] === null ? {} : { speech: row[13] as Speech }),
      }),
    ),
  );
}

/** In another language than English, or louder: the few of whom that is said. */
async function spokenToOtherwise(
  pool: pg.Pool,
  patientIds: readonly unknown[],
): Promise<Map<string, Pick<PatientContext, 'language' | 'hardOfHearing'>>> {
  const rows = await arrays(
    pool,
    `select id, language, hard_of_hearing from patient where id = any($1) and (language <> 'en' or hard_of_hearing)`,
    [patientIds],
  );
  return new Map(
    rows.map((row) => {
      const language = row[1] as Language;
      return [row[0] as string, { ...(language !== 'en' && { language }), ...(row[2] === true && { hardOfHearing: true as const }) }];
    }),
  );
}

/** Agreements that ended because consent was taken back. */
async function withdrawnOf(pool: pg.Pool, patientIds: readonly unknown[]): Promise<Map<string, WithdrawnConsent[]>> {
  const rows = await arrays(
    pool,
    `select s.patient_id, s.id, s.withdrawn ->> 'by', coalesce(u.name, s.withdrawn ->> 'recordedBy')
       from scenario s left join identity_user u on s.withdrawn ->> 'recordedBy' = 'user:' || u.id
      where s.withdrawn is not null and s.patient_id = any($1) order by s.id`,
    [patientIds],
  );
  return grouped(rows, (row) => ({ scenarioId: row[1] as string, by: row[2] as string, recordedBy: row[3] as string }));
}

interface Sharing {
  text(text: string): string;
  quietHours(json: string): LocalWindow;
}

/** One object for equal content, so that memory grows with what differs and not with the number of people. */
function sharing(): Sharing {
  const texts = new Map<string, string>();
  const values = new Map<string, unknown>();
  const once = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
    const known = map.get(key);
    if (known !== undefined) return known;
    const made = make();
    map.set(key, made);
    return made;
  };
  const parsed = <T>(json: string): T => once(values, json, () => JSON.parse(json) as unknown) as T;
  return {
    text: (text) => once(texts, text, () => text),
    quietHours: (json) => parsed<LocalWindow>(json),
  };
}

/** Teams that serve a home in a locality: those of the locality, of the places around it, and those that serve everywhere. */
async function servingTeams(pool: pg.Pool): Promise<(localityId: string | null) => readonly string[]> {
  const [localities, teams] = await Promise.all([
    arrays(pool, 'select id, parent_id from locality', []),
    arrays(pool, 'select id, locality_id from team where ended_at is null order by id', []),
  ]);
  const parents = new Map(localities.map((row) => [row[0] as string, row[1] as string | null]));
  const known = new Map<string | null, readonly string[]>();
  return (localityId) => {
    const before = known.get(localityId);
    if (before) return before;
    const around = new Set<string | null>([null]);
    for (let id = localityId; id !== null && !around.has(id); id = parents.get(id) ?? null) around.add(id);
    const serving = teams.filter((row) => around.has(row[1] as string | null)).map((row) => row[0] as string);
    known.set(localityId, serving);
    return serving;
  };
}

async function arrays(pool: pg.Pool, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query<unknown[]>({ text, values, rowMode: 'array' })).rows;
}

function grouped<T>(rows: readonly Row[], build: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const id = row[0] as string;
    const group = groups.get(id);
    if (group) group.push(build(row));
    else groups.set(id, [build(row)]);
  }
  return groups;
}

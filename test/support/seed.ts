import type pg from 'pg';
import type { Arrival } from '../../gateway/ports.ts';
import type { Observation } from '../../rules/model/observation.ts';

export interface SeededHome {
  readonly homeId: string;
  readonly patientId: string;
  readonly deviceIds: { readonly fridge: string; readonly button: string };
}

/** The centre with a mailbox, and one person on call for rapid response. */
export async function seedTeams(pool: pg.Pool): Promise<void> {
  await pool.query(`insert into team (id, kind, name, channels) values
    ('ccc', 'coordination', 'Coordination centre', '[{"kind":"email","address":"ccc@example.org"}]'),
    ('rrt', 'rapid-response', 'Rapid response', '[{"kind":"email","address":"rrt@example.org"}]')`);
  await pool.query('update directory_revision set revision = revision + 1');
}

/** Home `n`: one person, a fridge that speaks, a help button, a daughter with e-mail, and the agreements of `templates`. */
export async function seedHome(pool: pg.Pool, n: number, at: number, templates: readonly string[]): Promise<SeededHome> {
  const homeId = `home-${n}`;
  const patientId = `pat-${n}`;
  const since = new Date(at);
  await pool.query(`insert into home (id, address, created_at) values ($1, 'Long Lane 1', $2)`, [homeId, since]);
  await pool.query(
    `insert into patient (id, home_id, given_name, family_name, known_as, zone, simulated, created_at)
     values ($1, $2, 'Kathleen', 'Test', 'Kathleen', 'Europe/London', true, $3)`,
    [patientId, homeId, since],
  );
  await pool.query(
    `insert into contact (id, patient_id, name, relationship, position, may_be_told, channels)
     values ($1, $2, 'Maureen', 'daughter', 1, true, $3)`,
    [`con-${n}`, patientId, JSON.stringify([{ kind: 'email', address: `m${n}@example.org` }])],
  );
  await pool.query(
    `insert into contact_point (contact_id, kind, address, checked_at, checked_how, checked_by) values ($1, 'email', $2, $3, 'enrolment', 'admin')`,
    [`con-${n}`, `m${n}@example.org`, since],
  );
  await pool.query(
    `insert into device (id, home_id, kind, name, heartbeat_seconds, prompts, secret_sha256, enrolled_at)
     values ($1, $2, 'fridge', 'Fridge', null, true, '', $4), ($3, $2, 'sos-button', 'Help button', null, false, '', $4)`,
    [`fridge-${n}`, homeId, `button-${n}`, since],
  );
  for (const [i, template] of templates.entries())
    await pool.query(
      `insert into scenario (id, version, patient_id, template, params, status, approved_by, active_from)
       values ($1, 1, $2, $3, '{}', 'active', 'Dr Amin', $4)`,
      [`scn-${n}-${i}`, patientId, template, since],
    );
  return { homeId, patientId, deviceIds: { fridge: `fridge-${n}`, button: `button-${n}` } };
}

/** A message with one reading, as an adapter hands it on. */
export function arrivalOf(
  home: SeededHome,
  reading: Pick<Observation, 'source' | 'kind' | 'value' | 'key' | 'observedAt' | 'receivedAt' | 'detail'>,
): Arrival {
  const observation: Observation = { provenance: 'device', snapshot: false, ...reading };
  return {
    source: reading.source,
    homeId: home.homeId,
    patientId: home.patientId,
    observations: [observation],
    unreadable: [],
    timeless: [],
  };
}

import type { Pool } from 'pg';
import type { DeviceKind } from '../../rules/model/patient.ts';
import type { MachineRecord } from '../identity/machines.ts';
import type { DeviceIdentity, IntegrationIdentity } from '../ports.ts';

interface DeviceRow {
  id: string;
  home_id: string;
  patient_id: string | null;
  kind: DeviceKind;
  name: string;
  secret_sha256: Buffer;
  certificate_sha256: Buffer | null;
}
interface IntegrationRow {
  id: string;
  name: string;
  publish_filters: string[];
  subscribe_filters: string[];
  secret_sha256: Buffer;
}

const deviceColumns = 'id, home_id, patient_id, kind, name, secret_sha256, certificate_sha256';
const integrationColumns = 'id, name, publish_filters, subscribe_filters, secret_sha256';
/** Small enough that turning one page into objects does not hold up acknowledgements. */
const pageSize = 5_000;

function fromDevice(row: DeviceRow): MachineRecord {
  const identity: DeviceIdentity = {
    type: 'device',
    id: row.id,
    homeId: row.home_id,
    patientId: row.patient_id,
    kind: row.kind,
    name: row.name,
  };
  return { identity, secretSha256: row.secret_sha256, certificateSha256: row.certificate_sha256 };
}

function fromIntegration(row: IntegrationRow): MachineRecord {
  const identity: IntegrationIdentity = {
    type: 'integration',
    id: row.id,
    name: row.name,
    publishFilters: row.publish_filters,
    subscribeFilters: row.subscribe_filters,
  };
  return { identity, secretSha256: row.secret_sha256, certificateSha256: null };
}

/** Every device and integration that is not revoked, in pages; apps sign in by a way of their own (store/apps.ts). */
export async function* allMachines(db: Pick<Pool, 'query'>): AsyncGenerator<readonly MachineRecord[]> {
  let after = '';
  for (;;) {
    const page = await db.query<DeviceRow>(
      `select ${deviceColumns} from device where revoked_at is null and app_id is null and id > $1 order by id limit ${pageSize}`,
      [after],
    );
    yield page.rows.map(fromDevice);
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < pageSize) break;
    after = last.id;
  }
  const integrations = await db.query<IntegrationRow>(`select ${integrationColumns} from integration where revoked_at is null`);
  yield integrations.rows.map(fromIntegration);
}

/** Those of `ids` that exist and are not revoked. */
export async function machinesById(db: Pick<Pool, 'query'>, ids: readonly string[]): Promise<readonly MachineRecord[]> {
  const devices = await db.query<DeviceRow>(
    `select ${deviceColumns} from device where revoked_at is null and app_id is null and id = any($1)`,
    [ids],
  );
  const integrations = await db.query<IntegrationRow>(
    `select ${integrationColumns} from integration where revoked_at is null and id = any($1)`,
    [ids],
  );
  return [...devices.rows.map(fromDevice), ...integrations.rows.map(fromIntegration)];
}

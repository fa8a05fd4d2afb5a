import type { z } from 'zod';
import type { Instant } from '../../rules/model/time.ts';
import type { integrationInput } from '../contract/people.ts';
import { newId, newSecret } from '../identity/secret.ts';
import { type NewCredential, refuseTakenMachineId } from './devices.ts';
import { Refusal } from './refusal.ts';
import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

export interface IntegrationRow {
  readonly id: string;
  readonly name: string;
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export async function addIntegration(tx: Write, input: z.output<typeof integrationInput>): Promise<NewCredential> {
  const id = input.id ?? newId('int');
  const { secret, sha256 } = newSecret();
  await refuseTakenMachineId(tx.db, id, 'integration');
  await tx.db.query(
    'insert into integration (id, name, publish_filters, subscribe_filters, secret_sha256, created_at) values ($1, $2, $3, $4, $5, $6)',
    [id, input.name, input.publish, input.subscribe, sha256, new Date(tx.at)],
  );
  tx.machinesChanged();
  await tx.audit('integration.add', id, { publish: input.publish, subscribe: input.subscribe });
  return { id, secret };
}

export async function revokeIntegration(tx: Write, id: string): Promise<void> {
  const { rowCount } = await tx.db.query('update integration set revoked_at = $2 where id = $1 and revoked_at is null', [
    id,
    new Date(tx.at),
  ]);
  if (rowCount === 0) throw new Refusal('not-found', 'integrationId', 'there is no such integration, or it is revoked already');
  tx.machinesChanged();
  await tx.audit('integration.revoke', id);
}

export async function listIntegrations(db: Db): Promise<IntegrationRow[]> {
  const { rows } = await db.query<IntegrationRow>(
    `select id, name, publish_filters as publish, subscribe_filters as subscribe, created_at as "createdAt", revoked_at as "revokedAt"
       from integration order by name, id`,
  );
  return rows;
}

import type { Db } from './transaction.ts';
import type { Write } from './write.ts';

const setting = 'webhook-key-version';

/** The version of the key that signs webhooks: 1 until it is changed. */
export async function webhookKeyVersion(db: Db): Promise<number> {
  const { rows } = await db.query<{ value: number }>('select value from setting where key = $1', [setting]);
  return rows[0]?.value ?? 1;
}

/** Makes the next version the one in force, from the next start of the gateway on, and returns it. */
export async function changeWebhookKey(tx: Write): Promise<number> {
  const { rows } = await tx.db.query<{ value: number }>(
    `insert into setting (key, value) values ($1, '2') on conflict (key) do update set value = to_jsonb(setting.value::int + 1) returning value`,
    [setting],
  );
  const version = rows[0]!.value;
  await tx.audit('webhook-key.change', setting, { version });
  return version;
}

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditTrail } from '../../gateway/audit-trail.ts';
import { createClock } from '../../gateway/clock.ts';
import { auditEntries, sealAudit, verifyAudit } from '../../gateway/store/audit-chain.ts';
import type { Look } from '../../gateway/store/looks.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';

const log = pino({ level: 'silent' });
const clock = createClock({ speed: 1, careFrom: 0 });
const everything = { patientId: null, fromAt: 0, untilAt: Date.UTC(9999, 0) };

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

const look = (subject: string): Omit<Look, 'at'> => ({ actor: 'user:u', route: '/api/patients/:id', kind: 'patient', subject });

async function subjects(): Promise<string[]> {
  const found: string[] = [];
  for await (const { subject } of auditEntries(database.pool, everything)) found.push(subject);
  return found;
}

describe('the audit trail', () => {
  it('keeps looks that come together, in their order, and chains them when it closes', async () => {
    const trail = createAuditTrail({ pool: database.pool, clock, log });
    const names = Array.from({ length: 200 }, (_, i) => `p${i}`);
    await Promise.all(names.map((name) => trail.looked(look(name))));
    expect(await subjects()).toEqual(names);
    await trail.close();
    expect(await verifyAudit(database.pool)).toMatchObject({ entries: 200, unsealed: 0, brokenAt: null });
  });

  it('does not let what is shown from memory wait for a database that is away, and writes it down when it is back', async () => {
    const query = vi.spyOn(database.pool, 'query').mockRejectedValue(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    const trail = createAuditTrail({ pool: database.pool, clock, log });
    await trail.looked(look('p1'));
    await trail.looked(look('p2'));
    query.mockRestore();
    await vi.waitFor(async () => expect(await subjects()).toEqual(['p1', 'p2']), patience);
    await trail.close();
  });
});

describe('the chain of the audit', () => {
  const insert = (subject: string) =>
    database.pool.query(`insert into audit (at, actor, action, subject) values (now(), 'admin', 'team.add', $1)`, [subject]);
  /** As somebody would who may do everything in the database. */
  const asOwner = async (sql: string) => {
    await database.pool.query(`alter table audit disable trigger user; alter table audit_seal disable trigger user; ${sql}`);
  };

  it.each([
    ['changed', `update audit set actor = 'nobody' where subject = 'b'`, 2],
    ['taken out', `delete from audit_seal where n = 2; delete from audit where subject = 'b'`, 3],
    ['given another hash', `update audit_seal set hash = 'x' where n = 3`, 3],
  ])('shows an entry that was %s', async (_, sql, brokenAt) => {
    for (const subject of ['a', 'b', 'c']) await insert(subject);
    await sealAudit(database.pool);
    expect(await verifyAudit(database.pool)).toMatchObject({ entries: 3, unsealed: 0, brokenAt: null });
    await asOwner(sql);
    expect(await verifyAudit(database.pool)).toMatchObject({ brokenAt });
  });

  it('is one chain, whoever makes it and however many at once', async () => {
    for (let i = 0; i < 50; i++) await insert(`s${i}`);
    const sealed = await Promise.all([sealAudit(database.pool), sealAudit(database.pool), sealAudit(database.pool)]);
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(50);
    await insert('later');
    expect(await verifyAudit(database.pool)).toMatchObject({ entries: 51, unsealed: 1, brokenAt: null });
  });
});

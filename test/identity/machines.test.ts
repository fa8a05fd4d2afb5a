import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMachineRegistry, type LiveMachineRegistry, type MachineRecord } from '../../gateway/identity/machines.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const secretOf = (id: string) => Buffer.from(`secret of ${id}`);
const hash = (secret: Buffer) => createHash('sha256').update(secret).digest();
const device = (id: string, homeId = 'home-1'): MachineRecord => ({
  identity: { type: 'device', id, homeId, patientId: null, kind: 'fridge', name: id },
  secretSha256: hash(secretOf(id)),
  certificateSha256: null,
});
const integration = (id: string, subscribeFilters = ['#']): MachineRecord => ({
  identity: { type: 'integration', id, name: id, publishFilters: [], subscribeFilters },
  secretSha256: hash(secretOf(id)),
  certificateSha256: null,
});

let table: Map<string, MachineRecord>;
let questions: (readonly string[])[];
let isAway: boolean;
let beforePage: () => Promise<void>;
let clock: ReturnType<typeof virtualClock>;
let registry: LiveMachineRegistry;
let revoked: string[];
let warnings: string[];
const enrol = (record: MachineRecord) => table.set(record.identity.id, record);
const signIn = async (id: string, secret = secretOf(id)) => (await registry.authenticate(id, secret))?.id ?? null;

beforeEach(() => {
  table = new Map();
  questions = [];
  isAway = false;
  beforePage = async () => {};
  revoked = [];
  warnings = [];
  clock = virtualClock();
  registry = createMachineRegistry({
    source: {
      async *all() {
        if (isAway) throw new Error('connection refused');
        const page = [...table.values()];
        await beforePage();
        yield page;
      },
      async byId(ids) {
        questions.push(ids);
        if (isAway) throw new Error('connection refused');
        return ids.flatMap((id) => table.get(id) ?? []);
      },
    },
    clock,
    log: { warn: (_detail, message) => warnings.push(message) },
  });
  registry.onRevoked.subscribe((id) => revoked.push(id));
});

describe('signing in', () => {
  it('takes the right secret only', async () => {
    enrol(device('fridge-1'));
    enrol(integration('nodered'));
    await registry.reload();
    expect(await signIn('fridge-1')).toBe('fridge-1');
    expect(await signIn('nodered')).toBe('nodered');
    expect(await signIn('fridge-1', secretOf('nodered'))).toBeNull();
    expect(await signIn('fridge-1', Buffer.alloc(0))).toBeNull();
    expect(await signIn('', Buffer.alloc(32))).toBeNull();
    expect(questions).toEqual([['']]);
  });

  it('knows a device enrolled a moment ago', async () => {
    await registry.reload();
    enrol(device('new'));
    expect(await signIn('new')).toBe('new');
    expect(registry.device('new')?.homeId).toBe('home-1');
  });

  it('asks once a second for a name that nobody has, and once for all that wait', async () => {
    await Promise.all([signIn('ghost-1'), signIn('ghost-2'), signIn('ghost-2'), signIn('ghost-3')]);
    expect(questions).toEqual([['ghost-1'], ['ghost-2', 'ghost-3']]);
    expect(await signIn('ghost-1')).toBeNull();
    clock.advanceBy(999);
    expect(await signIn('ghost-1')).toBeNull();
    expect(questions).toHaveLength(2);
    clock.advanceBy(1);
    expect(await signIn('ghost-1')).toBeNull();
    expect(questions).toHaveLength(3);
  });

  it('goes on for those known while the database is away', async () => {
    enrol(device('fridge-1'));
    await registry.reload();
    isAway = true;
    expect(await signIn('fridge-1')).toBe('fridge-1');
    expect(await signIn('new')).toBeNull();
    expect(warnings).toEqual(['unknown machines could not be looked up']);
    await expect(registry.reload()).rejects.toThrow('connection refused');
    isAway = false;
    enrol(device('new'));
    expect(await signIn('new')).toBe('new');
  });
});

describe('a change', () => {
  it('refuses what is revoked and says so once', async () => {
    enrol(device('fridge-1'));
    await registry.reload();
    table.delete('fridge-1');
    await registry.reload();
    expect(revoked).toEqual(['fridge-1']);
    expect(await signIn('fridge-1')).toBeNull();
    expect(registry.device('fridge-1')).toBeNull();
  });

  it('ends sessions for a new secret and for other rights, not for a move to another home', async () => {
    for (const record of [device('moved'), device('renewed'), integration('narrowed'), integration('same')]) enrol(record);
    await registry.reload();
    enrol(device('moved', 'home-2'));
    enrol({ ...device('renewed'), secretSha256: hash(secretOf('other')) });
    enrol(integration('narrowed', ['a/#']));
    await registry.reload();
    expect(revoked).toEqual(['renewed', 'narrowed']);
    expect(registry.device('moved')?.homeId).toBe('home-2');
  });

  it('of one machine needs no reading of all', async () => {
    enrol(device('fridge-1'));
    enrol(device('fridge-2'));
    await registry.reload();
    table.clear();
    enrol(device('fridge-2'));
    await registry.refresh(['fridge-1', 'fridge-2']);
    expect(revoked).toEqual(['fridge-1']);
    expect(await signIn('fridge-2')).toBe('fridge-2');
  });

  it('made while all are being read is not undone by what was read before', async () => {
    enrol(device('leaving'));
    await registry.reload();
    beforePage = async () => {
      table.delete('leaving');
      enrol(device('coming'));
      await registry.refresh(['leaving', 'coming']);
    };
    await registry.reload();
    expect(revoked).toEqual(['leaving']);
    expect(registry.device('leaving')).toBeNull();
    expect(registry.device('coming')).not.toBeNull();
  });

  it('told while a reading is under way is in force when its own reading ends', async () => {
    const first = registry.reload();
    enrol(device('later'));
    const [second, third] = [registry.reload(), registry.reload()];
    await first;
    await Promise.all([second, third]);
    expect(registry.device('later')).not.toBeNull();
  });
});

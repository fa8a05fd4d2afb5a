import { asyncScheduler } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listenForChanges } from '../../gateway/store/changes.ts';
import { changeChannel } from '../../gateway/store/write.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { patience } from '../support/patience.ts';

describe('hearing what other processes write', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is told each change, after asking for everything once', async () => {
    const heard: string[] = [];
    const onAgain = vi.fn();
    const listener = listenForChanges({
      url: database.url,
      scheduler: asyncScheduler,
      onChange: (payload) => heard.push(payload),
      onAgain,
    });
    await vi.waitFor(() => expect(onAgain).toHaveBeenCalledTimes(1), patience);
    await database.pool.query('select pg_notify($1, $2)', [changeChannel, 'patient:p']);
    await vi.waitFor(() => expect(heard).toEqual(['patient:p']), patience);
    await listener.close();
  });

  it('can be closed before it is connected, as by a start that fails', async () => {
    const listener = listenForChanges({ url: database.url, scheduler: asyncScheduler, onChange: vi.fn(), onAgain: vi.fn() });
    await listener.close();
  });

  it('can be closed while nothing answers', async () => {
    const url = 'postgres://care:care@127.0.0.1:1/care';
    const listener = listenForChanges({ url, scheduler: asyncScheduler, onChange: vi.fn(), onAgain: vi.fn() });
    await listener.close();
  });
});

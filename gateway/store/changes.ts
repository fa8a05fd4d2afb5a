import pg from 'pg';
import { firstValueFrom, type SchedulerLike, timer } from 'rxjs';
import { changeChannel } from './write.ts';

export interface ChangeListener {
  close(): Promise<void>;
}

const retryMs = 1_000;

/**
 * Hears what other processes write (the admin command). `onChange` gets the payloads of store/write.ts; `onAgain` is called
 * whenever the connection is new, because what was said meanwhile is lost. Never gives up.
 */
export function listenForChanges(options: {
  readonly url: string;
  readonly scheduler: SchedulerLike;
  readonly onChange: (payload: string) => void;
  readonly onAgain: () => void;
}): ChangeListener {
  let closed = false;
  let client: pg.Client | null = null;

  async function listen(): Promise<void> {
    while (!closed) {
      const own = new pg.Client({ connectionString: options.url, application_name: 'hearthline-changes', keepAlive: true });
      client = own;
      const ended = new Promise<void>((resolve) => own.once('end', resolve));
      // pg never settles connect() of a client that is ended meanwhile.
      const connected = Promise.race([
        own.connect(),
        ended.then(() => {
          throw new Error('ended while connecting');
        }),
      ]);
      own.on('error', () => undefined);
      own.on('notification', ({ payload }) => options.onChange(payload ?? ''));
      try {
        await connected;
        await own.query(`listen ${changeChannel}`);
        options.onAgain();
        await ended;
      } catch {
        await own.end().catch(() => undefined);
      }
      if (!closed) await firstValueFrom(timer(retryMs, options.scheduler));
    }
  }

  const listening = listen();
  return {
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
      await listening;
    },
  };
}

import type pg from 'pg';
import type { Logger } from 'pino';
import type { Subject } from 'rxjs';
import type { AlertState } from '../rules/model/alert.ts';
import type { Clock } from './clock.ts';
import { watchConsoles } from './console-watch.ts';
import { watchFollowUps } from './follow-up-watch.ts';
import type { ChannelAdapter } from './ports.ts';
import type { Shutdown } from './shutdown.ts';
import { watchMessages } from './waiting-messages.ts';

export interface WatchesOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly shutdown: Shutdown;
  /** Gets the patient whose circle's page stands otherwise than before. */
  readonly toldPeople$: Subject<string>;
  readonly adapters: readonly ChannelAdapter[];
  readonly isAttended: () => boolean;
  readonly openAlerts: () => readonly AlertState[];
}

/** Looks after what people owe each other: messages that wait, follow-ups that are due, consoles at which nobody is. */
export async function openWatches({ shutdown, toldPeople$, ...rest }: WatchesOptions): Promise<void> {
  const waiting = watchMessages({ ...rest, posted$: toldPeople$ });
  shutdown.opened('waiting messages', () => waiting.unsubscribe());
  const followUps = watchFollowUps({ ...rest, told$: toldPeople$ });
  shutdown.opened('follow-ups', () => followUps.unsubscribe());
  const consoles = await watchConsoles(rest);
  shutdown.opened('console watch', () => consoles.close());
}

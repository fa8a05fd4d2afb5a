import type pg from 'pg';
import type { Logger } from 'pino';
import { Subject } from 'rxjs';
import type { AlertState } from '../rules/model/alert.ts';
import type { Clock } from './clock.ts';
import { watchConsoles } from './console-watch.ts';
import { watchFollowUps } from './follow-up-watch.ts';
import type { LiveFeed } from './live/feed.ts';
import type { MyFeed } from './live/my-feed.ts';
import type { ChannelAdapter } from './ports.ts';
import type { Shutdown } from './shutdown.ts';
import { watchMessages } from './waiting-messages.ts';

export interface WatchesOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly shutdown: Shutdown;
  readonly feed: Pick<LiveFeed, 'isAttended' | 'messagesChanged'>;
  readonly myFeed: Pick<MyFeed, 'changed'>;
  readonly adapters: readonly ChannelAdapter[];
  readonly openAlerts: () => readonly AlertState[];
}

/**
 * Looks after what people owe each other: messages that wait, follow-ups that are due, consoles at which nobody is. What comes back takes patients whose
 * pages stand otherwise than before, and tells them.
 */
export async function openWatches({ shutdown, feed, myFeed, ...parts }: WatchesOptions): Promise<Subject<string>> {
  const toldPeople$ = new Subject<string>();
  toldPeople$.subscribe((patientId) => {
    myFeed.changed(patientId);
    feed.messagesChanged(patientId);
  });
  const rest = { ...parts, isAttended: () => feed.isAttended() };
  const waiting = watchMessages({ ...rest, posted$: toldPeople$ });
  shutdown.opened('waiting messages', () => waiting.unsubscribe());
  const followUps = watchFollowUps({ ...rest, told$: toldPeople$ });
  shutdown.opened('follow-ups', () => followUps.unsubscribe());
  const consoles = await watchConsoles(rest);
  shutdown.opened('console watch', () => consoles.close());
  return toldPeople$;
}

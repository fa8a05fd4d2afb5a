import type pg from 'pg';
import type { Logger } from 'pino';
import { map } from 'rxjs';
import { second } from '../../rules/model/time.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createResponseFeed, type ResponseFeed, type ResponseFeedDeps } from '../live/response-feed.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Shutdown } from '../shutdown.ts';
import type { ResponseDesk } from './desk.ts';
import { startResponse } from './start.ts';

/** Joins rapid response with the judge, the outbox and the pages that show it. */
export function openResponse(parts: {
  readonly config: Pick<Config, 'publicUrl' | 'offerSeconds'>;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly notifier: Notifier;
  readonly pipeline: Pipeline;
  readonly live: ResponseFeedDeps;
  readonly shutdown: Shutdown;
}): { readonly desk: ResponseDesk; readonly responseFeed: ResponseFeed } {
  const { config, pool, clock, log, notifier, pipeline, live, shutdown } = parts;
  const { desk, close } = startResponse({
    ...{ pool, clock, log, notifier, alerts: pipeline, patient: (id: string) => pipeline.context(id) },
    offerMs: config.offerSeconds * second,
    url: `${config.publicUrl}/responder/`,
    alerts$: pipeline.committed$.pipe(map(({ alerts }) => alerts)),
  });
  shutdown.opened('rapid response', close);
  const responseFeed = createResponseFeed(live);
  desk.changed$.subscribe(() => responseFeed.changed());
  return { desk, responseFeed };
}

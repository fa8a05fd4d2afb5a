import { join } from 'node:path';
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Observable, Subject } from 'rxjs';
import { templates } from '../rules/scenarios/registry.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createBacktests } from './backtest/worker-pool.ts';
import type { Channels } from './channels.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { codeSender } from './contact-codes.ts';
import { buildHttp } from './http/build.ts';
import { readAlertForLink } from './http/link-alert.ts';
import { linkPages } from './http/link-pages.ts';
import { createIdentity } from './identity/auth.ts';
import type { ChannelKeys } from './identity/channel-keys.ts';
import { keySafeLock } from './identity/key-safe.ts';
import type { LinkTokens } from './identity/link-token.ts';
import type { LiveMachineRegistry } from './identity/machines.ts';
import { organisationOf } from './identity/organisation.ts';
import { rememberingSessions } from './identity/remembered-sessions.ts';
import { kitInTrouble } from './kit-in-trouble.ts';
import type { LiveFeed } from './live/feed.ts';
import type { MyFeed } from './live/my-feed.ts';
import type { ResponseFeed } from './live/response-feed.ts';
import { admission } from './live-admission.ts';
import { describeOpening, mayCommand } from './mqtt/acl.ts';
import type { Broker } from './mqtt/broker.ts';
import { mqttWebSocketRoute } from './mqtt/websocket-route.ts';
import { brokerUrlOf } from './mqtt-ports.ts';
import { followers } from './my-live.ts';
import { commandSender } from './notify/command-sender.ts';
import type { Notifier } from './notify/notifier.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import type { ContextChanges, DevicePublisher } from './ports.ts';
import type { ResponseDesk } from './response/desk.ts';
import type { Shutdown } from './shutdown.ts';
import { mayStillAnswer } from './store/consents.ts';
import { createTextReplies } from './text-replies.ts';
import type { Training } from './training/player.ts';
import { createVoiceAnswers } from './voice-answers.ts';
import type { watchKit } from './watch-kit.ts';

type Kit = Awaited<ReturnType<typeof watchKit>>;

interface Parts extends Pick<Kit, 'intake' | 'hubs'>, Pick<Channels, 'adapters' | 'mailbox' | 'postLetter'> {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secret: string;
  readonly keys: ChannelKeys;
  readonly tokens: LinkTokens;
  readonly pipeline: Pipeline;
  readonly notifier: Notifier;
  readonly changes: ContextChanges;
  readonly devices: DevicePublisher;
  readonly machines: LiveMachineRegistry;
  readonly broker: Broker;
  readonly feed: LiveFeed;
  readonly myFeed: MyFeed;
  readonly responseFeed: ResponseFeed;
  readonly desk: ResponseDesk;
  /** Sessions were ended: asks again who may be on open pages. */
  readonly admitAgain: () => void;
  readonly sessionsEnded$: Observable<void>;
  readonly toldPeople$: Subject<string>;
  readonly metrics: Registry;
  readonly shutdown: Shutdown;
  readonly training: Training | null;
}

const pageDir = join(import.meta.dirname, '../dashboard/dist');

/** Joins everything that is asked over HTTP: the API, the console, the live feed, MQTT over WebSocket, the answer pages. It listens nowhere yet. */
export async function composeWeb(parts: Parts): Promise<FastifyInstance> {
  const { config, databaseUrl, pool, clock, log, secret, tokens, pipeline, notifier, changes, devices, machines, shutdown } = parts;
  const sessions = createIdentity({
    pool,
    secret,
    publicUrl: config.publicUrl,
    wallNow: clock.wallNow,
    requireSecondFactor: config.requireSecondFactor,
    sessionsEnded: parts.admitAgain,
  });
  const identity = rememberingSessions(sessions, clock.wallScheduler, parts.sessionsEnded$);
  const { looked, close } = createAuditTrail({ pool, clock, log });
  shutdown.opened('audit trail', close);
  const backtests = createBacktests(databaseUrl);
  shutdown.opened('backtests', () => backtests.close());
  const http = await buildHttp({
    pool,
    clock,
    intake: parts.intake,
    alerts: pipeline,
    changes,
    devices,
    hubs: parts.hubs,
    machines,
    identity,
    organisation: organisationOf(config, secret),
    templates,
    looked,
    backtests,
    metrics: parts.metrics,
    kitInTrouble: () => kitInTrouble(pipeline.patients()),
    describeFilter: describeOpening,
    mayCommand,
    sendCommand: commandSender(notifier),
    report: (id, fate, detail) => notifier.report(id, fate, detail),
    postLetter: parts.postLetter,
    sendCode: codeSender(parts.adapters, clock),
    voiceKey: parts.keys.voice,
    called: createVoiceAnswers({ pool, alerts: pipeline, notifier, log }),
    replied: createTextReplies({ pool, clock, alerts: pipeline, notifier, log }),
    patientState: (id) => pipeline.patient(id),
    toldPeople: (id) => parts.toldPeople$.next(id),
    isStalled: () => pipeline.stalled,
    desk: parts.desk,
    keySafe: keySafeLock(secret),
    training: parts.training,
    log,
    config: {
      publicUrl: config.publicUrl,
      brokerUrl: brokerUrlOf(config),
      notifyCallbackToken: config.notifyCallbackToken,
      pushKey: parts.keys.push.publicKey,
      careCentreNumber: config.careCentreNumber,
      pushServices: config.pushServices,
      demo: config.demo,
      pageDir,
      maxWaitingReadings: config.maxWaitingReadings,
      answerWithinMs: 30_000,
      // A day of many homes is set up by programs in the name of staff; a phone asks every few seconds.
      requestsPerMinute: { staff: 12_000, others: 600 },
    },
  });
  shutdown.opened('HTTP', () => http.close());
  await http.register(websocket, {
    options: { maxPayload: 1_048_576, handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false) },
  });
  await http.register(parts.feed.plugin, { admit: admission(identity) });
  await http.register(parts.responseFeed.plugin, { admit: admission(identity) });
  await http.register(parts.myFeed.plugin, { follower: followers({ identity, pool, clock }) });
  await http.register(mqttWebSocketRoute, { handle: parts.broker.handle });
  await http.register(
    linkPages({
      verify: (token) => tokens.verify(token, clock.wallNow()),
      readAlert: readAlertForLink({ pool, clock, templates }),
      mayStillAnswer: (holder) => mayStillAnswer(pool, holder, clock.now()),
      looked,
      alerts: pipeline,
      now: clock.now,
      confirmed: (notificationId) => void notifier.report(notificationId, 'confirmed', 'answered').catch(() => undefined),
    }),
  );
  if (parts.mailbox) await http.register(parts.mailbox.page);
  return http;
}

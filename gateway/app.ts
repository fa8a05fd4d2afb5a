import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { Subject } from 'rxjs';
import { judgedAt } from '../rules/engine/sequence.ts';
import { catalogue } from '../rules/scenarios/catalogue.ts';
import { templateDefaults, templates } from '../rules/scenarios/registry.ts';
import { tellAlerts } from './alert-events.ts';
import { createChannels } from './channels.ts';
import { createClock } from './clock.ts';
import { followCommands, howToSpeak } from './commands.ts';
import type { Config } from './config.ts';
import { contextChanges, followChanges } from './context-changes.ts';
import { seedDemoUnits } from './demo/crews.ts';
import { seedDemoPeople } from './demo/people.ts';
import { demoSeeds } from './demo/seeds.ts';
import { holdHttpPort, listenHttp } from './http/listen.ts';
import { channelKeys } from './identity/channel-keys.ts';
import { keySafeLock } from './identity/key-safe.ts';
import { createLinkTokens } from './identity/link-token.ts';
import { createMachineRegistry } from './identity/machines.ts';
import { serverSecret } from './identity/server-secret.ts';
import { latePublisher } from './late-publisher.ts';
import { createLiveFeed } from './live/feed.ts';
import { createMyFeed } from './live/my-feed.ts';
import { LiveBridge } from './live-bridge.ts';
import { createBroker } from './mqtt/broker.ts';
import { limitsFrom } from './mqtt/limits.ts';
import { createMqttMetrics } from './mqtt/metrics.ts';
import { type MqttPorts, openMqttPorts } from './mqtt-ports.ts';
import { followPeople } from './my-live.ts';
import { createAlertLink } from './notify/alert-link.ts';
import { createNotifierMetrics } from './notify/metrics.ts';
import { createNotifier } from './notify/notifier.ts';
import { pipelineMetrics } from './pipeline/metrics.ts';
import { startPipeline } from './pipeline/start.ts';
import { refuseMixing } from './population.ts';
import type { FateSink } from './ports.ts';
import { openResponse } from './response/open.ts';
import { type AlarmPort, startAlarmReceiving } from './scaip/start.ts';
import { Shutdown } from './shutdown.ts';
import { openDatabase } from './store/embedded.ts';
import { lastSequence } from './store/engine-state.ts';
import { takeGatewayLock } from './store/gateway-lock.ts';
import { allMachines, machinesById } from './store/machines.ts';
import { migrate } from './store/migrate.ts';
import { createNotificationStore } from './store/notifications.ts';
import { createPushSubscriptions } from './store/push-subscriptions.ts';
import { webhookKeyVersion } from './store/webhook-key.ts';
import { openTraining } from './training/player.ts';
import { watchKit } from './watch-kit.ts';
import { openWatches } from './watches.ts';
import { workByCalendar } from './work-by-calendar.ts';

export interface App extends MqttPorts, AlarmPort {
  readonly httpPort: number;
  /** Where people open the page, with the port that was taken. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Stops in order: no new readings, what was taken is stored, the outbox ends its tries, the database last. */
  close(): Promise<void>;
}

type Composed = Omit<App, 'httpPort' | 'publicUrl' | 'close'> & { readonly http: FastifyInstance };

/**
 * Composes the gateway, part by part, and starts it. Rejects with one clear line when something it needs is not there; what was
 * opened until then is closed again. `makeClock` is another clock than the machine's for who wants to move care time by hand.
 */
export async function startApp(asked: Config, log: Logger, makeClock: typeof createClock = createClock): Promise<App> {
  const shutdown = new Shutdown(log);
  const { config, release } = await holdHttpPort(asked);
  try {
    const { http, ...rest } = await compose(config, log, shutdown, makeClock);
    await release();
    await listenHttp(http, config.host, config.httpPort);
    return { ...rest, httpPort: config.httpPort, publicUrl: config.publicUrl, close: () => shutdown.close() };
  } catch (error) {
    await release();
    await shutdown.close();
    throw error;
  }
}

/** Everything but the HTTP port, which is opened last: the page shows nothing before all of it is there. */
async function compose(config: Config, log: Logger, shutdown: Shutdown, makeClock: typeof createClock): Promise<Composed> {
  // The demonstration has a database of its own: trying it out must not stand in the way of the real thing.
  const dataDir = config.demo ? join(config.dataDir, config.training ? 'training' : 'demo') : config.dataDir;
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir, log });
  shutdown.opened('database', () => database.close());
  const { pool, url } = database;
  const lock = await takeGatewayLock({
    url,
    onLost: (error) => {
      log.fatal(error.message);
      process.exit(1);
    },
  });
  shutdown.opened('gateway lock', () => lock.release());
  await migrate(url, { log, upkeep: config });

  const careAt = judgedAt(await lastSequence(pool));
  const clock = makeClock({ speed: config.speed, careFrom: careAt });
  await refuseMixing(pool, config, careAt, clock.wallNow());
  if (config.demo) await seedDemoPeople(pool, clock.now(), clock.wallNow());
  if (config.demo) await seedDemoUnits(pool, clock.now(), clock.wallNow());

  const metrics = new Registry();
  const secret = serverSecret({ secret: config.secret, dataDir });
  const machines = createMachineRegistry({ source: { all: () => allMachines(pool), byId: (ids) => machinesById(pool, ids) }, clock, log });
  await machines.reload();

  // The broker needs the intake and the outbox needs the broker: each holds a port that is filled in below.
  const { port: devices, become: brokerIs } = latePublisher();
  let fateSink: FateSink = { fate: () => undefined };

  const tokens = createLinkTokens(secret);
  const link = createAlertLink({ tokens, publicUrl: config.publicUrl, now: clock.wallNow });
  const store = createNotificationStore(pool, (patientId) => feed.commandsChanged(patientId));
  const bridge = new LiveBridge(pool, clock);
  const live = { now: clock.now, speed: clock.speed, scheduler: clock.wallScheduler, publicUrl: config.publicUrl };
  const feed = createLiveFeed({ ...live, epoch: randomUUID(), snapshot: () => pipeline.openAlerts().map((one) => bridge.summary(one)) });
  const myFeed = createMyFeed(live);
  const keys = channelKeys(secret, await webhookKeyVersion(pool));
  const { adapters, mqtt, mailbox, postLetter, close } = createChannels({
    config,
    keys,
    pushSubscriptions: createPushSubscriptions(pool, clock),
    link,
    devices,
    store,
    clock,
    log,
    isWatched: () => feed.isWatched(),
    spokenHow: howToSpeak((patientId) => pipeline.context(patientId), clock.now),
    unreached: (notification) => fateSink.fate(notification, 'failed', 'the device is not connected'),
    expired: ({ patientId }) => feed.commandsChanged(patientId),
  });
  shutdown.opened('mail connections', close);
  const notifier = createNotifier({
    store,
    adapters,
    fateSink: { fate: (notification, fate, detail) => fateSink.fate(notification, fate, detail) },
    clock,
    log,
    metrics: createNotifierMetrics(metrics),
  });

  const pipeline = await startPipeline({
    databaseUrl: url,
    pool,
    lanes: config.lanes,
    clock,
    catalogue,
    templateDefaults,
    log,
    metrics: pipelineMetrics(metrics),
    sendNow: (notification) =>
      void notifier.sendNow(notification).then(({ fate, detail }) => {
        if (fate !== 'suppressed') pipeline.fate(notification, fate, detail);
      }),
    committed: ({ notifications, withdrawals }) => {
      notifier.enqueue(notifications);
      for (const { notificationId, reason } of withdrawals) notifier.withdraw(notificationId, reason);
    },
  });
  fateSink = pipeline;
  shutdown.opened('pipeline', () => pipeline.close());
  shutdown.opened('outbox', () => notifier.close());
  await bridge.learn(pipeline.openAlerts());
  bridge.follow(pipeline.committed$, feed, pipeline);
  followPeople(pipeline.committed$, myFeed, pipeline);

  const kit = await watchKit({ pool, clock, log, pipeline, machines, isConnected: devices.isConnected });
  shutdown.opened('kit watch', () => kit.close());
  const { intake, hubs } = kit;
  const broker = await createBroker({
    registry: machines,
    intake,
    hubs,
    limits: limitsFrom(config),
    clock,
    metrics: createMqttMetrics(metrics),
    log,
  });
  shutdown.opened('broker', () => broker.close());
  brokerIs(broker.publisher);
  tellAlerts(pipeline.committed$, broker.publisher, log);
  kit.follow(broker.connections$);
  await followCommands({ broker, channel: mqtt, notifier, store, committed$: pipeline.committed$, clock, log });
  await notifier.recover();
  const response = openResponse({ config, pool, clock, log, notifier, pipeline, live, shutdown });

  const sessionsEnded$ = new Subject<void>();
  const admitAgain = () => {
    sessionsEnded$.next();
    feed.admitAgain();
    myFeed.admitAgain();
    response.responseFeed.admitAgain();
  };
  const changes = contextChanges({ pipeline, bridge, machines, hubs, feed: { admitAgain } });
  const { patientsChanged$ } = changes;
  patientsChanged$.subscribe((patientId) => myFeed.accessChanged(patientId));
  if (config.demo) for (const seed of demoSeeds) seed({ pool, clock, log, patientsChanged$, keySafe: keySafeLock(secret) });
  const listener = followChanges({ url, pool, changes, clock, log });
  shutdown.opened('change listener', () => listener.close());
  workByCalendar({ pool, clock, templates, log, config, shutdown });
  const toldPeople$ = await openWatches({ pool, clock, log, shutdown, feed, myFeed, adapters, openAlerts: () => pipeline.openAlerts() });

  // Before the pages are built, and before the packages that they need are read: what waits in homes must not wait for them.
  const mqttPorts = await openMqttPorts(config, { broker, clock, log, shutdown });

  const training = await openTraining({ config, pool, clock, changes, mqttPort: mqttPorts.mqttPort, dataDir, log, shutdown });
  const { composeWeb } = await import('./web.ts');
  const http = await composeWeb({
    config,
    databaseUrl: url,
    pool,
    clock,
    log,
    secret,
    tokens,
    pipeline,
    notifier,
    changes,
    devices,
    machines,
    intake,
    hubs,
    broker,
    feed,
    myFeed,
    ...response,
    admitAgain,
    sessionsEnded$,
    toldPeople$,
    mailbox,
    adapters,
    keys,
    postLetter,
    metrics,
    shutdown,
    training,
  });
  const alarmPort = await startAlarmReceiving({ config, pool, clock, log, intake, machines, changes, templates, shutdown });
  return { ...mqttPorts, ...alarmPort, dataDir, http };
}

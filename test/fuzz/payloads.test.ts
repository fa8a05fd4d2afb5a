import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../device-sim/random.ts';
import { toAgreement } from '../../gateway/agreements.ts';
import { scenarioInput } from '../../gateway/contract/people.ts';
import { deviceTopics, telemetryTopic } from '../../gateway/contract/topics.ts';
import { HubTree } from '../../gateway/hubs/hub-tree.ts';
import { createMqttMetrics } from '../../gateway/mqtt/metrics.ts';
import { OwnTopics } from '../../gateway/mqtt/own-topics.ts';
import type { Intake } from '../../gateway/ports.ts';
import { alarmReceiver } from '../../gateway/scaip/alarm-receiver.ts';
import type { ReceiveMessage } from '../../gateway/scaip/sip-endpoint.ts';
import { parseSip, type SipRequest, writeSip } from '../../gateway/scaip/sip-message.ts';
import { AlarmUnits } from '../../gateway/scaip/units.ts';
import { alarmUnits } from '../../gateway/store/alarm-unit-numbers.ts';
import { unknownCallerId } from '../../gateway/store/patients.ts';
import { addUnknownCaller } from '../../gateway/store/unknown-caller.ts';
import { write } from '../../gateway/store/write.ts';
import { standingApprover } from '../../rules/model/agreement.ts';
import { templates } from '../../rules/scenarios/registry.ts';
import { type HttpFixture, httpFixture } from '../http/fixture.ts';
import { basic, enrolKathleen } from '../http/home.ts';
import { type Steady, steady } from '../http/steady.ts';
import * as fixtures from './fixtures.ts';
import { mutated } from './mutate.ts';
import { heapGrowthBytes, inBlocks, report, runs, seed } from './runs.ts';

const atATime = 32;
const log = pino({ level: 'silent' });

/** What came of one message. */
interface Came {
  stored: number;
  /** Reasons of what is kept because it cannot be read. */
  readonly reasons: string[];
  /** Messages kept of something behind the hub that nobody has mapped. */
  found: number;
}
const current = new AsyncLocalStorage<Came>();

/** The real intake; notes what was acknowledged, for the message under way and for the whole block. */
function noting(intake: Intake, block: { readonly readings: Set<string>; unreadable: number }): Intake {
  return {
    accept(arrival, done) {
      const came = current.getStore();
      intake.accept(arrival, (error) => {
        if (error === null) {
          for (const { source, key } of arrival.observations) block.readings.add(`${source}\n${key}`);
          const unread = arrival.unreadable.filter(({ nativeId }) => nativeId === undefined);
          block.unreadable += unread.length;
          if (came) {
            came.stored += arrival.observations.length;
            came.found += arrival.unreadable.length - unread.length;
            came.reasons.push(...unread.map(({ reason }) => reason));
          }
        }
        done(error);
      });
    },
    get waiting() {
      return intake.waiting;
    },
  };
}

let http: HttpFixture;
let app: Steady;
let cuffSecret: string;
let ownTopics: OwnTopics;
let receive: ReceiveMessage;
const block = { readings: new Set<string>(), unreadable: 0 };

beforeAll(async () => {
  http = await httpFixture((deps) => ({ intake: noting(deps.intake, block) }));
  await enrolKathleen(http);
  app = await steady(http);
  const { pool } = http.database;
  const { clock, machines } = http;
  const add = async (device: object) => {
    const answer = await http.ask('administrator', 'POST', '/api/devices', { homeId: 'long-lane', ...device });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<{ secret: string }>().secret;
  };
  cuffSecret = await add({ id: 'cuff', kind: 'cuff', name: 'Cuff', patientId: 'kathleen' });
  await add({ id: 'thermometer', kind: 'room-thermometer', name: 'Thermometer' });
  await add({ id: 'unit', kind: 'alarm-unit', name: 'Unit', patientId: 'kathleen', alarmUnitNumber: '7' });
  await add({ id: 'bridge', kind: 'hub', name: 'Bridge' });
  for (const [id, kind] of [
    ['door', 'front-door'],
    ['hall', 'motion'],
    ['kettle', 'plug'],
    ['pendant', 'sos-button'],
  ]) {
    await add({ id: `their-${id}`, kind, name: id, hubId: 'bridge' });
    await pool.query(
      `insert into hub_child (hub_id, native_id, dialect, name, make, model, entities, found_at, device_id)
       values ('bridge', $1, 'zigbee2mqtt', $1, '', '', '[]', now(), $2)`,
      [id, `their-${id}`],
    );
  }
  const agreement = toAgreement(scenarioInput.parse({ template: 'unknown-caller', approvedBy: standingApprover }), templates);
  await write(pool, { at: clock.now(), actor: 'test' }, (tx) => addUnknownCaller(tx, agreement));
  await http.pipeline.patientChanged(unknownCallerId);
  const intake = noting(http.pipeline, block);
  const hubs = new HubTree({ pool, intake, machines, clock, log });
  const nobody = () => undefined;
  const metrics = createMqttMetrics(new Registry());
  ownTopics = new OwnTopics({ registry: machines, intake, hubs, clock, metrics, tell: nobody, onStatus: nobody, onCommandResult: nobody });
  receive = alarmReceiver({
    intake,
    units: await AlarmUnits.load({ lookUp: (number) => alarmUnits(pool, number), machines, scheduler: clock.wallScheduler, log }),
    clock,
    log,
    maxWaiting: 1_000,
    voiceTo: null,
    unknownId: unknownCallerId,
  });
}, 60_000);
afterAll(() => http?.close());

type Outcome = 'stored' | 'kept' | 'answered' | 'nothing new';
/** A way in, and the error that was answered on it; null: it was taken. */
type Way = (
  random: Random,
  faulty: (whole: string) => Buffer,
) => Promise<{ readonly refusal: string | null; readonly mayBeNothing?: boolean }>;

const taken = { refusal: null };
const publish = (senderId: string, topic: string, payload: Buffer) =>
  new Promise<void>((resolve, reject) =>
    ownTopics.take({ senderId, topic, payload, isLastWill: false }, (error) => (error ? reject(error) : resolve())),
  );

/** An error over HTTP says what and where: as a problem, or in FHIR's own words. */
function refusalIn({ statusCode, body }: { readonly statusCode: number; readonly body: string }): string | null {
  if (statusCode < 300) return null;
  const said = JSON.parse(body) as { detail?: string; issue?: { diagnostics?: string; expression?: string[] }[] };
  const words = said.detail ?? said.issue?.map(({ diagnostics, expression }) => `${expression ?? ''} ${diagnostics ?? ''}`).join(' ') ?? '';
  if (statusCode >= 500 || words.trim().length < 5) throw new Error(`answered ${statusCode}: ${body}`);
  return words;
}
const posted =
  (url: string, fixture: readonly string[], type: string): Way =>
  async (random, faulty) => {
    const answer = await app.send(url, faulty(random.pick(fixture)), { 'content-type': type });
    return { refusal: refusalIn(answer) };
  };

const ways: Readonly<Record<string, Way>> = {
  'own words over MQTT': async (random, faulty) => {
    await publish('cuff', deviceTopics('cuff').observations, faulty(random.pick(fixtures.own)));
    return taken;
  },
  'own words over HTTP': async (random, faulty) => {
    const headers = { ...basic('cuff', cuffSecret), 'content-type': 'application/json' };
    const payload = faulty(random.pick(fixtures.own));
    return { refusal: refusalIn(await http.ask(null, 'POST', '/api/devices/cuff/observations', undefined, { payload, headers })) };
  },
  telemetry: async (random, faulty) => {
    await publish('thermometer', telemetryTopic, faulty(random.pick(fixtures.telemetry)));
    return taken;
  },
  'a hub': async (random, faulty) => {
    const [topic, payload] = random.pick(fixtures.hub);
    // Now and then the topic is wrong as well.
    const where = random.chance(0.1)
      ? faulty(topic)
          .toString()
          .replaceAll(/[+#\0]/g, '')
      : topic;
    await publish('bridge', `hearthline/v1/bridge/${where}`, random.chance(0.05) ? Buffer.from(payload) : faulty(payload));
    return { ...taken, mayBeNothing: true };
  },
  'Open mHealth': posted('/api/ingest/open-mhealth', fixtures.openMhealth, 'application/json'),
  'a FHIR Observation': posted('/api/fhir/Observation', fixtures.fhirObservation, 'application/fhir+json'),
  'a FHIR Bundle': posted('/api/fhir', fixtures.fhirBundle, 'application/fhir+json'),
  'the memory of a cuff': posted('/api/ingest/csv', fixtures.cuffCsv, 'text/csv'),
  SCAIP: async (random, faulty) => {
    const body = faulty(random.pick(fixtures.scaip));
    const user = random.chance(0.9) ? '7' : '9';
    const headers = [
      ['Via', 'SIP/2.0/UDP h;branch=z9hG4bK1'],
      ['From', `<sip:${user}@h>;tag=1`],
      ['To', '<sip:alarm@h>'],
      ['Call-ID', 'c'],
      ['CSeq', '1 MESSAGE'],
      ['Content-Type', 'application/scaip+xml'],
    ] as const;
    const empty = parseSip(writeSip('MESSAGE sip:alarm@h SIP/2.0', headers)) as SipRequest;
    const answer = await receive({ ...empty, body }, { transport: 'UDP', address: '10.0.0.7', port: 5_060 });
    const snu = /<snu>(\d+)<\/snu>/.exec(answer.followedBy?.body ?? '')?.[1];
    // The same message again is answered again, and is nothing new.
    return {
      refusal: answer.status === 200 ? (snu === '0' ? null : `snu ${snu}`) : `${answer.status} ${answer.reason}`,
      mayBeNothing: true,
    };
  },
};

/** What parts are taken from. */
const everything = Object.values(fixtures).flatMap((one) => one.flat().map((text) => Buffer.from(text)));

/** What became of one message; throws when nothing did, or something is not explained. */
async function tryOne(name: string, random: Random): Promise<Outcome> {
  const came: Came = { stored: 0, reasons: [], found: 0 };
  let sent = Buffer.alloc(0);
  const faulty = (whole: string) => (sent = Buffer.from(mutated(Buffer.from(whole), random, everything)));
  try {
    const { refusal, mayBeNothing = false } = await current.run(came, () => ways[name]!(random, faulty));
    // Under its path in what was sent; of a hub that is full there is no path.
    for (const reason of came.reasons) expect(reason).toMatch(/.: .|^there are 300 devices behind this hub already$/s);
    if (came.stored > 0) return 'stored';
    if (came.reasons.length + came.found > 0) return 'kept';
    if (refusal !== null) return 'answered';
    if (mayBeNothing) return 'nothing new';
    throw new Error('nothing became of it');
  } catch (error) {
    throw new Error(`${name}: ${sent.toString('base64')}: ${(error as Error).message}`, { cause: error });
  }
}

/** Readings that were acknowledged and are not in the database, and how many more or fewer unreadable ones are. */
async function missing(quarantineFrom: number): Promise<{ lost: object[]; unreadable: number }> {
  const { pool } = http.database;
  const readings = [...block.readings].map((one) => one.split('\n'));
  const lost = await pool.query(
    'select * from unnest($1::text[], $2::text[]) as sent (source, key) except select source, key from observation',
    [readings.map(([source]) => source), readings.map(([, key]) => key)],
  );
  const kept = await pool.query<{ count: number }>('select count(*)::int from quarantine where id > $1 and native_id is null', [
    quarantineFrom,
  ]);
  return { lost: lost.rows, unreadable: kept.rows[0]!.count - block.unreadable };
}

describe('faulty messages in every dialect', () => {
  it(
    `${runs} of them: each is stored, kept with its reason or answered with what is wrong, and the memory does not grow`,
    async () => {
      const { pool } = http.database;
      const names = Object.keys(ways);
      const outcomes: Record<string, Partial<Record<Outcome, number>>> = Object.fromEntries(names.map((name) => [name, {}]));
      const figures = await inBlocks(runs, async (from, count) => {
        const { rows } = await pool.query<{ last: number }>('select coalesce(max(id), 0)::int as last from quarantine');
        Object.assign(block, { readings: new Set(), unreadable: 0 });
        http.logged.length = 0;
        let next = from;
        const work = async () => {
          while (next < from + count) {
            const n = next++;
            const name = names[n % names.length]!;
            const outcome = await tryOne(name, randomFor(seed, 'payloads', n));
            outcomes[name]![outcome] = (outcomes[name]![outcome] ?? 0) + 1;
          }
        };
        await Promise.all(Array.from({ length: atATime }, work));
        expect(await missing(rows[0]!.last)).toEqual({ lost: [], unreadable: 0 });
        http.clock.advanceBy(65_000);
      });
      report('faulty messages', figures, outcomes);
      const counts = Object.values(outcomes).flatMap((one) => Object.values(one));
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(runs);
      // Faults that nothing gets past would prove little, and so would those that nothing notices.
      for (const [name, { stored = 0, kept = 0, answered = 0 }] of Object.entries(outcomes)) {
        expect(stored, `${name}, stored`).toBeGreaterThan(0);
        expect(kept + answered, `${name}, refused`).toBeGreaterThan(0);
      }
      expect(figures.heap.last - figures.heap.first).toBeLessThan(heapGrowthBytes);
    },
    120_000 + runs * 20,
  );
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../device-sim/random.ts';
import type { EnrolmentResult } from '../../gateway/contract/people.ts';
import { deviceTopics, telemetryTopic } from '../../gateway/contract/topics.ts';
import { TestGateway } from '../e2e/gateway.ts';
import { type QoS, RawClient } from '../mqtt/raw-client.ts';
import { patience } from '../support/patience.ts';
import { seed } from './runs.ts';

const homes = 10;
const devicesOfHome = 50;
const filtersOfEach = 7;
const topicsOfEach = 5;
const revoked = 25;
const cutWithinMs = 1_000;

interface Machine {
  readonly id: string;
  readonly secret: string;
}

let gateway: TestGateway;
const machines: Machine[] = [];
/** Their connections, each subscribed to what it may and may not. */
const listeners = new Map<string, RawClient>();
const clients: RawClient[] = [];

beforeAll(async () => {
  gateway = await TestGateway.start(undefined, { HEARTHLINE_MQTT_MESSAGES_PER_SECOND: '1000000', HEARTHLINE_MQTT_BURST: '1000000' });
  for (let n = 0; n < homes; n++) {
    const devices = Array.from({ length: devicesOfHome }, (_, i) => ({
      id: `d${n}-${i}`,
      kind: i === 0 ? 'hub' : 'motion',
      name: `Device ${i}`,
    }));
    const patients = [{ id: `p${n}`, givenName: 'Kathleen', familyName: 'Example', simulated: true }];
    const { body } = await gateway.ask('administrator', 'POST', '/api/enrolments', {
      home: { id: `h${n}`, address: '1 Long Lane' },
      patients,
      devices,
    });
    for (const { deviceId: id, secret } of (body as EnrolmentResult).devices) machines.push({ id, secret });
  }
}, 120_000);
afterAll(async () => {
  for (const { socket } of clients) socket.destroy();
  await gateway?.close();
});

async function signIn({ id, secret }: Machine): Promise<RawClient> {
  const client = new RawClient(gateway.app.mqttPort);
  clients.push(client);
  const { returnCode } = await client
    .connect({ clientId: `${clients.length}`, username: id, password: Buffer.from(secret) })
    .next('connack');
  if (returnCode !== 0) throw new Error(`${id}: CONNACK ${returnCode}`);
  return client;
}

const odd = ['é', '\u202e', '\ufeff', '\u{1F9E1}', 'ｈearthline', 'ﬁ', ' ', '..', '%2f', '\u0301', '\uffff'];
const leaves = ['observations', 'status', 'commands', 'errors', 'commands/c1/result', 'zigbee2mqtt/door', 'zigbee2mqtt/bridge/state', 'x'];

/** A topic or a filter such as a curious, broken or wicked device might name. */
function anyName(me: string, random: Random): string {
  const other = random.pick(machines).id;
  const leaf = random.pick(leaves);
  const strange = random.pick(odd);
  return random.pick([
    `hearthline/v1/${me}/${leaf}`,
    `hearthline/v1/${other}/${leaf}`,
    `hearthline/v1/${other}`,
    `hearthline/v1/${me}${random.whole(0, 9)}/${leaf}`,
    `hearthline/v1/${me.slice(0, -1)}/${leaf}`,
    `hearthline/v1/${me}/../${other}/${leaf}`,
    `hearthline/v1//${other}/${leaf}`,
    `/hearthline/v1/${other}/${leaf}`,
    `Hearthline/v1/${other}/${leaf}`,
    `hearthline/v1/${other}${strange}/${leaf}`,
    `hearthline/v1/${strange}/${leaf}`,
    `${strange}/v1/${other}/${leaf}`,
    `hearthline/v1/+/${leaf}`,
    `hearthline/v1/${other}/#`,
    `hearthline/+/${me}/${leaf}`,
    `+/v1/${other}/${leaf}`,
    '+/+/+/+',
    'hearthline/#',
    '#',
    '+/#',
    '$SYS/#',
    `$SYS/${other}/new/clients`,
    `$share/g/hearthline/v1/${other}/#`,
    `hearthline/alerts/v1/${random.pick(['p0', 'p1', '+', '#'])}`,
    `v1/devices/${random.pick(['me', other, '+'])}/${random.pick(['telemetry', 'attributes', '#'])}`,
    Array.from({ length: random.whole(1, 9) }, () => random.pick([strange, other, me, '', 'v1'])).join('/'),
  ]);
}

/** In the tree of this device, or the root of it, to which nobody may publish. */
const isOwn = (me: string, name: string) => `${name}/`.startsWith(`hearthline/v1/${me}/`);
const payloadOf = (me: string, n: number) => JSON.stringify({ id: `${me}.${n}`, kind: 'heartbeat' });
/** Who wrote it. */
const writerOf = (text: string) => /"id":"(d\d+-\d+)\./.exec(text)?.[1];

/** What was granted of the filters; a connection that a filter has ended is made anew, with none. */
async function subscribe(machine: Machine, random: Random): Promise<{ granted: string[]; client: RawClient }> {
  let client = await signIn(machine);
  let granted: string[] = [];
  for (let n = 1; n <= filtersOfEach; n++) {
    const filter = anyName(machine.id, random);
    if (filter === '') continue;
    const answer = await client
      .subscribe(n, [filter, random.pick<QoS>([0, 1, 2])])
      .next('suback')
      .catch(() => null);
    if (answer === null) {
      client = await signIn(machine);
      granted = [];
    } else if (answer.granted[0] !== 128) granted.push(filter);
  }
  // So that whoever hears nothing of others is seen to hear anything at all.
  expect((await client.subscribe(100, [`hearthline/v1/${machine.id}/#`, 1]).next('suback')).granted).toEqual([1]);
  return { granted, client };
}

interface Written {
  readonly topic: string;
  readonly acknowledged: boolean;
}

/** Publishes under other names and its own; the connection that a refused one ends is made anew. */
async function publish(machine: Machine, random: Random): Promise<Written[]> {
  const written: Written[] = [];
  let client = await signIn(machine);
  for (let n = 1; n <= topicsOfEach; n++) {
    // The first two are its own: nothing of it would be heard otherwise, and nothing kept.
    const topic =
      n > 2 ? anyName(machine.id, random) : n === 1 ? deviceTopics(machine.id).observations : `hearthline/v1/${machine.id}/kept`;
    if (topic === '') continue;
    const answer = await client
      .publish(topic, payloadOf(machine.id, n), { qos: 1, messageId: n, retain: n === 2 || (n > 2 && random.chance(0.5)) })
      .next('puback')
      .catch(() => null);
    written.push({ topic, acknowledged: answer !== null });
    if (answer === null) client = await signIn(machine);
  }
  client.socket.destroy();
  return written;
}

/** One after the other within each of a few lanes. */
async function forEach<T>(work: (machine: Machine, random: Random) => Promise<T>, what: string): Promise<Map<string, T>> {
  const left = [...machines];
  const done = new Map<string, T>();
  const lane = async () => {
    for (let machine = left.pop(); machine !== undefined; machine = left.pop())
      done.set(machine.id, await work(machine, randomFor(seed, what, machine.id)));
  };
  await Promise.all(Array.from({ length: 20 }, lane));
  return done;
}

describe(`${homes * devicesOfHome} devices with random topics`, () => {
  it('are granted no filter that reaches beyond their own', async () => {
    const subscribed = await forEach(subscribe, 'filters');
    let own = 0;
    for (const [me, { granted, client }] of subscribed) {
      expect(granted.filter((filter) => !isOwn(me, filter) && !filter.startsWith('v1/devices/me/'))).toEqual([]);
      own += granted.length;
      listeners.set(me, client);
    }
    expect(own).toBeGreaterThan(machines.length / 10);
  }, 120_000);

  it('write nothing in the name of another, and nowhere where another reads', async () => {
    const written = await forEach(publish, 'topics');
    let refused = 0;
    for (const [me, topics] of written) {
      // Nobody reads in these two; what is published there belongs to whoever is signed in, or to nobody.
      const foreign = topics.filter(
        ({ topic }) => !topic.startsWith(`hearthline/v1/${me}/`) && !topic.startsWith('$') && !topic.startsWith('v1/devices/me/'),
      );
      expect(foreign.filter(({ acknowledged }) => acknowledged)).toEqual([]);
      refused += foreign.length;
      expect(topics[0]?.acknowledged).toBe(true);
    }
    expect(refused).toBeGreaterThan(machines.length);

    const { pool } = gateway.database;
    const { rows } = await pool.query<{ source: string; said: string }>(
      `select source, '"id":"' || key as said from observation where key like 'd%.%'
       union all select source, encode(payload, 'escape') from quarantine`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(machines.length);
    const hubOf = (source: string) => writerOf(`"id":"${source}.`);
    expect(rows.filter(({ source, said }) => writerOf(said) !== undefined && writerOf(said) !== hubOf(source))).toEqual([]);

    const { body } = await gateway.ask('administrator', 'POST', '/api/integrations', {
      id: 'reader',
      name: 'Reader',
      publish: [],
      subscribe: ['#'],
    });
    const reader = await signIn({ id: 'reader', secret: (body as { secret: string }).secret });
    await reader.subscribe(1, ['#', 1]).next('suback');
    const byDevices = () =>
      reader.heard('publish').flatMap(({ topic, payload }) => {
        const writer = writerOf(payload.toString());
        return writer === undefined ? [] : [{ topic, writer }];
      });
    await expect.poll(() => byDevices().length, patience).toBeGreaterThanOrEqual(machines.length);
    // Whatever else there is has been handed over before this is answered.
    await reader.subscribe(2, ['x', 0]).next('suback');
    expect(byDevices().filter(({ topic, writer }) => !isOwn(writer, topic))).toEqual([]);
  }, 120_000);

  it('hear their own words, and nobody else’s', async () => {
    for (const [me, client] of listeners) {
      const first = payloadOf(me, 1);
      await expect.poll(() => client.heard('publish').some(({ payload }) => payload.toString() === first), patience).toBe(true);
    }
    for (const [me, client] of listeners) {
      const foreign = client
        .heard('publish')
        .filter(({ topic, payload }) => !isOwn(me, topic) || (writerOf(payload.toString()) ?? me) !== me);
      expect(foreign).toEqual([]);
    }
  }, 120_000);

  it('are cut off within a second when they are revoked, and come in no more', async () => {
    let longestMs = 0;
    for (const machine of machines.slice(0, revoked)) {
      const client = listeners.get(machine.id)!;
      const closed = client.closed.then(() => performance.now());
      expect((await gateway.ask('administrator', 'POST', `/api/devices/${machine.id}/revoke`)).status).toBe(204);
      const answeredAt = performance.now();
      client.publish(telemetryTopic, '{"heartbeat":true}', { qos: 1, messageId: 7 });
      const deadline = new Promise<number>((resolve) => setTimeout(() => resolve(Number.POSITIVE_INFINITY), patience.timeout).unref());
      longestMs = Math.max(longestMs, (await Promise.race([closed, deadline])) - answeredAt);
      await expect(signIn(machine)).rejects.toThrow(/CONNACK [45]/);
      expect(client.heard('puback').map(({ messageId }) => messageId)).not.toContain(7);
    }
    expect(longestMs).toBeLessThan(cutWithinMs);
    for (const machine of machines.slice(revoked)) expect(listeners.get(machine.id)!.socket.destroyed).toBe(false);
  }, 120_000);
});

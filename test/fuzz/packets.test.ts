import mqttPacket, { type Packet } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../device-sim/random.ts';
import { parseReadings } from '../../gateway/adapters/hearthline.ts';
import { parseTelemetry } from '../../gateway/adapters/thingsboard.ts';
import { deviceTopics, telemetryTopic } from '../../gateway/contract/topics.ts';
import { TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { RawClient } from '../mqtt/raw-client.ts';
import { framed, framesOf, publishIn, type SentPublish } from './frames.ts';
import { mutated } from './mutate.ts';
import { heapGrowthBytes, inBlocks, report, runs, seed } from './runs.ts';

/** Conversations at the same time, and packets in one if it is not ended before. */
const conversations = 24;
const packetsOfOne = 40;
const deadlineMs = 30_000;
const markerId = 65_000;

const senders = ['cuff', 'fridge', 'bridge'] as const;
type Sender = (typeof senders)[number];
const kinds = { cuff: 'cuff', fridge: 'fridge', bridge: 'hub' } as const;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(undefined, {
    HEARTHLINE_MQTT_MESSAGES_PER_SECOND: '1000000',
    HEARTHLINE_MQTT_BURST: '1000000',
    HEARTHLINE_MQTT_BAD_SIGN_INS_PER_SECOND: '10000',
  });
  const home = kathleens([{ template: 'blood-pressure' }, { template: 'fridge' }]);
  await gateway.enrol({ ...home, devices: [...home.devices!, { id: 'bridge', kind: 'hub', name: 'Bridge' }] });
  await Promise.all(senders.map((id) => gateway.device(id).close()));
}, 60_000);
afterAll(() => gateway?.close());

const connectOf = (sender: Sender, random: Random): Packet => {
  const { username, secret } = gateway.credentials.get(sender)!;
  const common = {
    cmd: 'connect',
    clientId: `${sender}-${random.whole(1, 5)}`,
    keepalive: 60,
    username,
    password: Buffer.from(secret),
  } as const;
  const will = { topic: deviceTopics(sender).status, payload: Buffer.from('{"state":"offline"}'), qos: 1, retain: true } as const;
  return random.pick<Packet>([
    { ...common, protocolId: 'MQTT', protocolVersion: 4, clean: true },
    { ...common, protocolId: 'MQTT', protocolVersion: 4, clean: true, will },
    { ...common, protocolId: 'MQIsdp', protocolVersion: 3, clean: true },
    { ...common, protocolId: 'MQTT', protocolVersion: 5, clean: true, properties: { sessionExpiryInterval: 10 } },
  ]);
};

/** A sound packet of a client, or one that only a server sends. */
function packetOf(sender: Sender, n: number, random: Random): Packet {
  const topics = deviceTopics(sender);
  const messageId = random.whole(1, 60_000);
  const publish = (topic: string, payload: string) =>
    ({
      cmd: 'publish',
      topic,
      payload,
      qos: random.pick([0, 1, 1, 1, 2] as const),
      messageId,
      dup: random.chance(0.1),
      retain: random.chance(0.1),
    }) as const;
  const at = new Date(gateway.clock.now() - random.whole(0, 86_400_000)).toISOString();
  const pressure = { kind: 'blood-pressure', value: { systolicMmHg: random.whole(90, 180), diastolicMmHg: random.whole(50, 100) } };
  const contact = { kind: 'contact', value: random.pick(['open', 'closed']) };
  const publishing: (() => Packet)[] = [
    () => publish(topics.observations, JSON.stringify({ id: `${seed}-${n}`, ...pressure, observedAt: at })),
    () =>
      publish(
        topics.observations,
        JSON.stringify([{ ...pressure, observedAt: at, battery: 71 }, contact, { id: `${seed}-${n}b`, ...contact }]),
      ),
    () =>
      publish(
        telemetryTopic,
        JSON.stringify({ ts: gateway.clock.now(), values: { contact: false, battery: 60, systolic: 120, diastolic: 80 } }),
      ),
    () => publish(topics.status, '{"state":"online"}'),
    () => publish(topics.commandResult('c1'), '{"status":"done"}'),
    () => publish(`hearthline/v1/${sender}/zigbee2mqtt/door`, '{"contact":false,"battery":97}'),
    () => publish(`hearthline/v1/${sender}/homeassistant/sensor/a/config`, '{"stat_t":"hearthline/v1/bridge/x","dev":{"ids":"a"}}'),
    () => publish(deviceTopics('carer').observations, JSON.stringify(contact)),
  ];
  const others: (() => Packet)[] = [
    () => ({
      cmd: 'subscribe',
      messageId,
      subscriptions: [
        { topic: topics.commands, qos: 1 },
        { topic: `hearthline/v1/${sender}/#`, qos: 2 },
      ],
    }),
    () => ({ cmd: 'subscribe', messageId, subscriptions: [{ topic: 'hearthline/v1/+/observations', qos: 1 }] }),
    () => ({ cmd: 'unsubscribe', messageId, unsubscriptions: [topics.commands, 'a/b/#'] }),
    () => ({ cmd: 'puback', messageId }),
    () => ({ cmd: 'pubrec', messageId }),
    () => ({ cmd: 'pubrel', messageId }),
    () => ({ cmd: 'pubcomp', messageId }),
    () => ({ cmd: 'pingreq' }),
    () => ({ cmd: 'pingresp' }),
    () => ({ cmd: 'suback', messageId, granted: [0] }),
    () => ({ cmd: 'connack', returnCode: 0, sessionPresent: false }),
    () => ({ cmd: 'disconnect' }),
    () => connectOf(sender, random),
  ];
  return random.pick(random.chance(0.7) ? publishing : others)();
}

/** A packet with faults anywhere; or only behind its length, or only in its payload: those get further. */
function faulty(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  const [frame] = framesOf(bytes).frames;
  const publish = frame && publishIn(frame);
  if (frame === undefined || random.chance(0.3)) return mutated(bytes, random, others);
  if (!publish || random.chance(0.3)) return framed(bytes[0]!, mutated(frame.body, random, others));
  const headEnd = frame.body.length - publish.payload.length;
  return framed(bytes[0]!, Buffer.concat([frame.body.subarray(0, headEnd), mutated(publish.payload, random, others)]));
}

/** What a client has of the gateway's word that it is stored. */
interface Accepted extends SentPublish {
  readonly sender: Sender;
}

/** Resolves when the look says true or the connection has ended; rejects when neither happens for long. */
async function until(client: RawClient, look: () => boolean): Promise<void> {
  const seen = new Promise<void>((resolve) => {
    const heard = () => setImmediate(again);
    const again = () => {
      if (!look() && !client.socket.destroyed) return;
      client.socket.off('data', heard).off('close', again);
      resolve();
    };
    client.socket.on('data', heard).on('close', again);
    again();
  });
  const deadline = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error('the broker neither answers nor ends the connection')), deadlineMs);
    void seen.then(() => clearTimeout(timer));
  });
  await Promise.race([seen, deadline]);
}

interface Tally {
  readonly accepted: Accepted[];
  ended: number;
}

/** Sends faulty packets until the broker ends the connection, or enough are sent. Returns how many were. */
async function converse(sender: Sender, from: number, most: number, random: Random, tally: Tally): Promise<number> {
  const client = new RawClient(gateway.app.mqttPort);
  const sent: SentPublish[] = [];
  const pongs = () => client.heard('pingresp').length;
  let expected = 0;
  const others = [mqttPacket.generate(connectOf(sender, random)), mqttPacket.generate(packetOf(sender, from, random))];
  let tried = 0;
  /** Sends it; false: the connection is over. */
  const send = async (packet: Packet) => {
    tried++;
    const bytes = faulty(mqttPacket.generate(packet), random, others);
    const { frames, isCutOff } = framesOf(bytes);
    for (const frame of frames) {
      const publish = publishIn(frame);
      if (publish !== null) sent.push(publish);
    }
    client.socket.write(bytes);
    if (isCutOff) {
      client.socket.end();
      await until(client, () => false);
      return false;
    }
    expected += 1 + frames.filter(({ type }) => type === 12).length;
    client.send({ cmd: 'pingreq' });
    const readings = sent.filter(({ qos, topic }) => qos === 1 && topic === deviceTopics(sender).observations).length;
    await until(client, () => pongs() >= expected && client.heard('puback').length >= readings);
    return !client.socket.destroyed;
  };
  if (random.chance(0.3)) {
    await send(connectOf(sender, random));
    client.socket.destroy();
  } else {
    const { username, secret } = gateway.credentials.get(sender)!;
    client.connect({ clientId: `steady-${from}`, username, password: Buffer.from(secret) });
    await until(client, () => client.heard('connack').length > 0);
    let isOpen = !client.socket.destroyed;
    while (isOpen && tried < most) isOpen = await send(packetOf(sender, from + tried, random));
    if (isOpen) {
      // Acknowledgements come in order: with this one, all have come.
      client.publish(deviceTopics(sender).observations, '{"kind":"heartbeat"}', { qos: 1, messageId: markerId });
      await until(client, () => client.heard('puback').some(({ messageId }) => messageId === markerId));
    } else tally.ended++;
  }
  const answers = { 1: client.heard('puback'), 2: client.heard('pubrec') } as const;
  const taken = ([1, 2] as const).flatMap((qos) =>
    answered(
      sent.filter((one) => one.qos === qos),
      answers[qos].map(({ messageId }) => messageId),
    ),
  );
  tally.accepted.push(...taken.map((one) => ({ ...one, sender })));
  client.socket.destroy();
  return tried;
}

/**
 * Those of one quality of service that were taken: each has an answer of its own, by which another that used the same id is not meant. An id that was
 * used more often than it was answered says of none of its messages that it was taken; with QoS 2 the same id again is the same message, whatever it
 * holds by now (MQTT 3.1.1, 4.3.3).
 */
function answered(sent: readonly SentPublish[], answers: readonly (number | undefined)[]): SentPublish[] {
  const ofId = Map.groupBy(sent, ({ messageId }) => messageId);
  return [...ofId].flatMap(([id, all]) => {
    if (answers.filter((answer) => answer === id).length < all.length) return [];
    return all[0]!.qos === 2 ? [all[0]!] : all;
  });
}

/** What of the accepted cannot be found, neither as a reading nor among what could not be read. */
async function missing(accepted: readonly Accepted[], quarantineFrom: number): Promise<object[]> {
  const { pool } = gateway.database;
  const readings: [string, string][] = [];
  const unreadable: [string, Buffer][] = [];
  for (const { sender, topic, payload } of accepted) {
    const origin = { source: sender, topic, receivedAt: gateway.clock.now(), provenance: 'device' } as const;
    const parsed =
      topic === deviceTopics(sender).observations
        ? parseReadings(payload, origin)
        : topic === telemetryTopic
          ? parseTelemetry(payload, origin, kinds[sender])
          : null;
    for (const { key } of parsed?.observations ?? []) readings.push([sender, key]);
    for (const one of parsed?.unreadable ?? []) unreadable.push([sender, one.payload]);
  }
  const lost = await pool.query(
    `select * from unnest($1::text[], $2::text[]) as sent (source, key) except select source, key from observation`,
    [readings.map(([source]) => source), readings.map(([, key]) => key)],
  );
  const dropped = await pool.query(
    `select source, encode(payload, 'escape') as payload from (
       select * from unnest($1::text[], $2::bytea[]) as sent (source, payload) except select source, payload from quarantine where id > $3) as lost`,
    [unreadable.map(([source]) => source), unreadable.map(([, payload]) => payload), quarantineFrom],
  );
  return [...lost.rows, ...dropped.rows];
}

describe('faulty MQTT packets', () => {
  it(
    `${runs} of them: what is acknowledged is stored or kept with its reason, others are served, and the memory does not grow`,
    async () => {
      const { pool } = gateway.database;
      const bystander = gateway.device('hall');
      let [acknowledged, ended] = [0, 0];
      const figures = await inBlocks(runs, async (from, count) => {
        const { rows } = await pool.query<{ last: number }>('select coalesce(max(id), 0)::int as last from quarantine');
        const tally: Tally = { accepted: [], ended: 0 };
        let next = from;
        const work = async (lane: number) => {
          const random = randomFor(seed, 'packets', from, lane);
          while (next < from + count) {
            const most = Math.min(packetsOfOne, from + count - next);
            next += most;
            const tried = await converse(random.pick(senders), next, most, random, tally);
            next -= most - tried;
          }
        };
        await Promise.all(Array.from({ length: conversations }, (_, lane) => work(lane)));
        expect(await missing(tally.accepted, rows[0]!.last)).toEqual([]);
        gateway.clock.advanceBy(1_000);
        await bystander.send({ kind: 'motion', value: true, id: `served-${from}` });
        acknowledged += tally.accepted.length;
        ended += tally.ended;
      });
      report('faulty packets', figures, { acknowledged, ended });
      expect(acknowledged).toBeGreaterThan(runs / 25);
      expect(ended).toBeGreaterThan(runs / 100);
      expect(figures.heap.last - figures.heap.first).toBeLessThan(heapGrowthBytes);
    },
    120_000 + runs * 20,
  );
});

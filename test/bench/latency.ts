/**
 * `npm run bench:latency`: readings at 1,000 a second over MQTT, among them calls for help; from the moment a call is published
 * to the moment its message reaches its channel (a webhook on this machine). Ends with one line of JSON.
 */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { readingPayload } from '../../device-sim/load/payload.ts';
import { runLoadProcess } from '../../device-sim/load/process.ts';
import { runLoad } from '../../device-sim/load.ts';
import { deviceTopics } from '../../gateway/contract/topics.ts';
import { benchGateway, benchSecret, seedHomes } from './harness.ts';

const homes = 1_500;
const callers = 500;
const rate = 1_000;
const callsPerSecond = 25;
const seconds = callers / callsPerSecond;

const publishedAt = new Map<number, number>();
const latencies: number[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    response.end();
    const { alertId } = JSON.parse(body) as { alertId: string };
    const caller = Number(/^s(\d+)-/.exec(alertId)?.[1]);
    const at = publishedAt.get(caller);
    if (at === undefined) return;
    publishedAt.delete(caller);
    latencies.push(performance.now() - at);
  });
}).listen(0, '127.0.0.1');
await once(receiver, 'listening');
const { port } = receiver.address() as { port: number };

const gateway = await benchGateway(async (database) => {
  await seedHomes(database, homes, [
    { template: 'sos', params: {} },
    { template: 'fridge', params: {} },
  ]);
  await database.pool.query(`insert into team (id, kind, name, channels) values ('ccc', 'coordination', 'Centre', $1)`, [
    JSON.stringify([{ kind: 'webhook', address: `http://127.0.0.1:${port}/` }]),
  ]);
});

const client = (i: number, run: string) => ({
  clientId: `${run}${i}`,
  username: `d${i}`,
  password: benchSecret,
  topic: deviceTopics(`d${i}`).observations,
});
const call = readingPayload({ run: 'call', kind: 'sos', value: true });
try {
  const background = runLoadProcess({
    port: gateway.mqttPort,
    clients: Array.from({ length: homes - callers }, (_, i) => client(callers + i, 'b')),
    inFlight: 5,
    seconds: seconds + 2,
    ratePerSecond: rate - callsPerSecond,
    reading: { run: 'back', kind: 'contact', value: 'open' },
  });
  const calls = await runLoad({
    port: gateway.mqttPort,
    clients: Array.from({ length: callers }, (_, i) => client(i, 'a')),
    inFlight: 1,
    count: callers,
    seconds: seconds * 2,
    ratePerSecond: callsPerSecond,
    payload: (caller, n) => {
      if (n === 0) publishedAt.set(caller, performance.now());
      return call(caller, n);
    },
  });
  const report = await background;
  if (publishedAt.size > 0) throw new Error(`${publishedAt.size} of ${callers} calls for help reached nobody`);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => Number(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!.toFixed(1));
  console.error(
    `acknowledged ${report.acknowledged + calls.acknowledged} readings, ${report.perSecond.toFixed(0)}/s beside ${callsPerSecond} calls/s; PUBACK p99 ${report.p99Ms} ms`,
  );
  console.log(JSON.stringify({ rate, p50Ms: at(0.5), p99Ms: at(0.99), calls: latencies.length, maxMs: at(1) }));
} finally {
  await gateway.close();
  receiver.close();
}

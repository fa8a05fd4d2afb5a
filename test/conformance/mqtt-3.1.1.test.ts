import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { startMosquitto } from '../device-sim/mosquitto.ts';
import { secretOf, startHarness } from '../mqtt/harness.ts';
import { deliveryCases } from './mqtt/delivery.ts';
import { newCase, type Target } from './mqtt/peer.ts';
import { protocolCases } from './mqtt/protocol.ts';
import { retainedCases, willCases } from './mqtt/retained-and-wills.ts';
import { sessionCases } from './mqtt/sessions.ts';

interface Running {
  readonly target: Target;
  stop(): Promise<void>;
}

async function ours(): Promise<Running> {
  const harness = await startHarness();
  return { target: { port: harness.port, username: 'all', password: Buffer.from(secretOf('all')) }, stop: () => harness.close() };
}

async function mosquitto(): Promise<Running> {
  const { port, stop } = await startMosquitto();
  return { target: { port }, stop };
}

/** Each case stands on a statement of MQTT 3.1.1, and must hold for a broker that others have long trusted as for ours. */
describe.each([
  ['Hearthline', ours],
  ['Mosquitto', mosquitto],
] as const)('%s', (_name, start) => {
  let running: Running;
  let current: ReturnType<typeof newCase>;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());
  beforeEach(() => {
    current = newCase(running.target);
  });
  afterEach(() => current.end());
  const testCase = () => current;

  describe('the protocol', () => protocolCases(testCase));
  describe('delivery', () => deliveryCases(testCase));
  describe('retained messages', () => retainedCases(testCase));
  describe('a will', () => willCases(testCase));
  describe('sessions', () => sessionCases(testCase));
});

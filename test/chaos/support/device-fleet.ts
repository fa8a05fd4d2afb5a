import { runLoad } from '../../../device-sim/load.ts';
import type { Random } from '../../../device-sim/random.ts';
import { deviceTopics } from '../../../gateway/contract/topics.ts';
import type { EnrolledDevice, Habit } from './neighbourhood.ts';

interface Sent {
  readonly id: string;
  readonly payload: string;
}

export interface Play {
  readonly port: number;
  readonly ratePerSecond: number;
  readonly inFlight: number;
  readonly count?: number;
  readonly seconds?: number;
  readonly onAcknowledged?: () => void;
}

/**
 * Devices that keep what was not acknowledged and send it again, the same bytes, before anything new: the promise of the gateway
 * is to those.
 */
export class DeviceFleet {
  readonly #devices: readonly EnrolledDevice[];
  readonly #random: Random;
  readonly #again: Sent[][];
  readonly #underWay: Map<number, Sent>[];
  #made = 0;
  /** Ids of acknowledged readings, each under its device. */
  readonly acknowledged = new Map<string, Set<string>>();

  constructor(devices: readonly EnrolledDevice[], random: Random) {
    this.#devices = devices;
    this.#random = random;
    this.#again = devices.map(() => []);
    this.#underWay = devices.map(() => new Map());
    for (const { deviceId } of devices) this.acknowledged.set(deviceId, new Set());
  }

  /** Readings that wait to be sent again. */
  get unacknowledged(): number {
    return this.#again.reduce((sum, waiting) => sum + waiting.length, 0);
  }

  get acknowledgedCount(): number {
    return [...this.acknowledged.values()].reduce((sum, ids) => sum + ids.size, 0);
  }

  /** Sends until the time is over, the count is reached or every connection has broken. Rejects when nobody listens. */
  async play({ port, ratePerSecond, inFlight, count, seconds, onAcknowledged }: Play): Promise<void> {
    const clients = this.#devices.map(({ deviceId, secret }) => ({
      clientId: deviceId,
      username: deviceId,
      password: secret,
      topic: deviceTopics(deviceId).observations,
    }));
    try {
      await runLoad({
        port,
        clients,
        inFlight,
        ratePerSecond,
        count,
        seconds,
        drainSeconds: 120,
        payload: (client, n) => {
          const sent = this.#again[client]!.shift() ?? this.#next(client);
          this.#underWay[client]!.set(n, sent);
          return sent.payload;
        },
        onAcknowledged: (client, n) => {
          const sent = this.#underWay[client]!.get(n)!;
          this.#underWay[client]!.delete(n);
          this.acknowledged.get(this.#devices[client]!.deviceId)!.add(sent.id);
          onAcknowledged?.();
        },
      });
    } finally {
      this.#underWay.forEach((underWay, client) => {
        this.#again[client]!.unshift(...underWay.values());
        underWay.clear();
      });
    }
  }

  #next(client: number): Sent {
    const id = `r${this.#made++}`;
    const reading = { id, ...this.#reading(this.#devices[client]!.habit) };
    // Some devices have no clock: their readings are known again by their id alone.
    const observedAt = this.#random.chance(0.2) ? {} : { observedAt: new Date().toISOString() };
    return { id, payload: JSON.stringify({ ...reading, ...observedAt }) };
  }

  #reading(habit: Habit) {
    const random = this.#random;
    switch (habit) {
      case 'moves':
        return { kind: 'motion', value: true };
      case 'opens':
        return random.chance(0.02) ? { kind: 'contact', value: 'open' } : { kind: 'battery', value: 80 };
      case 'presses':
        return random.chance(0.01) ? { kind: 'sos' } : { kind: 'heartbeat' };
      case 'measures':
        return { kind: 'blood-pressure', value: { systolicMmHg: random.chance(0.02) ? 190 : 130, diastolicMmHg: 80 } };
    }
  }
}

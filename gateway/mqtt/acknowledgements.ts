import type { Duplex } from 'node:stream';

interface Pending {
  readonly messageId: number;
  isSettled: boolean;
}

const waiting: Acknowledgements[] = [];

function flushAll(): void {
  for (const acknowledgements of waiting.splice(0)) acknowledgements.flush();
}

/**
 * PUBACKs of one connection: sent in the order in which the messages came [MQTT-4.6.0-2], and those that are settled together
 * (one transaction holds many readings) leave in one write.
 */
export class Acknowledgements {
  private readonly stream: Duplex;
  private readonly pending: Pending[] = [];
  private ready: number[] = [];

  constructor(stream: Duplex) {
    this.stream = stream;
  }

  /** A message has come; call the result when it is stored. */
  expect(messageId: number): () => void {
    const entry: Pending = { messageId, isSettled: false };
    this.pending.push(entry);
    return () => {
      entry.isSettled = true;
      if (this.pending[0] !== entry) return;
      if (this.ready.length === 0 && waiting.push(this) === 1) queueMicrotask(flushAll);
      let settled = 0;
      while (this.pending[settled]?.isSettled) this.ready.push((this.pending[settled++] as Pending).messageId);
      this.pending.splice(0, settled);
    };
  }

  flush(): void {
    const ids = this.ready;
    this.ready = [];
    if (this.stream.destroyed || this.stream.writableEnded) return;
    const packets = Buffer.allocUnsafe(ids.length * 4);
    let at = 0;
    for (const id of ids) {
      packets[at] = 0x40;
      packets[at + 1] = 2;
      packets[at + 2] = id >> 8;
      packets[at + 3] = id & 0xff;
      at += 4;
    }
    this.stream.write(packets);
  }
}

import type { AedesPublishPacket } from 'aedes';
import { FilterTree } from './filter-tree.ts';

type Listener = (packet: AedesPublishPacket, done: () => void) => void;

const noop = () => {};

/**
 * How the broker hands a message to those who subscribed to it (the `mq` that aedes asks for). Unlike aedes' own it does not
 * wait until every subscriber's socket has taken the message: one slow subscriber must not hold up the devices that send.
 */
export class DeliveryBus {
  private readonly listeners = new FilterTree<Listener>();

  on(filter: string, listener: Listener, done: () => void = noop): this {
    this.listeners.add(filter, listener);
    setImmediate(done);
    return this;
  }

  removeListener(filter: string, listener: Listener, done: () => void = noop): this {
    this.listeners.remove(filter, listener);
    setImmediate(done);
    return this;
  }

  emit(packet: AedesPublishPacket, done: () => void = noop): this {
    for (const listener of this.listeners.match(packet.topic)) listener(packet, noop);
    done();
    return this;
  }

  /** Whether anybody connected has subscribed to this topic. */
  hasListener(topic: string): boolean {
    return this.listeners.match(topic).length > 0;
  }

  close(done: () => void): void {
    setImmediate(done);
  }
}

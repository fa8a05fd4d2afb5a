/** A message, or the PUBREL that follows it, as aedes keeps it for a session. */
export interface QueuedPacket {
  cmd: 'publish' | 'pubrel';
  brokerId: string;
  /** Number of the message in this broker; one message has one number wherever it goes. */
  brokerCounter: number;
  /** Set once it has been sent. */
  messageId?: number | undefined;
  topic?: string;
  payload?: string | Buffer;
  qos?: number;
  retain?: boolean;
  dup?: boolean;
}

const highestMessageId = 65_535;

/** QoS 1 and 2 messages of one kept session that are not yet acknowledged, oldest first. Bounded: when full, new ones are not kept. */
export class OutgoingQueue {
  private readonly packets = new Map<number, QueuedPacket>();
  private readonly byMessageId = new Map<number, QueuedPacket>();
  private bytes = 0;
  private readonly maxMessages: number;
  private readonly maxBytes: number;

  constructor(maxMessages: number, maxBytes: number) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  get length(): number {
    return this.packets.size;
  }

  /** Returns false when it is full and the message was not kept. */
  add(packet: QueuedPacket): boolean {
    const size = packet.payload?.length ?? 0;
    if (this.packets.size >= this.maxMessages || this.bytes + size > this.maxBytes) return false;
    this.packets.set(packet.brokerCounter, packet);
    this.bytes += size;
    return true;
  }

  /** Forgets messages that have not been sent yet; a message id that is under way must come to its end. */
  takeBack(isIt: (packet: QueuedPacket) => boolean): void {
    for (const [counter, packet] of this.packets) {
      if (packet.messageId !== undefined || !isIt(packet)) continue;
      this.packets.delete(counter);
      this.bytes -= packet.payload?.length ?? 0;
    }
  }

  /**
   * The packet is about to be sent. Keeps its message id, and gives it another when an unanswered message already has that
   * one [MQTT-2.3.1-2]. A PUBREL takes the place of its message.
   */
  sending(packet: QueuedPacket): void {
    const kept = packet.cmd === 'pubrel' ? this.byMessageId.get(packet.messageId ?? 0) : this.packets.get(packet.brokerCounter);
    if (kept === undefined) return;
    if (packet.cmd === 'pubrel') {
      this.bytes -= kept.payload?.length ?? 0;
      const { brokerId, brokerCounter, messageId } = kept;
      const pubrel: QueuedPacket = { cmd: 'pubrel', brokerId, brokerCounter, messageId };
      this.packets.set(brokerCounter, pubrel);
      if (messageId !== undefined) this.byMessageId.set(messageId, pubrel);
      return;
    }
    if (kept.messageId !== undefined) this.byMessageId.delete(kept.messageId);
    let id = packet.messageId ?? 1;
    while (this.byMessageId.has(id)) id = id === highestMessageId ? 1 : id + 1;
    packet.messageId = id;
    kept.messageId = id;
    this.byMessageId.set(id, kept);
  }

  /** The receiver has it. Returns what was kept. */
  acknowledged(messageId: number | undefined): QueuedPacket | undefined {
    if (messageId === undefined) return undefined;
    const kept = this.byMessageId.get(messageId);
    if (kept === undefined) return undefined;
    this.byMessageId.delete(messageId);
    this.packets.delete(kept.brokerCounter);
    this.bytes -= kept.payload?.length ?? 0;
    return kept;
  }

  /** What is to be sent when the receiver comes back; what was sent before is marked so [MQTT-3.3.1-1]. */
  toSend(): QueuedPacket[] {
    const wasSent = (packet: QueuedPacket) => packet.cmd === 'publish' && packet.messageId !== undefined;
    return [...this.packets.values()].map((packet) => (wasSent(packet) ? { ...packet, dup: true } : packet));
  }
}

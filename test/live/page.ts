import { vi } from 'vitest';
import { WebSocket } from 'ws';
import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import { type LiveClientMessage, type LiveServerMessage, liveServerMessage } from '../../gateway/contract/live.ts';

export function anAlert(id: string, changes: Partial<AlertSummary> = {}): AlertSummary {
  return {
    id,
    version: 1,
    patientId: `p-${id}`,
    patientName: 'Kathleen',
    localityName: null,
    localityId: null,
    homeId: 'home',
    queue: 'clinical',
    askedAt: null,
    joined: [],
    mergedInto: null,
    hubOutSince: null,
    scenarioId: `sc-${id}`,
    template: 'fridge',
    severity: 'moderate',
    status: 'open',
    level: 'family',
    reason: 'The fridge was not opened.',
    openedAt: '2026-01-05T10:00:00.000Z',
    clearedAt: null,
    owner: null,
    snoozes: [],
    nextAt: '2026-01-05T10:20:00.000Z',
    nextText: 'Next: the coordination centre.',
    allowed: ['acknowledge'],
    ...changes,
  };
}

/** What a page does with a message, by the contract alone. */
export function applyTo(alerts: Map<string, AlertSummary>, message: LiveServerMessage): void {
  if (message.type === 'snapshot') {
    alerts.clear();
    for (const alert of message.alerts) alerts.set(alert.id, alert);
  } else if (message.type === 'alert') {
    if (message.alert.status === 'closed') alerts.delete(message.alert.id);
    else alerts.set(message.alert.id, message.alert);
  }
}

/** A page over a real WebSocket: checks each message and the numbering, keeps what it would show, and resumes. */
export class Page {
  readonly alerts = new Map<string, AlertSummary>();
  readonly received: LiveServerMessage[] = [];
  readonly gaps: string[] = [];
  epoch: string | null = null;
  seq = 0;
  closed: { readonly code: number; readonly reason: string } | null = null;
  socket!: WebSocket;
  private readonly url: string;
  private readonly headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url;
    this.headers = headers;
  }

  /** Resolves when connected; the first word is `resume` unless told otherwise. */
  async connect(options: { readonly resume?: boolean } = {}): Promise<this> {
    this.closed = null;
    const socket = new WebSocket(this.url, { headers: this.headers });
    this.socket = socket;
    socket.on('message', (data) => this.take(liveServerMessage.parse(JSON.parse(String(data)))));
    socket.on('close', (code, reason) => {
      if (this.socket === socket) this.closed = { code, reason: String(reason) };
    });
    await new Promise<void>((resolve, reject) => {
      socket.on('open', () => resolve());
      socket.on('error', reject);
    });
    if (options.resume !== false) this.say({ type: 'resume', epoch: this.epoch, seq: this.seq });
    return this;
  }

  say(message: LiveClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The line breaks, without a farewell. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.socket.on('close', resolve));
    this.socket.terminate();
    await closed;
  }

  /** Waits until the page has seen event `seq`. */
  async upTo(seq: number): Promise<void> {
    await vi.waitFor(
      () => {
        if (this.seq !== seq) throw new Error(`the page is at ${this.seq}, not ${seq}`);
      },
      { timeout: 10_000, interval: 2 },
    );
  }

  private take(message: LiveServerMessage): void {
    this.received.push(message);
    if (message.type === 'observations' || message.type === 'commands' || message.type === 'messages') return;
    const continues = message.epoch === this.epoch && message.seq === this.seq + (message.type === 'alert' ? 1 : 0);
    if (message.type !== 'snapshot' && !continues)
      this.gaps.push(`${message.type} ${message.epoch}:${message.seq} after ${this.epoch}:${this.seq}`);
    this.epoch = message.epoch;
    this.seq = message.seq;
    applyTo(this.alerts, message);
  }
}

import type { SchedulerLike, Subscription } from 'rxjs';
import type { RawData, WebSocket } from 'ws';
import { type LiveClientMessage, liveClientMessage } from '../contract/live.ts';

/** More than this waiting in a socket means that its reader does not keep up: it gets no more events, and a snapshot later. */
const maxBufferedBytes = 1_000_000;
/** Messages of the page are short. */
const maxMessageBytes = 4_096;
/** A page that asks for nothing gets the snapshot after this long. */
const firstWordMs = 250;

export interface ConnectionDeps {
  readonly socket: WebSocket;
  /** Wall clock. */
  readonly scheduler: SchedulerLike;
  /** Everything the page needs to start from, as JSON text. */
  readonly snapshot: () => string;
  /** What the page missed, as JSON texts; null: it needs the snapshot. */
  readonly since: (epoch: string | null, seq: number) => readonly string[] | null;
  readonly onWatchPatient: (patientId: string | null) => void;
  readonly onPong: () => void;
  readonly onClose: () => void;
}

/** One page that is open somewhere. */
export interface Connection {
  /** Part of the numbered sequence. Held back until the page has its beginning. */
  event(text: string): void;
  /** Outside the sequence: lost when the page does not keep up. */
  extra(text: string): void;
  ping(): void;
  /** When it last answered a ping; null: not yet. Wall clock. */
  readonly answeredAt: number | null;
  /** When it last said that somebody is at it; null: nobody is. Wall clock. */
  readonly attentiveAt: number | null;
  readonly connectedAt: number;
  close(code: number, reason: string): void;
  terminate(): void;
}

function parseMessage(data: RawData, isBinary: boolean): LiveClientMessage | null {
  if (isBinary) return null;
  try {
    return liveClientMessage.safeParse(JSON.parse(String(data))).data ?? null;
  } catch {
    return null;
  }
}

/** Serves one socket: its beginning (replay or snapshot), then events in order, never more than it can take. */
export function serveConnection(deps: ConnectionDeps): Connection {
  const { socket, scheduler, snapshot, since } = deps;
  const connectedAt = scheduler.now();
  let answeredAt: number | null = null;
  let attentiveAt: number | null = null;
  let begun = false;
  let behind = false;

  function sent(): void {
    if (!behind || socket.bufferedAmount > 0 || socket.readyState !== socket.OPEN) return;
    behind = false;
    socket.send(snapshot(), sent);
  }

  /** False: the reader does not keep up, and will get a snapshot instead. */
  function send(text: string): boolean {
    if (behind || socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount > maxBufferedBytes) {
      behind = true;
      return false;
    }
    socket.send(text, sent);
    return true;
  }

  function begin(missed: readonly string[] | null): void {
    begun = true;
    firstWord.unsubscribe();
    for (const text of missed ?? [snapshot()]) if (!send(text)) return;
  }

  const firstWord: Subscription = scheduler.schedule(() => begin(null), firstWordMs);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if ((data as Buffer).byteLength > maxMessageBytes) return socket.close(1009, 'message too long');
    const message = parseMessage(data, isBinary);
    if (!message) return socket.close(1008, 'not a message of the live feed');
    if (message.type === 'resume') begin(since(message.epoch, message.seq));
    else if (message.type === 'attention') attentiveAt = message.attentive ? scheduler.now() : null;
    else deps.onWatchPatient(message.patientId);
  });
  socket.on('pong', () => {
    answeredAt = scheduler.now();
    deps.onPong();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    firstWord.unsubscribe();
    deps.onClose();
  });

  return {
    event: (text) => void (begun && send(text)),
    extra: (text) => void (begun && send(text)),
    ping: () => socket.ping(),
    get answeredAt() {
      return answeredAt;
    },
    get attentiveAt() {
      return attentiveAt;
    },
    connectedAt,
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

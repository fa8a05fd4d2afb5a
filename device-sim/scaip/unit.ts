import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { filter, firstValueFrom, map, race, Subject, share, switchMap, take, throwError, timer } from 'rxjs';
import { cutStream, fresh, type Incoming, type MrqFields, readMessage, type UnitAddress, writeMessage } from './message.ts';

/** What the alarm receiver said: the SIP status, and the fields of its answer (`<mrs>`) where there was one. */
export interface Reply {
  readonly status: number;
  readonly mrs: Readonly<Record<string, string>> | null;
}

export interface UnitOptions {
  readonly host: string;
  readonly port: number;
  readonly transport: 'UDP' | 'TCP';
  readonly number: string;
  /** Zeros before every number, as units of some makes write them. */
  readonly zeros?: number;
}

/** What a unit says, by the codes of SCAIP. */
export const sayings = {
  alarm: { mty: 'ME', dty: '3', stc: '10' },
  'fall-alarm': { mty: 'ME', dty: '5', stc: '9' },
  'smoke-alarm': { mty: 'ME', dty: '23', stc: '9' },
  withdraw: { mty: 'RE', dty: '3', stc: '19' },
  heartbeat: { mty: 'PI', dty: '2' },
  test: { mty: 'ME', dty: '2', stc: '102' },
  'battery-low': { mty: 'ME', dty: '2', stc: '16' },
  'battery-ok': { mty: 'ME', dty: '2', stc: '15' },
} as const satisfies Readonly<Record<string, MrqFields>>;
export type Saying = keyof typeof sayings;

/** Over UDP a message is repeated until it is answered, and given up after this (RFC 3261). */
const repeatMs = 500;
const giveUpMs = 32_000;

interface Line {
  readonly localAddress: string;
  readonly localPort: number;
  readonly write: (bytes: Buffer) => void;
  readonly close: () => void;
}

async function openUdp({ host, port }: UnitOptions, take: (bytes: Buffer) => void): Promise<Line> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', take);
  socket.connect(port, host);
  await once(socket, 'connect');
  const { address, port: localPort } = socket.address();
  // Nobody listens: that shows in the missing answer.
  socket.on('error', () => undefined);
  return { localAddress: address, localPort, write: (bytes) => socket.send(bytes), close: () => socket.close() };
}

async function openTcp({ host, port }: UnitOptions, take: (bytes: Buffer) => void): Promise<Line> {
  const socket = connect({ host, port, noDelay: true });
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const cut = cutStream(Buffer.concat([rest, chunk]));
    rest = cut.rest;
    for (const message of cut.messages) take(message);
  });
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return {
    localAddress: socket.localAddress ?? '127.0.0.1',
    localPort: socket.localPort ?? 0,
    write: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
  };
}

/** A social alarm unit that speaks SCAIP over SIP, as existing ones do. */
export class AlarmUnit {
  readonly #address: UnitAddress;
  readonly #zeros: string;
  readonly #line: Line;
  readonly #incoming$: Subject<Incoming>;

  private constructor(options: UnitOptions, line: Line, incoming$: Subject<Incoming>) {
    this.#address = { ...options, localAddress: line.localAddress, localPort: line.localPort };
    this.#zeros = '0'.repeat(options.zeros ?? 0);
    this.#line = line;
    this.#incoming$ = incoming$;
  }

  static async open(options: UnitOptions): Promise<AlarmUnit> {
    const incoming$ = new Subject<Incoming>();
    const take = (bytes: Buffer) => {
      const message = readMessage(bytes);
      if (message?.type === 'answer') line.write(message.taken);
      if (message) incoming$.next(message);
    };
    const line = options.transport === 'UDP' ? await openUdp(options, take) : await openTcp(options, take);
    return new AlarmUnit(options, line, incoming$);
  }

  /** One of its usual messages. */
  say(saying: Saying, ref?: string): Promise<Reply> {
    const fields = Object.entries(sayings[saying]).map(([name, value]) => [name, name === 'mty' ? value : this.#zeros + value]);
    return this.send({ ref: ref ?? fresh(), cid: this.#zeros + this.#address.number, ...Object.fromEntries(fields) });
  }

  /** Any fields. Resolves with what the receiver says; rejects when it says nothing. */
  send(mrq: MrqFields): Promise<Reply> {
    const { branch, bytes } = writeMessage(this.#address, mrq);
    const status$ = this.#incoming$.pipe(
      filter((message) => message.type === 'status' && message.branch === branch && message.status >= 200),
      map((message) => (message as Extract<Incoming, { type: 'status' }>).status),
      share(),
    );
    const answer$ = this.#incoming$.pipe(
      filter((message) => message.type === 'answer' && message.mrs.ref === mrq.ref),
      map((message) => (message as Extract<Incoming, { type: 'answer' }>).mrs),
    );
    // The answer may overtake the status: both are listened for from the beginning.
    const replied = Promise.all([
      firstValueFrom(status$),
      firstValueFrom(
        race(
          answer$,
          status$.pipe(
            filter((status) => status >= 300),
            map(() => null),
          ),
        ),
      ),
    ]).then(([status, mrs]): Reply => ({ status, mrs }));
    const repeating = this.#address.transport === 'UDP' ? timer(repeatMs, repeatMs).subscribe(() => this.#line.write(bytes)) : null;
    const stop = status$.pipe(take(1)).subscribe(() => repeating?.unsubscribe());
    this.#line.write(bytes);
    const silence = timer(giveUpMs).pipe(switchMap(() => throwError(() => new Error('the alarm receiver does not answer'))));
    return firstValueFrom(race(replied, silence)).finally(() => {
      repeating?.unsubscribe();
      stop.unsubscribe();
    });
  }

  close(): void {
    this.#line.close();
    this.#incoming$.complete();
  }
}

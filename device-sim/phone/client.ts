import { appVersionHeader } from '../../gateway/contract/apps.ts';
import type { Reading } from '../../gateway/contract/messages.ts';
import { second } from '../../rules/model/time.ts';
import type { DeviceClient, DeviceClientEvents } from '../devices/client.ts';
import type { AppDialect } from '../dialects/app-dialects.ts';
import { reasonOf } from '../enrol.ts';
import { simulatedApp } from './pairing.ts';

export interface PhoneOptions {
  readonly httpUrl: string;
  readonly token: string;
  readonly dialect: AppDialect;
  /** Where the person lives. */
  readonly zone: string;
}

/** What was published at once and is not known to be stored. */
type Kept = readonly Reading[];

/** How many of these go in one request. */
const atOnce = 50;
const timeoutMs = 30 * second;
/** It tries again so much later in real time, twice as long each time. */
const firstPauseMs = second;
const longestPauseMs = 30 * second;
/** Answers after which the same may be sent again (docs/apps.md). */
const again = [408, 429, 500, 502, 503, 504];

/**
 * An app on somebody's telephone that sends what a meter has measured. What has no answer yet is kept and sent again, with the same ids,
 * also when the telephone comes back after having been offline.
 */
export function connectPhone(options: PhoneOptions, on: DeviceClientEvents): DeviceClient {
  const phone = new Phone(options, on);
  // Whoever asks must have the client before it is told.
  queueMicrotask(() => on.connected(true));
  return {
    publish: (readings) => phone.take(readings),
    answer: () => {},
    cut: () => phone.setOnline(false),
    restore: () => phone.setOnline(true),
    end: () => phone.end(),
  };
}

class Phone {
  readonly #options: PhoneOptions;
  readonly #on: DeviceClientEvents;
  readonly #ended = new AbortController();
  #kept: Kept[] = [];
  #isOnline = true;
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #pauseMs = firstPauseMs;

  constructor(options: PhoneOptions, on: DeviceClientEvents) {
    this.#options = options;
    this.#on = on;
  }

  take(readings: Kept): void {
    const { dialect, zone } = this.#options;
    if (dialect.document(readings, zone) === null) return;
    this.#on.sent();
    this.#kept.push(readings);
    this.#begin();
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#pauseMs = firstPauseMs;
    this.#begin();
  }

  async end(): Promise<void> {
    this.#ended.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#sending;
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#isOnline || this.#sending !== null || this.#kept.length === 0 || this.#ended.signal.aborted) return;
    this.#sending = this.#send(this.#kept.slice(0, atOnce)).then((isOver) => {
      this.#sending = null;
      if (isOver) return this.#begin();
      this.#timer = setTimeout(() => this.#begin(), this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    });
  }

  /** Whether there is nothing more to be done about these. */
  async #send(batch: readonly Kept[]): Promise<boolean> {
    const { httpUrl, token, dialect, zone } = this.#options;
    let response: Response;
    try {
      response = await fetch(new URL(dialect.path, httpUrl), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, [appVersionHeader]: simulatedApp.version, 'content-type': dialect.contentType },
        body: JSON.stringify(dialect.document(batch.flat(), zone)),
        signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(timeoutMs)]),
      });
      if (again.includes(response.status)) return false;
      this.#kept = this.#kept.slice(batch.length);
      if (response.ok) for (const _ of batch) this.#on.acknowledged();
      else this.#on.refused(await reasonOf(response));
    } catch (error) {
      if (this.#ended.signal.aborted) return true;
      this.#on.problem(error instanceof Error ? error.message : String(error));
      return false;
    }
    this.#pauseMs = firstPauseMs;
    return true;
  }
}

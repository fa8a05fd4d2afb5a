import { elapsedMs } from './clock.ts';
import { type Session, signIn } from './enrol.ts';

export interface Account {
  readonly user?: string;
  readonly password?: string;
}

/** Several things are often arranged together; weeks may pass until the next. */
const keptMs = 60_000;

/** Somebody who signs in when they have something to do. */
export class DeskSession {
  readonly #baseUrl: string;
  readonly #account: Account;
  #last: { readonly at: number; readonly session: Promise<Session> } | null = null;

  constructor(baseUrl: string, account: Account) {
    this.#baseUrl = baseUrl;
    this.#account = account;
  }

  /** Whether there is a user at all. */
  get exists(): boolean {
    return Boolean(this.#account.user && this.#account.password);
  }

  /** Rejects with the gateway's reason, never with the password in it. */
  get(): Promise<Session> {
    const { user, password } = this.#account;
    if (!user || !password) throw new Error('there is no user to sign in as');
    if (this.#last === null || elapsedMs() - this.#last.at > keptMs)
      this.#last = { at: elapsedMs(), session: signIn(this.#baseUrl, user, password) };
    return this.#last.session;
  }
}

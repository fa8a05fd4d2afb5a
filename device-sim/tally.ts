/** Something that happened at a simulated device. */
export type SimEvent =
  | { readonly type: 'connected' | 'disconnected' | 'sent' | 'acknowledged'; readonly deviceId: string }
  /** A fault takes its connection away, and gives it back; what is sent meanwhile waits. */
  | { readonly type: 'lost' | 'regained'; readonly deviceId: string }
  /** The gateway could not read a message; `reason` in its own words. */
  | { readonly type: 'refused'; readonly deviceId: string; readonly reason: string }
  | { readonly type: 'prompt'; readonly deviceId: string; readonly commandId: string; readonly text: string }
  /** Could not connect, or was sent something that no device understands. */
  | { readonly type: 'problem'; readonly deviceId: string; readonly message: string };

export interface SimReport {
  readonly homes: number;
  readonly devices: number;
  readonly connected: number;
  /** Messages with readings; one may carry several. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Prompts and requests that reached a device. */
  readonly prompts: number;
  readonly problems: number;
  readonly lastProblem: string | null;
}

/** Counts what happens. */
export class Tally {
  #report: SimReport;

  constructor(homes: number, devices: number) {
    this.#report = { homes, devices, connected: 0, sent: 0, acknowledged: 0, refused: 0, prompts: 0, problems: 0, lastProblem: null };
  }

  take(event: SimEvent): void {
    const now = this.#report;
    switch (event.type) {
      case 'connected':
        this.#report = { ...now, connected: now.connected + 1 };
        break;
      case 'disconnected':
        this.#report = { ...now, connected: now.connected - 1 };
        break;
      case 'sent':
        this.#report = { ...now, sent: now.sent + 1 };
        break;
      case 'acknowledged':
        this.#report = { ...now, acknowledged: now.acknowledged + 1 };
        break;
      case 'refused':
        this.#report = { ...now, refused: now.refused + 1, lastProblem: `${event.deviceId}: ${event.reason}` };
        break;
      case 'prompt':
        this.#report = { ...now, prompts: now.prompts + 1 };
        break;
      case 'problem':
        this.#report = { ...now, problems: now.problems + 1, lastProblem: `${event.deviceId}: ${event.message}` };
        break;
    }
  }

  get report(): SimReport {
    return this.#report;
  }
}

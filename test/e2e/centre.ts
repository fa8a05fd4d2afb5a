import type { AlertSummary } from '../../gateway/contract/alerts.ts';
import type { AlertState, Level } from '../../rules/model/alert.ts';
import { minute, second } from '../../rules/model/time.ts';
import type { TestGateway } from './gateway.ts';

/** How soon somebody at the centre takes up what they are asked. */
const takesUpMs = { high: 30 * second, moderate: 3 * minute, low: 3 * minute } as const;
/** How long they need, and how long after something has settled by itself its outcome is recorded. */
const speaksMs = 6 * minute;
const recordsMs = 20 * minute;

const professional: readonly Level[] = ['agency', 'coordination', 'rapid-response', 'emergency'];

/** The coordination centre: people who answer what reaches them, over the API as the console does, and record how it ended. */
export class Centre {
  readonly #gateway: TestGateway;
  /** What is to be done, by alert and act, so that each is planned once. */
  readonly #planned = new Set<string>();
  #due: (() => Promise<void>)[] = [];

  constructor(gateway: TestGateway) {
    this.#gateway = gateway;
  }

  /** Does what is due, and plans what must be done with what has come. Whether anything was done. */
  async look(): Promise<boolean> {
    const due = this.#due;
    this.#due = [];
    for (const act of due) await act();
    const { rows } = await this.#gateway.database.pool.query<{ state: AlertState }>(`select state from alert where status <> 'closed'`);
    for (const { state } of rows) {
      const { id, status, owner, severity, generation, plan, step } = state;
      const asked = plan.steps.slice(0, step + 1).some(({ level }) => professional.includes(level));
      if (asked && status === 'open' && owner === null) this.#plan(`${id} take ${generation}`, takesUpMs[severity], () => this.#take(id));
      if (status === 'cleared' && owner === null) this.#plan(`${id} record ${generation}`, recordsMs, () => this.#close(id));
    }
    return due.length > 0;
  }

  #plan(what: string, afterMs: number, act: () => Promise<void>): void {
    if (this.#planned.has(what)) return;
    this.#planned.add(what);
    this.#gateway.clock.scheduler.schedule(() => this.#due.push(act), afterMs);
  }

  async #take(id: string): Promise<void> {
    const alert = await this.#alert(id);
    if (alert.status !== 'open' || alert.owner !== null) return;
    await this.#act(alert, { type: 'acknowledge' });
    this.#gateway.clock.scheduler.schedule(() => this.#due.push(() => this.#close(id)), speaksMs);
  }

  async #close(id: string): Promise<void> {
    const alert = await this.#alert(id);
    if (alert.status === 'closed') return;
    await this.#act(alert, { type: 'close', outcome: alert.status === 'cleared' ? 'condition-settled' : 'reassurance', note: '' });
  }

  async #alert(id: string): Promise<AlertSummary> {
    return (await this.#gateway.ask('coordinator', 'GET', `/api/alerts/${id}`)).body as AlertSummary;
  }

  async #act(alert: AlertSummary, command: Parameters<TestGateway['act']>[2]): Promise<void> {
    const { status, body } = await this.#gateway.act('coordinator', alert, command);
    if (status >= 300) throw new Error(`${command.type} ${alert.template}: ${JSON.stringify(body)}`);
  }
}

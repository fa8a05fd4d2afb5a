import type { Decision } from '../engine/world.ts';
import type { AlertState, Level } from '../model/alert.ts';
import type { Notification } from '../model/effect.ts';
import type { Instant } from '../model/time.ts';
import type { WouldBeAlert, WouldBeMessage, WouldBePrompt } from './report.ts';

interface Collected {
  readonly opened: AlertState;
  latest: AlertState;
  clearedAt: Instant | null;
  readonly levels: { readonly level: Level; readonly at: Instant }[];
  readonly told: WouldBeMessage[];
  toldAgain: number;
}

/** Gathers what decisions would have done, from the alerts that opened at or after `fromAt`. */
export class Collector {
  readonly #fromAt: Instant;
  readonly #simulated: boolean;
  readonly #alerts = new Map<string, Collected>();
  readonly prompts: WouldBePrompt[] = [];
  readonly notes = new Set<string>();

  /** `simulated`: commands are those of simulated people, and what they say to others is not told to anybody. */
  constructor(fromAt: Instant, simulated: boolean) {
    this.#fromAt = fromAt;
    this.#simulated = simulated;
  }

  hear({ input, effects }: Decision): void {
    const silent = this.#simulated && input.type === 'command';
    for (const effect of effects) {
      if (effect.type === 'save-alert') this.#alert(effect.alert, input.at);
      else if (effect.type === 'notify' && !silent) this.#notify(effect.notification);
      else if (effect.type === 'create-task' && effect.task.kind === 'scenario-fault') this.notes.add(`${effect.task.text}.`);
    }
  }

  #alert(alert: AlertState, at: Instant): void {
    if (alert.openedAt < this.#fromAt) return;
    const known = this.#alerts.get(alert.id);
    const collected = known ?? { opened: alert, latest: alert, clearedAt: null, levels: [], told: [], toldAgain: 0 };
    if (!known) this.#alerts.set(alert.id, collected);
    collected.latest = alert;
    if (alert.status !== 'closed' || collected.clearedAt === null) collected.clearedAt = alert.clearedAt;
    for (const { level } of alert.plan.steps.slice(0, alert.step + 1))
      if (!collected.levels.some((reached) => reached.level === level)) collected.levels.push({ level, at });
  }

  #notify(notification: Notification): void {
    const { alertId, id, channel, purpose, recipient, body, createdAt, sendAt } = notification;
    if (alertId === null) {
      if (createdAt >= this.#fromAt)
        this.prompts.push({ scenarioId: id.slice(0, id.indexOf('/prompt/')), at: createdAt, deviceId: channel.address, text: body });
      return;
    }
    const collected = this.#alerts.get(alertId);
    if (!collected) return;
    const { generation, attempts, plan } = collected.latest;
    const isAgain = generation > 1 && (purpose === 'escalation' || purpose === 'prompt' || purpose === 'reminder');
    if (isAgain) {
      collected.toldAgain++;
      return;
    }
    const step = attempts.find((attempt) => attempt.notificationId === id)?.step;
    const level = step === undefined ? null : (plan.steps[step]?.level ?? null);
    collected.told.push({ at: sendAt ?? createdAt, to: recipient, channel: channel.kind, level, purpose, text: body });
  }

  /** In the order in which they opened. */
  alerts(): WouldBeAlert[] {
    return [...this.#alerts.values()].map(({ opened, latest, clearedAt, levels, told, toldAgain }) => ({
      alertId: opened.id,
      scenarioId: opened.scenarioId,
      scenarioVersion: opened.scenarioVersion,
      template: opened.template,
      severity: latest.severity,
      reason: opened.reason,
      evidence: opened.evidence.map(({ text, at, limit }) => ({ text, at, limit: limit ?? null })),
      conditions: opened.conditions ?? [],
      openedAt: opened.openedAt,
      clearedAt,
      lastedMs: clearedAt === null ? null : clearedAt - opened.openedAt,
      outcome: latest.outcome?.code ?? 'not-closed',
      levels,
      told,
      toldAgain,
    }));
  }
}

import type pg from 'pg';
import type { Logger } from 'pino';
import type { AlertState } from '../rules/model/alert.ts';
import type { Notification } from '../rules/model/effect.ts';
import type { Channel, TeamContext } from '../rules/model/patient.ts';
import { type RotaPerson, rotaAt } from '../rules/model/rota.ts';
import { type Instant, localTime } from '../rules/model/time.ts';
import type { Clock } from './clock.ts';
import { DeliveryError } from './notify/delivery-error.ts';
import type { ChannelAdapter } from './ports.ts';
import { lastUnattended, saveUnattended } from './store/incidents.ts';
import { loadDirectory } from './store/patient-context.ts';
import { lookAtWatch, tellAgainMs, type Unattended } from './unattended.ts';

const everyMs = 5_000;
const country = 'Europe/London';
/** What rings, best first; a console at which nobody is, and a notice of the app, reach nobody. */
const ringing: readonly Channel['kind'][] = ['voice', 'sms', 'email', 'webhook'];

export interface ConsoleWatchOptions {
  readonly pool: pg.Pool;
  readonly clock: Pick<Clock, 'now' | 'wallNow' | 'wallScheduler'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly adapters: readonly ChannelAdapter[];
  readonly isAttended: () => boolean;
  readonly openAlerts: () => readonly AlertState[];
}

/** Alerts about which the centre has been asked and that no professional has. */
export function waitingForCentre(alerts: readonly AlertState[]): number {
  return alerts.filter(({ status, centreAskedAt }) => status === 'open' && (centreAskedAt ?? null) !== null).length;
}

/** Who of the centre is called, and how: those on duty, by what rings. */
export function phonesOfCentre(teams: readonly TeamContext[], at: Instant): { readonly person: RotaPerson; readonly ways: Channel[] }[] {
  const people = new Map<string, RotaPerson>();
  for (const { kind, onCall, rota } of teams)
    if (kind === 'coordination')
      for (const one of [
        ...onCall.filter(({ fromAt, untilAt }) => fromAt <= at && (untilAt === null || at < untilAt)),
        ...(rota ? rotaAt(rota, at) : []),
      ])
        people.set(one.id, one);
  return [...people.values()].flatMap((person) => {
    const ways = person.channels
      .filter(({ kind }) => ringing.includes(kind))
      .toSorted((a, b) => ringing.indexOf(a.kind) - ringing.indexOf(b.kind));
    return ways.length > 0 ? [{ person, ways }] : [];
  });
}

/** By its rota somebody should sit at a console of the centre now; who is merely on call may be elsewhere. */
export function isStaffed(teams: readonly TeamContext[], at: Instant): boolean {
  return teams.some(({ kind, rota }) => kind === 'coordination' && rota && rotaAt(rota, at).length > 0);
}

/**
 * Looks every few seconds whether anybody watches the alerts. If nobody does and somebody should, the on-call phone of the centre is told,
 * again and again, and an incident stays. By the wall clock: who watches lives in it.
 */
export async function watchConsoles(options: ConsoleWatchOptions): Promise<{ close(): Promise<void> }> {
  const { pool, clock, log, adapters } = options;
  // A gateway that has just started gives people their minute; who was told of it before is not told at once again.
  let state: Unattended | null = { sinceAt: clock.wallNow(), toldAt: (await lastUnattended(pool))?.toldAt ?? null, times: 0 };
  let fromAt = clock.now();
  let looking = Promise.resolve();

  const look = async () => {
    const at = clock.now();
    const attended = options.isAttended();
    const waiting = waitingForCentre(options.openAlerts());
    if (state === null) fromAt = at;
    const teams = attended ? [] : (await loadDirectory(pool)).teams;
    const looked = lookAtWatch(state, { attended, needed: waiting > 0 || isStaffed(teams, at), wallAt: clock.wallNow() });
    if (looked.ended) await saveUnattended(pool, { fromAt, toAt: at });
    if (looked.tell) {
      const { times, toldAt } = looked.state!;
      log.warn({ waiting, times }, 'nobody watches the alerts');
      await saveUnattended(pool, { fromAt, toAt: at }, { times, toldAt: toldAt! });
      await Promise.all(phonesOfCentre(teams, at).map(({ person, ways }) => tell(person, ways, waiting, times, at)));
    }
    state = looked.state;
  };

  async function tell(person: RotaPerson, ways: readonly Channel[], waiting: number, times: number, at: Instant): Promise<void> {
    for (const channel of ways) {
      const adapter = adapters.find(({ kind }) => kind === channel.kind);
      if (!adapter) continue;
      try {
        await adapter.send(message(person, channel, waiting, times, at), { repeat: times > 1 });
        return;
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        log.warn({ channel: channel.kind, reason: error.message }, 'nobody watches, and this way to say so has failed');
      }
    }
  }

  function message({ id, name }: RotaPerson, channel: Channel, waiting: number, times: number, at: Instant): Notification {
    const alerts = waiting === 0 ? 'No alert waits at this moment.' : `${waiting} ${waiting === 1 ? 'alert waits' : 'alerts wait'} there.`;
    return {
      id: `unattended/${fromAt}/${times}/on-call:${id}/${channel.kind}`,
      alertId: null,
      patientId: '',
      recipient: { kind: 'on-call', id, name },
      channel,
      severity: 'high',
      purpose: 'escalation',
      subject: 'Nobody is watching the alerts of the coordination centre',
      body: `Nobody has watched the alerts of the coordination centre since ${localTime(country, fromAt)}. ${alerts} Please open the console.`,
      command: null,
      createdAt: at,
      sendAt: null,
      expiresAt: at + tellAgainMs,
    };
  }

  let next = clock.wallScheduler.schedule(go, everyMs);
  function go(): void {
    looking = look().catch((error: Error) => log.error({ err: error }, 'whether anybody watches could not be looked at'));
    void looking.then(() => {
      next = clock.wallScheduler.schedule(go, everyMs);
      if (closed) next.unsubscribe();
    });
  }
  let closed = false;
  return {
    async close() {
      closed = true;
      next.unsubscribe();
      await looking;
    },
  };
}

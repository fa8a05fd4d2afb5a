import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notifier } from '../../gateway/notify/notifier.ts';
import { stepsOf } from '../../rules/alerts/steps.ts';
import type { EscalationStep, Level } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { ContactContext, PatientContext } from '../../rules/model/patient.ts';
import { hour, minute } from '../../rules/model/time.ts';
import { answered, examples } from '../../rules/packs/pack.ts';
import { packs } from '../../rules/packs/registry.ts';
import { parseParams, templates } from '../../rules/scenarios/registry.ts';
import { agreements } from '../rules/agreements.ts';
import { Case, type Given } from '../rules/alerts/case.ts';
import { contact, onCall, people, team } from '../rules/alerts/people.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { type VirtualClock, virtualClock } from '../support/virtual-clock.ts';
import { ReachServers } from './reach-servers.ts';
import { build, commit, until } from './support.ts';

const morning = Date.parse('2026-03-02T10:00:00Z');
const night = Date.parse('2026-03-02T23:00:00Z');

let database: FreshDatabase;
let servers: ReachServers;
beforeAll(async () => {
  database = await freshDatabase();
  servers = await ReachServers.open();
});
afterAll(async () => {
  await servers?.close();
  await database?.drop();
});

/** Mary is reached by text message, Nell by the app and then by text message. */
const mary = (more: Partial<ContactContext> = {}) => contact('mary', 'Mary', { channels: [servers.ways.sms('00001')], ...more });
const nell = (more: Partial<ContactContext> = {}) =>
  contact('nell', 'Nell', { order: 2, channels: [servers.ways.push, servers.ways.sms('00002')], ...more });

function everybody(more: Partial<PatientContext> = {}) {
  const { email, voice, webhook } = servers.ways;
  const teams = [
    team('coordination', [onCall('cara', 'Cara', { channels: [voice('00003')] })], { name: 'Centre', channels: [email('centre')] }),
    team('rapid-response', [onCall('ravi', 'Ravi', { channels: [webhook()] })]),
    team('agency', [onCall('ada', 'Ada', { channels: [email('ada')] })]),
  ];
  return people({ contacts: [mary(), nell()], ...more }, teams);
}

let alerts = 0;

/** One alert by the rules, and a real outbox that sends what they decide; what became of each message goes back to the alert. */
class Reached {
  readonly case: Case;
  readonly #clock: VirtualClock;
  readonly #notifier: Notifier;
  readonly #fates: { readonly id: string; readonly fate: 'sent' | 'delivered' | 'confirmed' | 'failed'; readonly detail: string }[] = [];
  readonly #prefix = `${++alerts}/`;
  #taken = 0;

  constructor(given: Given) {
    this.case = new Case({ people: everybody(), at: morning, ...given });
    this.#clock = virtualClock(this.case.now);
    const fateSink = {
      fate: ({ id }: Notification, fate: 'sent' | 'delivered' | 'confirmed' | 'failed', detail: string) =>
        void this.#fates.push({ id, fate, detail }),
    };
    this.#notifier = build(database.pool, { adapters: servers.adapters, fateSink, clock: this.#clock, bundleMs: 0 }).notifier;
  }

  /** Sends what has been decided and hears what became of it, until nothing follows any more. Gives what arrived. */
  async told(): Promise<string[]> {
    for (let more = true; more; ) {
      more = false;
      const effects = this.case.effects.slice(this.#taken).map(({ effect }) => effect);
      this.#taken = this.case.effects.length;
      for (const effect of effects) {
        if (effect.type === 'withdraw-notification') this.#notifier.withdraw(this.#prefix + effect.notificationId, effect.reason);
        if (effect.type !== 'notify') continue;
        const notification = { ...effect.notification, id: this.#prefix + effect.notification.id };
        await commit(database.pool, notification);
        this.#notifier.enqueue([notification]);
        // Low ones by e-mail wait a moment for others.
        if (notification.severity === 'low') this.#clock.advanceBy(1_000);
        if (notification.sendAt === null) await this.#fateOf(notification.id);
        more = true;
      }
    }
    return servers.arrived();
  }

  async #fateOf(id: string): Promise<void> {
    await until(() => expect(this.#fates.map((fate) => fate.id)).toContain(id));
    const { fate, detail } = this.#fates.find((one) => one.id === id)!;
    this.case.tell({ type: 'fate', notificationId: id.slice(this.#prefix.length), fate, detail });
  }

  /** Lets time pass for the alert and for the outbox. */
  pass(ms: number): void {
    this.case.pass(ms);
    this.#clock.advanceTo(Math.max(this.case.now, this.#clock.now()));
  }

  /** Until the wait of the step in force is over. */
  passStep(): void {
    this.pass(this.case.alert.stepDueAt! - this.case.now);
  }

  /** What had to wait has arrived. */
  async late(notificationTo: string): Promise<string[]> {
    const waiting = this.case.attempt(notificationTo).notificationId;
    await this.#fateOf(this.#prefix + waiting);
    return this.told();
  }

  close = (): Promise<void> => this.#notifier.close();
}

/** Who hears of a step, and by which way, as it is agreed with these people. */
function expectedAt({ level, contactOrder }: EscalationStep, severity: string): string[] {
  const maryHears = ['+447700900001 by sms'];
  const nellHears = severity === 'high' ? ['nell by push', '+447700900002 by sms'] : ['nell by push'];
  const family =
    contactOrder === null ? [...maryHears, ...nellHears] : contactOrder === 1 ? maryHears : contactOrder === 2 ? nellHears : [];
  const centre = ['centre@example.org by email', '+447700900003 by voice'];
  const by: Readonly<Record<Level, readonly string[]>> = {
    patient: ['Kathleen by mqtt'],
    family,
    agency: ['ada@example.org by email'],
    coordination: centre,
    'rapid-response': ['Ravi by webhook'],
    emergency: centre,
  };
  return [...by[level]];
}

const ofTemplates = [...templates].map(([id, template]) => {
  const params = parseParams(template, agreements[id]![0]);
  return { id, plan: template.defaultPlan(params), severity: template.defaultSeverity(params) };
});
/** What packs agree otherwise than the template does. */
const ofPacks = [...packs.values()].flatMap(({ id, agreements: agreed }) =>
  agreed
    .filter(({ plan, severity }) => plan || severity)
    .map((agreement) => {
      const template = templates.get(agreement.template)!;
      const params = parseParams(template, answered(agreement, examples(agreement)));
      const { plan = template.defaultPlan(params), severity = template.defaultSeverity(params) } = agreement;
      return { id: `${agreement.template} of ${id}`, plan, severity };
    }),
);
const plans = [...ofTemplates, ...ofPacks];

describe('every kind of agreement reaches the people of its plan, each by their way, step by step', { timeout: 60_000 }, () => {
  it.each(plans)('$id', async ({ plan, severity }) => {
    const alert = new Reached({ severity, steps: plan.steps, plan });
    const steps = stepsOf(alert.case.alert);
    let group: string[] = [];
    for (const [i, step] of steps.entries()) {
      group.push(...expectedAt(step, severity));
      if (step.waitMs === 0 && i + 1 < steps.length) continue;
      expect(await alert.told()).toEqual(group.toSorted());
      expect(alert.case.alert.step).toBe(i);
      group = [];
      alert.passStep();
    }
    await alert.told();
    await alert.close();
  });
});

const ladder = (severity: 'high' | 'moderate', more: Partial<PatientContext> = {}, at = morning) => {
  const steps = plans.find(({ id }) => id === 'fridge')!.plan.steps.filter(({ level }) => level !== 'patient');
  return new Reached({ severity, steps, people: everybody(more), at });
};
const quietHours = { from: '22:00', to: '07:00' };

describe('who cannot be told as usual', { timeout: 30_000 }, () => {
  it('in their quiet hours: the message waits for their end, and the next step does not', async () => {
    const alert = ladder('moderate', { contacts: [nell({ quietHours })] }, night);
    const first = await alert.told();
    expect([first.includes('nell by push'), first.includes('centre@example.org by email')]).toEqual([false, true]);
    alert.pass(8 * hour - 1);
    expect(await alert.told()).not.toContain('nell by push');
    alert.pass(1);
    expect(await alert.late('nell')).toContain('nell by push');
    await alert.close();
  });

  it('in their quiet hours, of a high alert: at once', async () => {
    const alert = ladder('high', { contacts: [mary({ quietHours })] }, night);
    expect(await alert.told()).toContain('+447700900001 by sms');
    await alert.close();
  });

  it('because their text message is refused: by the next way at once', async () => {
    const channels = [servers.ways.sms('00001'), servers.ways.email('mary')];
    const alert = ladder('moderate', { contacts: [mary({ channels })] });
    servers.notify.refusals.push(400);
    expect(await alert.told()).toEqual(['mary@example.org by email']);
    expect(alert.case.timeline.map(({ text }) => text)).toContain(
      'The text message to Mary did not go through; sending an e-mail instead.',
    );
    await alert.close();
  });

  it('because their app takes no notices any more: by text message at once', async () => {
    const alert = ladder('moderate', { contacts: [nell()] });
    servers.push.answers.push(410);
    expect(await alert.told()).toEqual(['+447700900002 by sms']);
    await alert.close();
  });

  it('because every way fails: the next step at once, and a task', async () => {
    const channels = [servers.ways.sms('00001'), servers.ways.voice('00001')];
    const alert = ladder('moderate', { contacts: [mary({ channels })] });
    servers.notify.refusals.push(400);
    servers.refusals.push(400);
    expect(await alert.told()).toEqual(['+447700900003 by voice', 'centre@example.org by email']);
    expect(alert.case.tasks.map(({ text }) => text)).toEqual(['Mary could not be reached for Kathleen.']);
    await alert.close();
  });

  it('because no way to them was checked: nothing is sent there', async () => {
    const alert = ladder('moderate', { contacts: [mary({ channels: [], unchecked: true }), nell()] });
    expect(await alert.told()).toEqual(['nell by push']);
    expect(alert.case.tasks.map(({ kind }) => kind)).toEqual(['unreachable']);
    await alert.close();
  });

  it('because consent was taken back before their message went out: they hear nothing, and somebody else does', async () => {
    const alert = ladder('moderate', { contacts: [nell({ quietHours })] }, night);
    await alert.told();
    alert.case.people = everybody({ contacts: [nell({ quietHours, mayBeTold: false })] });
    alert.case.tell({ type: 'people-changed' });
    await alert.told();
    alert.pass(9 * hour);
    expect(await alert.told()).not.toContain('nell by push');
    await alert.close();
  });

  it('because consent was taken back while the centre is asked: not even that it is over', async () => {
    const alert = ladder('moderate', { contacts: [mary()] });
    expect(await alert.told()).toEqual(['+447700900001 by sms']);
    alert.case.people = everybody({ contacts: [mary({ mayBeTold: false })] });
    alert.case.tell({ type: 'people-changed' });
    alert.pass(minute);
    alert.case.tell({ type: 'cleared', reason: 'The fridge was opened.' });
    expect(await alert.told()).not.toContain('+447700900001 by sms');
    await alert.close();
  });
});

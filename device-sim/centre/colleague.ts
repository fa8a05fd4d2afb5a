import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AlertSummary, alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { type AnsweringView, adviceView, answeringView, contactToCall } from '../../gateway/contract/answering.ts';
import { foundService } from '../../gateway/contract/services.ts';
import { hour, type Instant, minute, second } from '../../rules/model/time.ts';
import { ask, type Session, signIn } from '../enrol.ts';
import { answerTo, type Finding } from './answers.ts';

interface Options {
  readonly baseUrl: string;
  readonly email: string;
  readonly password: string;
  /** The patients whose alerts they answer, by id, and what they find there. Alerts of everybody else are left to people. */
  readonly patients: ReadonlyMap<string, Finding>;
  readonly now: () => Instant;
}

interface Later {
  readonly at: Instant;
  readonly path: string;
  readonly body?: object;
}

/** How long an alert waits until they take it. */
const answersAfterMs = 15 * second;
/** So often one of their people rings, the first two at once. */
const ringsEveryMs = 2 * hour;

/** A simulated coordinator, signed in like any other: answers the alerts of some people by the call script, one thing at each look. */
export class Colleague {
  readonly #options: Options;
  readonly #later: Later[] = [];
  #session: Promise<{ readonly session: Session; readonly userId: string }> | null = null;
  #rings: { readonly count: number; readonly nextAt: Instant } = { count: 0, nextAt: 0 };

  constructor(options: Options) {
    this.#options = options;
  }

  /** Signs in anew at the next look: the gateway was away, or the session is over. */
  forgetSession(): void {
    this.#session = null;
  }

  /** Does the next thing for each alert of theirs. Rejects with the gateway's reason, and goes on from there. */
  async look(): Promise<void> {
    this.#session ??= this.#signIn();
    const { session, userId } = await this.#session;
    const now = this.#options.now();
    while (this.#later[0] && this.#later[0].at <= now) {
      const { path, body } = this.#later.shift()!;
      await ask(session, 'POST', path, body);
    }
    await this.#ring(session, now);
    const alerts = z.array(alertSummary).parse(await ask(session, 'GET', '/api/alerts'));
    const theirs = alerts.filter(({ patientId }) => this.#options.patients.has(patientId));
    const done = await Promise.allSettled(
      theirs.map(async (alert) => {
        if (alert.owner?.id === userId) await this.#goOn(session, alert);
        else if (alert.owner === null && alert.askedAt !== null && Date.parse(alert.askedAt) + answersAfterMs <= now)
          await ask(session, 'POST', `${pathOf(alert)}/commands`, { type: 'acknowledge', version: alert.version }, 409);
      }),
    );
    const refused = done.find((one) => one.status === 'rejected');
    if (refused) throw refused.reason;
  }

  async #signIn() {
    const session = await signIn(this.#options.baseUrl, this.#options.email, this.#options.password);
    return { session, userId: z.object({ id: z.string() }).parse(await ask(session, 'GET', '/api/me')).id };
  }

  /** Has the next of the people ring the centre, who asks for help in their name. */
  async #ring(session: Session, now: Instant): Promise<void> {
    const patients = [...this.#options.patients.keys()];
    const { count, nextAt } = this.#rings;
    const patientId = patients[count % patients.length];
    if (patientId === undefined || now < nextAt) return;
    const reading = { kind: 'sos', observedAt: new Date(now).toISOString() };
    await ask(session, 'POST', `/api/patients/${encodeURIComponent(patientId)}/observations`, reading);
    this.#rings = { count: count + 1, nextAt: now + (count === 0 ? 20 * minute : ringsEveryMs) };
  }

  async #goOn(session: Session, alert: AlertSummary): Promise<void> {
    const path = pathOf(alert);
    const answering = answeringView.parse(await ask(session, 'GET', `${path}/answering`));
    const record = (body: object) => ask(session, 'POST', `${path}/answering/records`, { id: randomUUID(), ...body });
    const finding = this.#options.patients.get(alert.patientId)!;
    const step = answering.current;
    if (step === null) return await this.#close(session, alert, answering);
    if (step.kind === 'assess') return await this.#assess(session, alert, answering, record);
    if (
      answering.calls.length === 0 &&
      (step.kind === 'dispatch' || step.kind === 'contacts') &&
      (await this.#call(session, alert, record))
    )
      return;
    // The crew says how it was, and closes the alert.
    if (step.id === 'visit.report') return;
    if (step.id === 'visit.send') {
      const job = { id: randomUUID(), urgency: 'visit', reason: 'Called for help and does not reply any more.' };
      // 409: the ladder has sent somebody already.
      await ask(session, 'POST', `${path}/response-jobs`, job, 409);
    }
    if (step.id === 'care.advise' && answering.signposts.length === 0) await this.#offer(session, alert);
    const answer = answerTo(step, finding);
    if (answer) await record({ kind: 'step', step: step.id, answer: answer.id });
    else await this.#close(session, alert, answering);
  }

  /** Rings the first contact who has a number and is not away; gives whether there was one. */
  async #call(session: Session, alert: AlertSummary, record: (body: object) => Promise<unknown>): Promise<boolean> {
    const contacts = z.array(contactToCall).parse(await ask(session, 'GET', `${pathOf(alert)}/contacts`));
    const first = contacts.find(({ numbers, unavailable }) => numbers.length > 0 && unavailable === null);
    if (first) await record({ kind: 'call', contactId: first.id, result: 'voicemail' });
    return first !== undefined;
  }

  async #assess(session: Session, alert: AlertSummary, { questions }: AnsweringView, record: (body: object) => Promise<unknown>) {
    const answers = Object.fromEntries(questions.map(({ id, answers: [best] }) => [id, best!.id]));
    const { level } = adviceView.parse(await ask(session, 'POST', `${pathOf(alert)}/answering/advice`, { answers }));
    await record({ kind: 'assessment', answers, chosen: level });
  }

  /** Tells them of a group near by, refers them to another, will ask later how they are, and leaves a note for the next turn. */
  async #offer(session: Session, alert: AlertSummary): Promise<void> {
    const { patientId, id: alertId } = alert;
    const patient = `/api/patients/${encodeURIComponent(patientId)}`;
    const query = new URLSearchParams({ need: 'company', patientId, limit: '20' });
    const found = z.array(foundService).parse(await ask(session, 'GET', `/api/services?${query}`));
    const [told, ...others] = found.map(({ service }) => service);
    if (told) await ask(session, 'POST', `${patient}/signposts`, { id: randomUUID(), serviceId: told.id, how: 'spoken', alertId });
    const referred = others.find(({ referral, asks }) => referral !== 'self' && asks.every(({ required }) => !required));
    const now = this.#options.now();
    if (referred) {
      const consent = { basis: 'patient', note: 'Said so on the telephone' };
      const id = randomUUID();
      const body = { id, serviceId: referred.id, reason: 'Lives alone and would like company.', consent, alertId };
      await ask(session, 'POST', `${patient}/referrals`, body);
      const steps = `/api/referrals/${id}/steps`;
      this.#later.push({ at: now + 3 * hour, path: steps, body: { from: 'sent', to: 'received' } });
      this.#later.push({ at: now + 9 * hour, path: steps, body: { from: 'received', to: 'screened' } });
      this.#later.push({ at: now + 20 * hour, path: steps, body: { from: 'screened', to: 'allocated' } });
    }
    const { userId } = await this.#session!;
    const followUp = {
      id: randomUUID(),
      text: 'Ring and ask how they are.',
      owner: { userId },
      dueAt: new Date(now + 5 * hour).toISOString(),
    };
    await ask(session, 'POST', `${pathOf(alert)}/follow-ups`, followUp);
    this.#later.push({ at: now + 4 * hour, path: `/api/tasks/${followUp.id}/done` });
    this.#later.sort((a, b) => a.at - b.at);
    const teams = z.array(z.object({ id: z.string(), kind: z.string() })).parse(await ask(session, 'GET', '/api/teams'));
    const centre = teams.find(({ kind }) => kind === 'coordination');
    const text = 'Was low on the telephone. I have told them of a group near by; somebody should ask how it was.';
    if (centre) await ask(session, 'POST', `/api/teams/${encodeURIComponent(centre.id)}/hand-over-notes`, { text, alertId });
  }

  async #close(session: Session, alert: AlertSummary, { suggestedOutcome }: AnsweringView): Promise<void> {
    const { version } = alertDetail.parse(await ask(session, 'GET', pathOf(alert)));
    const body = { type: 'close', version, outcome: suggestedOutcome ?? 'reassurance', note: 'Spoken to; well.' };
    await ask(session, 'POST', `${pathOf(alert)}/commands`, body, 409);
  }
}

const pathOf = ({ id }: Pick<AlertSummary, 'id'>) => `/api/alerts/${encodeURIComponent(id)}`;

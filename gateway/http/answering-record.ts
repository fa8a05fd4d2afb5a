import { isDeepStrictEqual } from 'node:util';
import { advise, isLower } from '../../rules/answering/advise.ts';
import { notTriedBefore } from '../../rules/answering/call-order.ts';
import { questionsFor } from '../../rules/answering/questions.ts';
import { scriptFor, stepById } from '../../rules/answering/scripts.ts';
import { wordsOf } from '../../rules/answering/wording.ts';
import type { Actor, AlertState } from '../../rules/model/alert.ts';
import { mostRecorded, type Recorded } from '../../rules/model/answering.ts';
import { type Instant, minute } from '../../rules/model/time.ts';
import type { AnsweringRecord } from '../contract/answering.ts';
import { type ContactRow, contactsOfPatient } from '../store/contacts.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { recordedIn } from '../views/answering.ts';
import { inOrder } from '../views/contact.ts';
import { patientOfAlert, readingsFor } from './answering-loaded.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

type RecordDeps = Pick<HttpDeps, 'pool' | 'clock' | 'alerts'>;

const invalid = (path: string, message: string) => new HttpProblem(422, `${path}: ${message}`, { errors: [{ path, message }] });

/** What was sent, with what the service knows of it. Throws 422 with the field. */
export async function toRecorded(deps: RecordDeps, alert: AlertState, sent: AnsweringRecord): Promise<Recorded> {
  switch (sent.kind) {
    case 'step': {
      const step = stepById(sent.step);
      if (!step || step.kind === 'assess') throw invalid('step', 'there is no such step, or it is answered by an assessment');
      const answer = step.answers.find(({ id }) => id === sent.answer);
      if (!answer) throw invalid('answer', 'is none of this step');
      if (answer.asksFor !== undefined && sent.note === '') throw invalid('note', `is needed: ${answer.asksFor}`);
      return sent;
    }
    case 'call': {
      const { arrivesInMinutes, outOfOrder, ...call } = sent;
      const now = deps.clock.now();
      const arrivesAt = sent.result === 'coming' && arrivesInMinutes !== null ? now + arrivesInMinutes * minute : null;
      const contacts = await contactsOfPatient(deps.pool, alert.patientId);
      const before = notTriedBefore(
        contacts.map((contact) => inOrder(contact, now)),
        sent.contactId,
        await recordedOf(deps, alert),
      );
      const name = nameOf(contacts, sent.contactId);
      if (before.length > 0 && outOfOrder === null) throw invalid('outOfOrder', `say why ${name} is called before ${before.join(', ')}`);
      // By now it may be their turn: then there is nothing to explain.
      return { ...call, arrivesAt, name, ...(outOfOrder && before.length > 0 && { outOfOrder, before }) };
    }
    case 'not-reached':
      return { ...sent, name: nameOf(await contactsOfPatient(deps.pool, alert.patientId), sent.contactId) };
    case 'assessment': {
      const questions = questionsFor(scriptFor(alert.template).id);
      const { level, reasons } = advise({ questions, answers: sent.answers, readings: await readingsFor(deps, alert) }, deps.clock.now());
      if (isLower(sent.chosen, level) && sent.why === '') throw invalid('why', 'is needed when less is chosen than is advised');
      return { ...sent, advised: level, reasons };
    }
  }
}

const recordedOf = async ({ pool }: RecordDeps, { id }: AlertState): Promise<Recorded[]> =>
  recordedIn((await timelineOfAlert(pool, id)).map(({ entry }) => entry));

function nameOf(contacts: readonly ContactRow[], contactId: string): string {
  const contact = contacts.find(({ id }) => id === contactId);
  if (!contact) throw invalid('contactId', 'there is no such contact');
  if (!contact.mayBeTold) throw invalid('contactId', 'may not be told: there is no consent');
  return contact.name;
}

/** What a record has only as things stood when it was first read. */
const added: ReadonlySet<string> = new Set(['arrivesAt', 'outOfOrder', 'before', 'advised', 'reasons']);

/** By what the sender says of a record. */
function sameAsSent(stored: Recorded, recorded: Recorded): boolean {
  const said = (one: Recorded) => Object.fromEntries(Object.entries(one).filter(([field]) => !added.has(field)));
  return isDeepStrictEqual(said(stored), said(recorded));
}

/**
 * Appends a record to the alert's timeline, in words and as data; gives it as it is stored. The same one twice is one. Throws 409 when another has
 * its id or the alert is closed, 422 when it has too many.
 */
export async function keep(deps: RecordDeps, alert: AlertState, actor: Actor, recorded: Recorded): Promise<Recorded> {
  const known = await recordedOf(deps, alert);
  const stored = known.find(({ id }) => id === recorded.id);
  if (stored && !sameAsSent(stored, recorded)) throw new HttpProblem(409, 'id: is taken');
  if (stored) return stored;
  if (known.length >= mostRecorded) throw new HttpProblem(422, 'This alert has too many records; close it.');
  const { zone, knownAs } = await patientOfAlert(deps, alert);
  const text = wordsOf(recorded, { zone, knownAs });
  const outcome = await deps.alerts.command(alert.id, { type: 'note', actor, text, recorded }, null);
  if (outcome.ok) return recorded;
  if (outcome.reason === 'refused') throw new HttpProblem(422, outcome.detail);
  throw new HttpProblem(409, 'This alert is closed.');
}

/** As `keep`, of what is stored in its own place and stands with the alert in any case: whoever heard a refusal would do it twice. */
export async function keepToo(deps: RecordDeps, alert: AlertState, actor: Actor, recorded: Recorded): Promise<void> {
  if (alert.status === 'closed') return;
  await keep(deps, alert, actor, recorded).catch((error: unknown) => {
    if (!(error instanceof HttpProblem)) throw error;
  });
}

/** The follow-up that a contact's promise to come makes: see at that time that they are there. */
export function followUpOfCall(recorded: Recorded): { readonly text: string; readonly dueAt: Instant } | null {
  if (recorded.kind !== 'call' || recorded.arrivesAt === null) return null;
  return { text: `${recorded.name} said they would be there by now: ring, and send somebody if they are not.`, dueAt: recorded.arrivesAt };
}

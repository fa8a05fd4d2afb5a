import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mayBeTold } from '../../../rules/alerts/recipients.ts';
import type { Actor } from '../../../rules/model/alert.ts';
import type { AlertCommand } from '../../../rules/model/input.ts';
import type { ContactContext } from '../../../rules/model/patient.ts';
import { type MyAlertDetail, myAlertCommand, myAlertConflict, myAlertDetail } from '../../contract/my-alert-detail.ts';
import { myAlert } from '../../contract/my-circle.ts';
import { asPerson } from '../../store/as-person.ts';
import { alertShown, alertsShown } from '../../store/my/alerts.ts';
import { type MyPersonRow, peopleOf } from '../../store/my/people.ts';
import { type AlertReader, toMyAlert, toMyAlertDetail } from '../../views/my/alert.ts';
import { mayAct } from '../../views/my/may-act.ts';
import { refusals, refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import { carePlanFor, planReaderOf } from '../care-plan-shown.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { showsEach } from '../looks.ts';
import { HttpProblem, problemBody, problemType } from '../problems.ts';
import { languageOf } from './language.ts';

const inPath = z.object({ id: z.string().max(500) });
const nobody = 'There is no such alert among those you were told of.';

/** Alerts that a contact was told of, and a person's own: as much as they may see, and what they answer. */
export const myAlertRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  /** The people of whom this user may see alerts. */
  const circle = async (request: FastifyRequest): Promise<ReadonlyMap<string, MyPersonRow>> => {
    const person = { userId: userOf(request).id, at: clock.now() };
    const people = await asPerson(pool, person, (db) => peopleOf(db, person.userId, person.at));
    return new Map(people.filter((one) => mayAct(one).includes('see-alerts')).map((one) => [one.patientId, one]));
  };

  const readerOf = (request: FastifyRequest, person: MyPersonRow): AlertReader => ({
    actor: actorOf(person, userOf(request).name, deps.patientState(person.patientId)?.context.contacts ?? []),
    seesReason: person.relation === 'self' || person.purposes.includes('be-told'),
    language: languageOf(request),
  });

  const find = async (request: FastifyRequest, id: string) => {
    const [people, shown] = await Promise.all([
      circle(request),
      asPerson(pool, { userId: userOf(request).id, at: clock.now() }, (db) => alertShown(db, id)),
    ]);
    const person = shown && people.get(shown.state.patientId);
    if (!shown || !person) throw new HttpProblem(404, nobody);
    return { person, ...shown };
  };

  const detailOf = async (request: FastifyRequest, id: string): Promise<MyAlertDetail> => {
    const { person, state, knownAs } = await find(request, id);
    const reader = readerOf(request, person);
    const at = clock.now();
    const planReader = reader.actor && state.status !== 'closed' ? planReaderOf(reader.actor) : null;
    const patient = { id: person.patientId, zone: person.zone };
    const plan = planReader && (await carePlanFor(pool, patient, planReader, { at, language: reader.language }));
    return { ...toMyAlertDetail(state, knownAs, reader, othersOf(deps, person), at), plan };
  };

  app.get(
    '/api/my/alerts',
    {
      schema: {
        tags: ['my'],
        summary: 'Alerts that they were told of, newest first',
        description: 'What is not closed, and what was closed within the last seven days.',
        response: { 200: z.array(myAlert), ...refusals },
      },
    },
    async (request) => {
      const people = await circle(request);
      const at = clock.now();
      const rows = await asPerson(pool, { userId: userOf(request).id, at }, (db) => alertsShown(db, [...people.keys()], at));
      showsEach(
        request,
        rows.map(({ state }) => state),
      );
      return rows.map(({ state, knownAs }) => toMyAlert(state, knownAs, readerOf(request, people.get(state.patientId)!), at));
    },
  );

  app.get(
    '/api/my/alerts/:id',
    {
      schema: {
        tags: ['my'],
        summary: 'One alert, what of the plan of care to know first, what was tried and what comes next',
        params: inPath,
        response: { 200: myAlertDetail, ...refusalsOfOne },
      },
    },
    (request) => detailOf(request, request.params.id),
  );

  app.post(
    '/api/my/alerts/:id/commands',
    {
      schema: {
        tags: ['my'],
        summary: 'What a contact answers',
        description: '`version` is the one that was seen. When somebody was faster nothing is done, and the alert comes back as it is now.',
        params: inPath,
        body: myAlertCommand,
        response: { 200: myAlertDetail, ...refusalsOfWrite, 409: myAlertConflict },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { person } = await find(request, id);
      const { actor } = readerOf(request, person);
      if (actor === null) throw new HttpProblem(403, 'This is for those who help; say "I\'m OK" instead.');
      const outcome = await deps.alerts.command(id, commandOf(deps, request.body, actor, person), request.body.version);
      if (outcome.ok) return await detailOf(request, id);
      if (outcome.reason === 'version') return await conflict(request, reply, id, 'Somebody was faster. This is the alert as it is now.');
      if (outcome.reason === 'not-found') return await conflict(request, reply, id, 'This alert is closed.');
      throw new HttpProblem(422, outcome.detail);
    },
  );

  async function conflict(request: FastifyRequest, reply: FastifyReply, id: string, detail: string): Promise<FastifyReply> {
    const alert = await detailOf(request, id);
    return reply
      .code(409)
      .type(problemType)
      .send({ ...problemBody(request, 409, detail), alert });
  }
};

/** A contact acts as the contact they are, as they do by the link in a message. */
function actorOf({ relation, contactId }: MyPersonRow, userName: string, contacts: readonly ContactContext[]): Actor | null {
  if (relation !== 'contact' || contactId === null) return null;
  const name = contacts.find(({ id }) => id === contactId)?.name ?? userName;
  return { kind: 'contact', id: contactId, name, tier: 'family' };
}

/** Others of the family who can be asked now. */
function othersOf(
  { patientState, clock }: Pick<HttpDeps, 'patientState' | 'clock'>,
  { patientId, contactId }: MyPersonRow,
): ContactContext[] {
  const patient = patientState(patientId)?.context;
  if (!patient) return [];
  const people = { patient, directory: { teams: [] } };
  return patient.contacts.filter(
    ({ id, name, channels }) => id !== contactId && channels.length > 0 && mayBeTold({ kind: 'contact', id, name }, people, clock.now()),
  );
}

function commandOf(deps: HttpDeps, asked: z.output<typeof myAlertCommand>, actor: Actor, person: MyPersonRow): AlertCommand {
  if (asked.type !== 'hand-over') return { type: asked.type, actor };
  const { to } = asked;
  if ('level' in to) return { type: 'hand-over', actor, to };
  const other = othersOf(deps, person).find(({ id }) => id === to.contactId);
  if (other) return { type: 'hand-over', actor, to: { kind: 'contact', id: other.id, name: other.name, tier: 'family' } };
  const message = 'cannot be asked now';
  throw new HttpProblem(422, `to.contactId: ${message}`, { errors: [{ path: 'to.contactId', message }] });
}

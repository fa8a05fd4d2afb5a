import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Language } from '../../../rules/model/speech.ts';
import type { Instant } from '../../../rules/model/time.ts';
import { consentWords } from '../../authoring/consent-words.ts';
import { type ConsentChange, consentPreview, myConsentsInput, myContact, myGiven } from '../../contract/consents.ts';
import { purposes } from '../../contract/relations.ts';
import { asPerson } from '../../store/as-person.ts';
import { type ConsentRow, changeConsents, consentsOfPatient, isInForce } from '../../store/consents.ts';
import { contactsOfPatient } from '../../store/contacts.ts';
import { peopleOf } from '../../store/my/people.ts';
import { iso, isoOrNull } from '../../views/instant.ts';
import { refusals, refusalsOfOne, refusalsOfWrite } from '../answers.ts';
import { previewConsents } from '../consent-preview.ts';
import type { HttpDeps } from '../deps.ts';
import { userOf } from '../guard.ts';
import { HttpProblem } from '../problems.ts';
import { writing } from '../writing.ts';
import { languageOf } from './language.ts';
import { personInPath, personOf } from './person.ts';

const place = '/api/my/people/:id/contacts';
const oneContact = personInPath.extend({ contactId: z.string().max(200) });

/** Who may see me: the patient's own permissions, and those that a contact holds and may give back. */
export const myConsentRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;
  const inForceOf = async (id: string) => (await consentsOfPatient(pool, id)).filter((one) => isInForce(one, clock.now()));

  app.get(
    place,
    {
      schema: {
        tags: ['my'],
        summary: 'Who can see the person, and who is told: each contact with each permission, since when and by whom',
        params: personInPath,
        response: { 200: z.array(myContact), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { zone } = await personOf(deps, request, 'see-contacts');
      const { id } = request.params;
      const [contacts, inForce] = await Promise.all([contactsOfPatient(pool, id), inForceOf(id)]);
      const language = languageOf(request);
      return contacts.map((contact) => ({
        contactId: contact.id,
        name: contact.name,
        relationship: contact.relationship,
        allowed: inForce
          .filter(({ contactId }) => contactId === contact.id)
          .map((one) => ({
            purpose: one.purpose,
            basis: one.basis,
            sinceAt: iso(one.givenAt),
            by: one.givenBy,
            endsAt: isoOrNull(one.endsAt),
            why: whyNot(one, zone, language),
          })),
      }));
    },
  );

  app.post(
    `${place}/:contactId/consents/preview`,
    {
      schema: {
        tags: ['my'],
        summary: 'What would follow from a change, in plain words, before it is saved',
        params: oneContact,
        body: myConsentsInput,
        response: { 200: consentPreview, ...refusalsOfWrite },
      },
    },
    async (request) => {
      await personOf(deps, request, 'see-contacts');
      return await previewConsents(deps, request.params, request.body.changes, { language: languageOf(request), patient: null });
    },
  );

  app.put(
    `${place}/:contactId/consents`,
    {
      schema: {
        tags: ['my'],
        summary: 'Gives a contact permissions and takes them back, in force at once',
        description: 'What rests on a best-interest decision is not changed here: 409 says who decided, until when, and whom to call.',
        params: oneContact,
        body: myConsentsInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { zone, knownAs } = await personOf(deps, request, 'see-contacts');
      const { id, contactId } = request.params;
      const { changes } = request.body;
      refuseDecided(await inForceOf(id), contactId, changes, { zone, language: languageOf(request) });
      const consenting = { basis: 'patient', by: knownAs, note: '', mayOverrule: false } as const;
      await writing(deps, request, (tx) => changeConsents(tx, id, contactId, changes, consenting));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/my/consents',
    {
      schema: {
        tags: ['my'],
        summary: 'What people have allowed to who is signed in',
        response: { 200: z.array(myGiven), ...refusals },
      },
    },
    async (request) => {
      const asking = { userId: userOf(request).id, at: clock.now() };
      const people = await asPerson(pool, asking, (db) => peopleOf(db, asking.userId, asking.at));
      const given = people.flatMap((one) => (one.contactId === null ? [] : [{ ...one, contactId: one.contactId }]));
      return await Promise.all(
        given.map(async ({ patientId, knownAs, contactId }) => ({
          patientId,
          knownAs,
          allowed: (await inForceOf(patientId))
            .filter((one) => one.contactId === contactId)
            .map(({ purpose, givenAt, endsAt }) => ({ purpose, sinceAt: iso(givenAt), endsAt: isoOrNull(endsAt) })),
        })),
      );
    },
  );

  app.delete(
    '/api/my/people/:id/consents/:purpose',
    {
      schema: {
        tags: ['my'],
        summary: 'A contact gives back what they were allowed: "I no longer want to be told"',
        params: personInPath.extend({ purpose: z.enum(purposes) }),
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { contactId, patientId } = await personOf(deps, request);
      if (contactId === null) throw new HttpProblem(403, 'Only a contact gives back what they were allowed.');
      const { purpose } = request.params;
      // Nobody has to look or to help, whoever decided that they may.
      const consenting = { basis: 'patient', by: userOf(request).name, note: '', mayOverrule: true } as const;
      await writing(deps, request, (tx) =>
        changeConsents(tx, patientId, contactId, [{ purpose, allowed: false, endsAt: null }], consenting),
      );
      return reply.code(204).send(null);
    },
  );
};

interface Told {
  readonly zone: string;
  readonly language: Language;
}

/** Why the patient cannot change a permission from the app; null: they can. */
function whyNot({ basis, givenBy, endsAt }: ConsentRow, zone: string, language: Language): string | null {
  return basis === 'patient' ? null : consentWords[language].decided(givenBy, dateInWords(endsAt!, zone, language));
}

function dateInWords(at: Instant, zone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return format.format(at);
}

function refuseDecided(inForce: readonly ConsentRow[], contactId: string, changes: readonly ConsentChange[], told: Told): void {
  const touched = inForce.filter((one) => one.contactId === contactId && changes.some(({ purpose }) => purpose === one.purpose));
  for (const one of touched) {
    const why = whyNot(one, told.zone, told.language);
    if (why !== null) throw new HttpProblem(409, why);
  }
}

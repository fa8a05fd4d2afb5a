import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ConsentsInput, consentList, consentPreview, consentsInput } from '../contract/consents.ts';
import { type Consenting, changeConsents, consentsOfPatient } from '../store/consents.ts';
import { patientById } from '../store/patients.ts';
import { iso, isoOrNull } from '../views/instant.ts';
import { idInPath, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import { previewConsents } from './consent-preview.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const place = '/api/patients/:id/contacts/:contactId/consents';
const oneContact = idInPath.extend({ contactId: z.string().max(200) });

/** What contacts may see and be told, as the service writes it down; the patient's own routes are `/api/my/…/consents`. */
export const consentRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  async function knownAs(id: string): Promise<string> {
    const patient = await patientById(deps.pool, id, deps.clock.now());
    if (!patient) throw new HttpProblem(404, 'There is no such patient.');
    return patient.knownAs;
  }

  app.get(
    '/api/patients/:id/consents',
    {
      schema: {
        tags: ['patients'],
        summary: 'What the contacts of a patient are and were allowed, newest first',
        params: idInPath,
        response: { 200: consentList, ...refusalsOfOne },
      },
    },
    async (request) => {
      await knownAs(request.params.id);
      const rows = await consentsOfPatient(deps.pool, request.params.id);
      return rows.map((row) => ({
        ...row,
        givenAt: iso(row.givenAt),
        endsAt: isoOrNull(row.endsAt),
        endedAt: isoOrNull(row.endedAt),
      }));
    },
  );

  app.post(
    `${place}/preview`,
    {
      schema: {
        tags: ['patients'],
        summary: 'What would follow from a change, before it is saved',
        params: oneContact,
        body: consentsInput.pick({ changes: true }).meta({ id: 'ConsentPreviewAsked' }),
        response: { 200: consentPreview, ...refusalsOfWrite },
      },
    },
    async (request) => {
      const patient = await knownAs(request.params.id);
      return await previewConsents(deps, request.params, request.body.changes, { language: 'en', patient });
    },
  );

  app.put(
    place,
    {
      schema: {
        tags: ['patients'],
        summary: 'Gives a contact permissions and takes them back, in force at once',
        description:
          'A best-interest decision is recorded and changed by a clinician, with who decided, a note, and an end within twelve months.',
        params: oneContact,
        body: consentsInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id, contactId } = request.params;
      const isClinician = userOf(request).role === 'clinician';
      const consenting = consentingOf(request.body, await knownAs(id), isClinician);
      await writing(deps, request, (tx) => changeConsents(tx, id, contactId, request.body.changes, consenting));
      return reply.code(204).send(null);
    },
  );
};

function consentingOf({ bestInterest, note }: ConsentsInput, patient: string, isClinician: boolean): Consenting {
  if (!bestInterest) return { basis: 'patient', by: patient, note, mayOverrule: isClinician };
  if (!isClinician) throw new HttpProblem(403, 'A best-interest decision is recorded by a clinician.');
  if (note === '') throw new HttpProblem(422, 'note: must say who was asked and why this is best for the patient');
  return { basis: 'best-interest', by: bestInterest.decidedBy, note, mayOverrule: true };
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hour } from '../../rules/model/time.ts';
import { type HandOverNote, handOverAcceptance, handOverNote, handOverNoteInput } from '../contract/hand-over.ts';
import { newId } from '../identity/secret.ts';
import { acceptNotes, leaveNote, type NoteRow, notesOfTeam, notesWaitingFor } from '../store/hand-over-notes.ts';
import { findTeam } from '../store/teams.ts';
import { iso } from '../views/instant.ts';
import { idInPath, made, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';
import { nextHandOver } from './hand-over.ts';
import { HttpProblem } from './problems.ts';
import { writing } from './writing.ts';

const tags = ['alerts'];
/** A note waits from the hour before the turn for which it is, when people come, until a day after its beginning. */
const waitsFromMs = hour;
const waitsForMs = 24 * hour;

function toNote(row: NoteRow, userId: string): HandOverNote {
  const { id, teamId, teamName, turnAt, alertId, patientName, text, writtenAt, writtenBy, byName, accepted } = row;
  return {
    ...{ id, teamId, teamName, text },
    turnAt: iso(turnAt),
    alert: alertId === null ? null : { id: alertId, patientName: patientName ?? '' },
    writtenAt: iso(writtenAt),
    by: byName,
    mine: writtenBy === userId,
    accepted: accepted.map(({ by, at }) => ({ by, at: iso(at) })),
  };
}

/** Notes from one turn to the next: left by who goes, read and accepted by who comes. */
export const handOverNoteRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  const { pool, clock } = deps;

  app.get(
    '/api/teams/:id/hand-over-notes',
    {
      schema: {
        tags,
        summary: 'Newest turn first',
        params: idInPath,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
        response: { 200: z.array(handOverNote), ...refusalsOfOne },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await findTeam(pool, id))) throw new HttpProblem(404, 'There is no such team.');
      return (await notesOfTeam(pool, id, request.query.limit)).map((row) => toNote(row, userOf(request).id));
    },
  );

  app.post(
    '/api/teams/:id/hand-over-notes',
    {
      schema: {
        tags,
        summary: 'Leaves a note for the next turn of the team',
        params: idInPath,
        body: handOverNoteInput,
        response: { 201: made, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { id: teamId } = request.params;
      const { id = newId('note'), text, alertId } = request.body;
      const turnAt = (await nextHandOver(deps, teamId))?.at ?? clock.now();
      await writing(deps, request, (tx) => leaveNote(tx, userOf(request), { id, teamId, turnAt, alertId, text }));
      return reply.code(201).send({ id });
    },
  );

  app.post(
    '/api/teams/:id/hand-over-acceptances',
    {
      schema: {
        tags,
        summary: 'These notes are read, and taken on',
        params: idInPath,
        body: handOverAcceptance,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      await writing(deps, request, (tx) => acceptNotes(tx, request.params.id, request.body.noteIds, userOf(request)));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/hand-over-notes/waiting',
    {
      schema: {
        tags,
        summary: 'What whoever asks has to read as their turn begins',
        response: { 200: z.array(handOverNote), ...refusals },
      },
    },
    async (request) => {
      const { id } = userOf(request);
      const now = clock.now();
      return (await notesWaitingFor(pool, id, now - waitsForMs, now + waitsFromMs)).map((row) => toNote(row, id));
    },
  );
};

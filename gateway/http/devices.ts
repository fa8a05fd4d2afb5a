import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { certificateInput, devicePause, deviceView, reissueInput } from '../contract/equipment.ts';
import { isoInstant } from '../contract/messages.ts';
import { credential, deviceInput } from '../contract/people.ts';
import { notACertificate, pemSha256 } from '../identity/certificate.ts';
import { listDevices } from '../store/device-rows.ts';
import {
  addDevice,
  type NewCredential,
  pauseDevice,
  reissueDevice,
  revokeDevice,
  rotateDevice,
  setDeviceCertificate,
} from '../store/devices.ts';
import { blindStretches } from '../store/incidents.ts';
import { Refusal } from '../store/refusal.ts';
import { toDeviceView } from '../views/device.ts';
import { isoOrNull } from '../views/instant.ts';
import { idInPath, page, refusals, refusalsOfOne, refusalsOfWrite } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { writing } from './writing.ts';

const deviceQuery = page.extend({ homeId: z.string().optional().describe('Only of this home') });
const enrolledDevice = deviceView.extend({ homeId: z.string(), revokedAt: isoInstant.nullable() }).meta({ id: 'EnrolledDevice' });

const toCredential = ({ id, secret }: NewCredential) => ({ deviceId: id, username: id, secret });

/** Devices and their credentials. A secret is in the answer that made it and nowhere else. */
export const deviceRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, deps) => {
  app.get(
    '/api/devices',
    { schema: { tags: ['set-up'], querystring: deviceQuery, response: { 200: z.array(enrolledDevice), ...refusals } } },
    async (request) => {
      const { homeId = null, after, limit } = request.query;
      const now = deps.clock.now();
      const blind = await blindStretches(deps.pool, now);
      return (await listDevices(deps.pool, { homeId, after, limit, now })).map((row) => ({
        ...toDeviceView(row, { connected: deps.devices.isConnected(row.id), blind, at: now }),
        homeId: row.homeId,
        revokedAt: isoOrNull(row.revokedAt),
      }));
    },
  );

  app.post(
    '/api/devices',
    { schema: { tags: ['set-up'], body: deviceInput, response: { 201: credential, ...refusalsOfWrite } } },
    async (request, reply) => {
      const made = await writing(deps, request, (tx) => addDevice(tx, request.body));
      return reply.code(201).header('cache-control', 'no-store').send(toCredential(made));
    },
  );

  app.post(
    '/api/devices/:id/revoke',
    { schema: { tags: ['set-up'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => revokeDevice(tx, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/devices/:id/pause',
    {
      schema: {
        tags: ['set-up'],
        description: 'Nothing is expected of it until then; it is judged again when the pause ends, by itself.',
        params: idInPath,
        body: devicePause,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const { untilAt, reason } = request.body;
      await writing(deps, request, (tx) => pauseDevice(tx, request.params.id, { untilAt: Date.parse(untilAt), reason }));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/devices/:id/resume',
    { schema: { tags: ['set-up'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => pauseDevice(tx, request.params.id, null));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/devices/:id/rotate',
    {
      schema: {
        tags: ['set-up'],
        description: 'A new secret; the old one ends at once, and so does a connection made with it.',
        params: idInPath,
        response: { 200: credential, ...refusalsOfOne },
      },
    },
    async (request, reply) => {
      const made = await writing(deps, request, (tx) => rotateDevice(tx, request.params.id));
      return reply.header('cache-control', 'no-store').send(toCredential(made));
    },
  );

  app.post(
    '/api/devices/:id/reissue',
    {
      schema: {
        tags: ['set-up'],
        description: 'To another home: a new device with a new secret. The old one is revoked, and what it said stays where it was said.',
        params: idInPath,
        body: reissueInput,
        response: { 201: credential, ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const made = await writing(deps, request, (tx) => reissueDevice(tx, request.params.id, request.body));
      return reply.code(201).header('cache-control', 'no-store').send(toCredential(made));
    },
  );

  app.put(
    '/api/devices/:id/certificate',
    {
      schema: {
        tags: ['set-up'],
        description: 'A certificate that the device may show over TLS in place of its secret. It replaces one given before, at once.',
        params: idInPath,
        body: certificateInput,
        response: { 204: z.null(), ...refusalsOfWrite },
      },
    },
    async (request, reply) => {
      const sha256 = pemSha256(request.body.certificate, deps.clock.wallNow());
      if (sha256 === null) throw new Refusal('invalid', 'certificate', notACertificate);
      await writing(deps, request, (tx) => setDeviceCertificate(tx, request.params.id, sha256));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/devices/:id/certificate',
    { schema: { tags: ['set-up'], params: idInPath, response: { 204: z.null(), ...refusalsOfOne } } },
    async (request, reply) => {
      await writing(deps, request, (tx) => setDeviceCertificate(tx, request.params.id, null));
      return reply.code(204).send(null);
    },
  );
};

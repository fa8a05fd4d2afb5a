import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { homeKit } from '../contract/home-kit.ts';
import { devicesById } from '../store/device-rows.ts';
import { homeKitById } from '../store/home-kit.ts';
import { blindStretches } from '../store/incidents.ts';
import { hasKeySafe } from '../store/key-safe.ts';
import { toDeviceView } from '../views/device.ts';
import { iso } from '../views/instant.ts';
import { idInPath, refusalsOfOne } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/** Everything that hangs in a home, with how it stands and how it signs in. */
export const homeKitRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock, devices, config }) => {
  app.get(
    '/api/homes/:id/kit',
    { schema: { tags: ['set-up'], params: idInPath, response: { 200: homeKit, ...refusalsOfOne } } },
    async (request) => {
      const homeId = request.params.id;
      const home = await homeKitById(pool, homeId);
      if (home === null) throw new HttpProblem(404, 'There is no such home.');
      const { address, patients, kit } = home;
      const at = clock.now();
      const [rows, blind, hasKeySafeCode] = await Promise.all([
        devicesById(pool, [...kit.keys()], at),
        blindStretches(pool, at),
        hasKeySafe(pool, homeId),
      ]);
      return {
        homeId,
        brokerUrl: config.brokerUrl,
        address,
        patients: [...patients],
        hasKeySafeCode,
        devices: rows.map((row) => {
          const { lastTest, ...signIn } = kit.get(row.id)!;
          const tested = lastTest && { at: iso(lastTest.at), worked: lastTest.worked };
          return { ...toDeviceView(row, { connected: devices.isConnected(row.id), blind, at }), ...signIn, lastTest: tested };
        }),
      };
    },
  );
};

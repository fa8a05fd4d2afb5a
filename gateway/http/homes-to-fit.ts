import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { homesToFit as homesToFitView } from '../contract/home-kit.ts';
import { homesToFit } from '../store/homes-to-fit.ts';
import { toEquipmentOrder } from '../views/loan.ts';
import { refusals } from './answers.ts';
import type { HttpDeps } from './deps.ts';
import { userOf } from './guard.ts';

/** Where an installer goes. What they do there has the routes of the homes, devices and things on loan themselves. */
export const homesToFitRoutes: FastifyPluginAsyncZod<HttpDeps> = async (app, { pool, clock }) => {
  app.get(
    '/api/my/homes',
    { schema: { tags: ['set-up'], summary: 'The homes whose kit you fit', response: { 200: homesToFitView, ...refusals } } },
    async (request) => {
      const at = clock.now();
      const { homes, orders } = await homesToFit(pool, { userId: userOf(request).id, at });
      return { homes: [...homes], orders: orders.map((order) => toEquipmentOrder(order, at)) };
    },
  );
};

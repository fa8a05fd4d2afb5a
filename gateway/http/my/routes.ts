import type { FastifyPluginAsync } from 'fastify';
import type { HttpDeps } from '../deps.ts';
import { myAlertRoutes } from './alerts.ts';
import { createKnownPeople } from './known-people.ts';
import { myMessageRoutes } from './messages.ts';
import { myDutyRoutes } from './on-duty.ts';
import { myPauseRoutes } from './pause.ts';
import { myPeopleRoutes } from './people.ts';
import { myPersonRoutes } from './person-detail.ts';
import { myPlanRoutes } from './plan.ts';
import { myReadingRoutes } from './readings.ts';
import { mySignalRoutes } from './signals.ts';
import { myWayRoutes } from './ways.ts';

/** Everything that the app of patients and families asks: one plugin a resource. */
export const myRoutes: FastifyPluginAsync<HttpDeps> = async (app, deps) => {
  const known = createKnownPeople();
  await app.register(myPeopleRoutes, { ...deps, known });
  await app.register(mySignalRoutes, { ...deps, known });
  for (const routes of [
    myPersonRoutes,
    myPlanRoutes,
    myReadingRoutes,
    myPauseRoutes,
    myMessageRoutes,
    myDutyRoutes,
    myAlertRoutes,
    myWayRoutes,
  ])
    await app.register(routes, deps);
};

import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { logAccess } from './access-log.ts';
import { accountRoutes } from './accounts.ts';
import { alertRoutes } from './alerts.ts';
import { answeringRoutes } from './answering.ts';
import { appRoutes } from './apps.ts';
import { authRoutes } from './auth.ts';
import { authoringRoutes } from './authoring.ts';
import { backtestRoutes } from './backtests.ts';
import { carePlanRoutes } from './care-plan.ts';
import { claimRoutes } from './claims.ts';
import { consentRoutes } from './consents.ts';
import { contactRoutes } from './contacts.ts';
import type { HttpDeps } from './deps.ts';
import { deviceCommandRoutes } from './device-commands.ts';
import { deviceHealthRoutes } from './device-health.ts';
import { deviceObservationRoutes } from './device-observations.ts';
import { deviceRoutes } from './devices.ts';
import { serveDocs } from './docs.ts';
import { enrolmentDraftRoutes } from './enrolment-drafts.ts';
import { enrolmentRoutes } from './enrolments.ts';
import { fatigueRoutes } from './fatigue.ts';
import { fhirRoutes } from './fhir.ts';
import { figuresRoutes } from './figures.ts';
import { followUpRoutes } from './follow-ups.ts';
import { forgottenRoutes } from './forgotten.ts';
import { foundDeviceRoutes } from './found-devices.ts';
import { govukNotifyRoutes } from './govuk-notify.ts';
import { guard } from './guard.ts';
import { handOverRoutes } from './hand-over.ts';
import { handOverNoteRoutes } from './hand-over-notes.ts';
import { homeKitRoutes } from './home-kit.ts';
import { homeRoutes } from './homes.ts';
import { homesToFitRoutes } from './homes-to-fit.ts';
import { incidentRoutes } from './incidents.ts';
import { ingestRoutes } from './ingest.ts';
import { installerRoutes } from './installers.ts';
import { integrationRoutes } from './integrations.ts';
import { invitationRoutes } from './invitations.ts';
import { kitRoutes } from './kit.ts';
import { loanRoutes } from './loans.ts';
import { localityRoutes } from './localities.ts';
import { lookRoutes, recordLooks } from './looks.ts';
import { messageRoutes } from './messages.ts';
import { myConsentRoutes } from './my/consents.ts';
import { myLookRoutes } from './my/looks.ts';
import { myRoutes } from './my/routes.ts';
import { myPushRoutes } from './my-push.ts';
import { mySignInRoutes } from './my-sign-in.ts';
import { observationRoutes } from './observations.ts';
import { organisationRoutes } from './organisation.ts';
import { outageRoutes } from './outages.ts';
import { protect, servePage } from './page.ts';
import { patientImportRoutes } from './patient-imports.ts';
import { patientTimelineRoutes } from './patient-timeline.ts';
import { patientRoutes } from './patients.ts';
import { handleErrors } from './problems.ts';
import { referralRoutes } from './referrals.ts';
import { responseCrewRoutes } from './response-crew.ts';
import { responseJobRoutes } from './response-jobs.ts';
import { responseUnitRoutes } from './response-units.ts';
import { refuseRestricted, restrictionRoutes } from './restrictions.ts';
import { rotaRoutes } from './rotas.ts';
import { scenarioLayerRoutes } from './scenario-layers.ts';
import { scenarioLifeRoutes } from './scenario-life.ts';
import { scenarioPreviewRoutes } from './scenario-preview.ts';
import { scenarioTermsRoutes } from './scenario-terms.ts';
import { scenarioRoutes } from './scenarios.ts';
import { secondFactorRoutes } from './second-factors.ts';
import { serviceImportRoutes } from './service-imports.ts';
import { serviceRoutes } from './services.ts';
import { shiftPatternRoutes } from './shift-patterns.ts';
import { signpostRoutes } from './signposts.ts';
import { speechRoutes } from './speech.ts';
import { refuseUnstorableText } from './strings.ts';
import { subjectAccessRoutes } from './subject-access.ts';
import { systemRoutes } from './system.ts';
import { taskRoutes } from './tasks.ts';
import { teamRoutes } from './teams.ts';
import { trainingRoutes } from './training.ts';
import { unavailabilityRoutes } from './unavailability.ts';
import { limitUsers } from './user-limit.ts';
import { userRoutes } from './users.ts';
import { voiceRoutes } from './voice.ts';
import { wardRoutes } from './wards.ts';
import { watchRoutes } from './watch.ts';

const resources = [
  systemRoutes,
  incidentRoutes,
  authRoutes,
  watchRoutes,
  outageRoutes,
  userRoutes,
  accountRoutes,
  localityRoutes,
  invitationRoutes,
  forgottenRoutes,
  organisationRoutes,
  secondFactorRoutes,
  mySignInRoutes,
  homeRoutes,
  installerRoutes,
  homesToFitRoutes,
  enrolmentRoutes,
  enrolmentDraftRoutes,
  patientImportRoutes,
  patientRoutes,
  contactRoutes,
  messageRoutes,
  myRoutes,
  consentRoutes,
  myConsentRoutes,
  myLookRoutes,
  lookRoutes,
  subjectAccessRoutes,
  restrictionRoutes,
  unavailabilityRoutes,
  carePlanRoutes,
  scenarioRoutes,
  backtestRoutes,
  authoringRoutes,
  scenarioLifeRoutes,
  scenarioPreviewRoutes,
  scenarioTermsRoutes,
  scenarioLayerRoutes,
  teamRoutes,
  serviceRoutes,
  serviceImportRoutes,
  referralRoutes,
  responseUnitRoutes,
  responseJobRoutes,
  responseCrewRoutes,
  shiftPatternRoutes,
  rotaRoutes,
  handOverRoutes,
  handOverNoteRoutes,
  wardRoutes,
  figuresRoutes,
  patientTimelineRoutes,
  speechRoutes,
  deviceRoutes,
  foundDeviceRoutes,
  homeKitRoutes,
  kitRoutes,
  deviceHealthRoutes,
  loanRoutes,
  integrationRoutes,
  observationRoutes,
  deviceObservationRoutes,
  appRoutes,
  claimRoutes,
  ingestRoutes,
  fhirRoutes,
  deviceCommandRoutes,
  alertRoutes,
  answeringRoutes,
  followUpRoutes,
  signpostRoutes,
  govukNotifyRoutes,
  voiceRoutes,
  myPushRoutes,
  fatigueRoutes,
  taskRoutes,
  trainingRoutes,
];

/** Largest body; a device's message is limited to 1,000 readings. */
const bodyLimit = 1_048_576;

/**
 * The whole HTTP side: API, documentation, page. Further plugins (live feed, link pages) can be registered on it before it
 * listens or is ready; what they register below /api must be in the table of permissions.
 */
export async function buildHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit,
    routerOptions: { maxParamLength: 512 },
    forceCloseConnections: 'idle',
    // A machine that is slow while it starts again after an outage is to start slowly, not to give up.
    pluginTimeout: 0,
  });
  // What a form of a foreign page could send without asking is read by no route.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  logAccess(app, deps.log);
  handleErrors(app, deps.log);
  // Before the guard, so that what it refuses has these headers too.
  await protect(app, deps.config.publicUrl);
  guard(app, { identity: deps.identity, publicUrl: deps.config.publicUrl, pool: deps.pool, clock: deps.clock });
  limitUsers(app, deps);
  recordLooks(app, deps.looked);
  refuseUnstorableText(app);
  refuseRestricted(app, deps);
  await serveDocs(app);
  for (const routes of resources) await app.register(routes, deps);
  await servePage(app, deps.config.pageDir);
  return app;
}

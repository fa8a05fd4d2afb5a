import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PatientOrigin } from '../adapters/measured.ts';
import { appVersion, appVersionHeader } from '../contract/apps.ts';
import type { Problem } from '../contract/system.ts';
import { isSecret } from '../identity/secret.ts';
import { type AppCredentialRow, type AppStanding, appCredentialById } from '../store/apps.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem, pathOf } from './problems.ts';

/** Headers of every request of an app. */
export const appHeaders = z.looseObject({
  [appVersionHeader]: z.string().optional().describe('Which version of the app sends, for example 2.1.0; required'),
});

/** Why this version of an app may not send; null: it may. `app`: its id in the register. */
export function unapproved(standing: AppStanding | null, app: string): HttpProblem | null {
  if (standing === null) return new HttpProblem(403, `The app "${app}" is not registered here.`);
  const { appName, version, status, reason } = standing;
  if (status === 'approved') return null;
  const why = status === null ? 'has not been approved.' : `was withdrawn: ${reason}`;
  return new HttpProblem(403, `Version ${version} of ${appName} ${why}`);
}

function versionOf(request: FastifyRequest): string {
  const version = appVersion.safeParse(request.headers[appVersionHeader]);
  if (version.success) return version.data;
  const errors: Problem['errors'] = [
    { path: `headers.${appVersionHeader}`, message: 'must name the version of the app, for example 2.1.0' },
  ];
  throw new HttpProblem(400, `${errors[0]!.path}: ${errors[0]!.message}`, { errors });
}

/**
 * The app that sends and whose readings they are, by its bearer token. Asked of the database for each request, so that what is revoked or
 * withdrawn ends at once. Throws 401 for a credential that is none, 403 for a version that is not approved.
 */
export async function appOf(deps: Pick<HttpDeps, 'pool'>, request: FastifyRequest): Promise<AppCredentialRow> {
  const [, id, secret] = /^Bearer ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (id === undefined || secret === undefined) throw unauthorized('An app sends its token: Authorization: Bearer …');
  const version = versionOf(request);
  const found = await appCredentialById(deps.pool, id, version);
  if (!isSecret(secret, found?.secretSha256 ?? null) || found === null) throw unauthorized('This token is not known, or has been revoked.');
  const refused = unapproved(found, found.appName);
  if (refused) throw refused;
  return found;
}

const unauthorized = (detail: string) => new HttpProblem(401, detail, { headers: { 'www-authenticate': 'Bearer realm="Hearthline"' } });

/** What an adapter is told of a message of this app. */
export function originOf(
  { deviceId, patientId, nhsNumber, zone }: AppCredentialRow,
  request: FastifyRequest,
  receivedAt: number,
): PatientOrigin {
  return { source: deviceId, topic: pathOf(request), receivedAt, provenance: 'app', patientId, nhsNumber, zone };
}

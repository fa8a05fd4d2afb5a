import { type EnrolmentInput, type EnrolmentResult, enrolmentResult } from '../gateway/contract/people.ts';
import { problem } from '../gateway/contract/system.ts';
import type { DeskRequest } from './homes/desk.ts';

/** A user's session at a gateway. */
export interface Session {
  readonly baseUrl: string;
  readonly cookie: string;
}

const timeoutMs = 30_000;

/** Signs in as a user who may enrol. Throws with the gateway's reason, and never repeats the password. */
export async function signIn(baseUrl: string, email: string, password: string): Promise<Session> {
  const response = await post({ baseUrl, cookie: '' }, '/api/auth/sign-in/email', { email, password });
  if (!response.ok) throw new Error(`sign-in as ${email} at ${baseUrl} failed: ${await reasonOf(response)}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { baseUrl, cookie };
}

/** Enrols a home. Throws with the gateway's reason when it will not have it. */
export async function enrolHome(session: Session, enrolment: EnrolmentInput): Promise<EnrolmentResult> {
  const response = await post(session, '/api/enrolments', enrolment);
  if (response.ok) return enrolmentResult.parse(await response.json());
  const hint = response.status === 409 ? '; enrolled before from elsewhere? Use its credentials file, or --prefix for a second set' : '';
  throw new Error(`enrolment of home ${enrolment.home.id} failed: ${await reasonOf(response)}${hint}`);
}

/** Makes a request of somebody who arranges care. Throws with the gateway's reason when it is refused. */
export async function arrange(session: Session, { method, path, body, doneBefore }: DeskRequest): Promise<void> {
  await ask(session, method, path, body, doneBefore);
}

/** What the API answers; null: nothing, or `doneBefore`, the status of what was done before. Throws with the gateway's reason when it refuses. */
export async function ask(
  session: Session,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  doneBefore?: number,
): Promise<unknown> {
  const response = await send(session, method, path, body);
  if (response.status === doneBefore || response.status === 204) return null;
  if (!response.ok) throw new Error(`${method} ${path} failed: ${await reasonOf(response)}`);
  return response.json();
}

/** Puts services into the gateway's directory. Throws with the gateway's reason. */
export async function bringServices({ baseUrl, cookie }: Session, source: string, csv: string): Promise<void> {
  const response = await fetch(new URL(`/api/service-sources/${source}`, baseUrl), {
    method: 'PUT',
    headers: { origin: new URL(baseUrl).origin, cookie, 'content-type': 'text/csv' },
    body: csv,
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`the services were refused: ${await reasonOf(response)}`);
}

const post = (session: Session, path: string, body: unknown) => send(session, 'POST', path, body);

function send({ baseUrl, cookie }: Session, method: string, path: string, body: unknown): Promise<Response> {
  return fetch(new URL(path, baseUrl), {
    method,
    headers: {
      origin: new URL(baseUrl).origin,
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/** Why a request was refused, in the gateway's words. */
export async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { title, detail, errors } = problem.parse(JSON.parse(text));
    return [title, detail, ...(errors ?? []).map(({ path, message }) => `${path}: ${message}`)].filter(Boolean).join('; ');
  } catch {
    return `${response.status} ${text.slice(0, 200)}`.trim();
  }
}

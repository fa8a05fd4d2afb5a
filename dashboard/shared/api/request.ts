import type { z } from 'zod';
import { ApiProblem, problemFrom } from './problem.ts';

/**
 * Asks the gateway and reads the answer with its schema. Throws ApiProblem when the gateway refuses, cannot be reached,
 * or answers something else than the contract says.
 */
export async function request<T>(schema: z.ZodType<T>, path: string, options: { signal?: AbortSignal; body?: unknown } = {}): Promise<T> {
  const answer = await ask(path, options);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0];
  throw new ApiProblem(
    {
      type: 'about:blank',
      title: 'The answer could not be read',
      status: 502,
      detail: `${path}: ${where?.path.join('.') ?? ''} ${where?.message ?? ''}. The page and the gateway may be of different versions: load the page again.`,
    },
    answer,
  );
}

/** Sends something whose answer says nothing. Throws ApiProblem like `request`. */
export async function send(path: string, body: unknown = {}): Promise<void> {
  await ask(path, { body });
}

async function ask(path: string, { signal, body }: { signal?: AbortSignal; body?: unknown }): Promise<unknown> {
  const init: RequestInit = { credentials: 'same-origin', headers: { accept: 'application/json' }, signal: signal ?? null };
  if (body !== undefined) {
    init.method = 'POST';
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem({ type: 'about:blank', title: 'No connection', status: 0, detail: 'The gateway could not be reached.' }, null);
  }
  const answer = await readJson(response);
  if (!response.ok) throw problemFrom(response.status, response.statusText, answer);
  return answer;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

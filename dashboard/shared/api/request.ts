import type { z } from 'zod';
import { ApiProblem, problemFrom } from './problem.ts';

interface Asked {
  signal?: AbortSignal;
  body?: unknown;
  /** CSV, sent as it is in place of a body of JSON. */
  file?: File;
  /** Left out: POST where there is a body, else GET. */
  method?: 'PUT' | 'DELETE';
  /** In which the answer's texts are wanted (BCP 47); left out: as the browser is set. */
  language?: string;
}

/**
 * Asks the gateway and reads the answer with its schema. Throws ApiProblem when the gateway refuses, cannot be reached,
 * or answers something else than the contract says.
 */
export async function request<T>(schema: z.ZodType<T>, path: string, options: Asked = {}): Promise<T> {
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
export async function send(path: string, body: unknown = {}, method?: 'PUT'): Promise<void> {
  await ask(path, method ? { body, method } : { body });
}

/** Takes something away. Throws ApiProblem like `request`. */
export async function remove(path: string): Promise<void> {
  await ask(path, { method: 'DELETE' });
}

async function ask(path: string, { signal, body, file, method, language }: Asked): Promise<unknown> {
  const headers = new Headers({ accept: 'application/json' });
  if (language) headers.set('accept-language', language);
  const init: RequestInit = { credentials: 'same-origin', headers, signal: signal ?? null };
  if (method) init.method = method;
  if (body !== undefined) {
    init.method = method ?? 'POST';
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  if (file) {
    init.method = 'POST';
    headers.set('content-type', 'text/csv');
    init.body = file;
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

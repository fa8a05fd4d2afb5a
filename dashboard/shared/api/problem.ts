import { type Problem, problem } from '../../../gateway/contract/system.ts';

/** The gateway refused or could not be reached. `status` 0: no answer came. `body` is the whole answer, not yet parsed further. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** What is wrong, a field each. */
  readonly errors: NonNullable<Problem['errors']>;
  readonly body: unknown;

  constructor(parsed: Problem, body: unknown) {
    super(parsed.detail ?? parsed.title);
    this.name = 'ApiProblem';
    this.status = parsed.status;
    this.title = parsed.title;
    this.detail = [parsed.detail, ...(parsed.errors ?? []).map((error) => `${error.path}: ${error.message}`)].filter(Boolean).join(' ');
    this.errors = parsed.errors ?? [];
    this.body = body;
  }
}

/** Reads an error answer; one that is no problem document still gives a status and a title. */
export function problemFrom(status: number, statusText: string, body: unknown): ApiProblem {
  const parsed = problem.safeParse(body);
  if (parsed.success) return new ApiProblem({ ...parsed.data, status }, body);
  return new ApiProblem({ type: 'about:blank', title: statusText || `HTTP ${status}`, status }, body);
}

/** Node's and PostgreSQL's codes for "not there just now": no connection, shutting down, starting up, no free place. */
const codes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08...|57P0[1-3]|53[0-4]00|25006)$/;

/** Errors of the driver that have no code. */
const messages = /Connection terminated|timeout exceeded when trying to connect|not queryable|Client was closed/;

/** Whether the database is away for now, so that the same request may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' ? codes.test(code) : messages.test(one.message)) return true;
  }
  return false;
}

/**
 * For `expect.poll` and `vi.waitFor`, in real milliseconds: what is awaited comes at once on a quiet machine. Their own second is not
 * enough on a busy one.
 */
export const patience = { timeout: 15_000, interval: 20 };

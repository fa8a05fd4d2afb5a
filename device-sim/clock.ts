/** Milliseconds since 1970 by this machine's clock. The only place of the simulator that reads it. */
export function wallNow(): number {
  return Date.now();
}

/** Milliseconds since some fixed point, never going back; for measuring how long something took. */
export function elapsedMs(): number {
  return performance.now();
}

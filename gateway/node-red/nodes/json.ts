/** What a message holds; null when it is no JSON. A message from elsewhere must not end the process of all flows. */
export function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return null;
  }
}

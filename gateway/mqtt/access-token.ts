/** A device that has one field for its credential, as those made for ThingsBoard have, gives `<id>.<secret>` as user name and no password. */
export function splitAccessToken(username: string | undefined): { readonly id: string; readonly secret: string } | null {
  // Ids hold no dot.
  const dot = username?.indexOf('.') ?? -1;
  return username === undefined || dot < 1 ? null : { id: username.slice(0, dot), secret: username.slice(dot + 1) };
}

import { webHeaders } from './http/guard.ts';
import type { Identity } from './identity/auth.ts';
import { accessOf } from './identity/permissions.ts';
import type { Admit } from './live/feed.ts';

/** Who may see the live feed: whoever may read the worklist. */
export function admission(identity: Identity): Admit {
  return async (request) => {
    const user = request.headers.cookie ? await identity.sessionUser(webHeaders(request)) : null;
    if (!user) return 'signed-out';
    if (user.needsSecondFactor) return 'forbidden';
    const access = accessOf('GET', '/api/alerts');
    return Array.isArray(access) && access.includes(user.role) ? 'welcome' : 'forbidden';
  };
}

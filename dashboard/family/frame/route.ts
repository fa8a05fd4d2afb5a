import { useSyncExternalStore } from 'react';

/** Pages about one person, by the last part of their address. */
export const personPages = ['readings', 'messages', 'rota', 'goals', 'pause', 'plan', 'sharing', 'looks'] as const;
export type PersonPage = (typeof personPages)[number];

/** Pages behind the links of letters; for them nobody has to be signed in. */
export const linkPages = ['invitation', 'reset'] as const;
export type LinkPage = (typeof linkPages)[number];

export type Route =
  | { readonly page: 'home' | 'alerts' | 'settings' | 'nowhere' }
  | { readonly page: LinkPage }
  | { readonly page: 'alert' | 'person'; readonly id: string }
  | { readonly page: PersonPage; readonly id: string };

/** Which page an address means. */
export function routeOf(pathname: string): Route {
  const [base, ...parts] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const [first, id, last, ...more] = parts;
  if (base !== 'family' || more.length > 0) return { page: 'nowhere' };
  if (first === undefined) return { page: 'home' };
  const byLink = linkPages.find((each) => each === first);
  if (byLink && id === undefined) return { page: byLink };
  if (first === 'settings' && id === undefined) return { page: 'settings' };
  if (first === 'alerts' && last === undefined) return id === undefined ? { page: 'alerts' } : { page: 'alert', id };
  if (first !== 'people' || id === undefined) return { page: 'nowhere' };
  if (last === undefined) return { page: 'person', id };
  const page = personPages.find((each) => each === last);
  return page ? { page, id } : { page: 'nowhere' };
}

/** Addresses of the pages. */
export const home = '/family/';
export const alerts = '/family/alerts';
export const settings = '/family/settings';
export const alertPath = (id: string) => `${alerts}/${encodeURIComponent(id)}`;
export const personPath = (id: string, page?: PersonPage) => `/family/people/${encodeURIComponent(id)}${page ? `/${page}` : ''}`;

const listeners = new Set<() => void>();
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** Shows another page of ours; the browser's way back leads here again. */
export function go(path: string): void {
  history.pushState(null, '', path);
  scrollTo(0, 0);
  for (const listener of listeners) listener();
}

/** The address that is shown now. */
export function usePathname(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

/// <reference lib="webworker" />

/** Addresses of the files of the page, put in front of the service worker when it is built. */
declare const shell: readonly string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const icon = '/family/icon-192.png';

/**
 * What a service worker does for the page below `page` (with a slash at both ends): it keeps the empty page, so that it opens without a
 * connection, and shows what the gateway pushes. Answers of the API are never kept: what is known about a person is on the gateway and in the page.
 */
export function lookAfter(page: string): void {
  const store = `hearthline-${page.replaceAll('/', '')}-shell`;
  const beside = ['/favicon.svg', `${page}manifest.webmanifest`, icon];
  const fromShell = async (path: string) => (await (await caches.open(store)).match(path)) ?? fetch(path);

  worker.addEventListener('install', (event) => {
    event.waitUntil(keepShell(store, new Set([page, ...shell, ...beside])).then(() => worker.skipWaiting()));
  });
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener('fetch', (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== worker.location.origin || event.request.method !== 'GET' || pathname.startsWith('/api/')) return;
    if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(() => fromShell(page)));
    else if (shell.includes(pathname)) event.respondWith(fromShell(pathname));
    else if (beside.includes(pathname)) event.respondWith(fetch(event.request).catch(() => fromShell(pathname)));
  });
  worker.addEventListener('push', (event) => {
    const pushed = readPush(event.data);
    const options = { body: pushed.body, icon, badge: icon, data: { url: ownPage(page, pushed.url) } };
    event.waitUntil(
      worker.registration.showNotification(pushed.title, pushed.tag === undefined ? options : { ...options, tag: pushed.tag }),
    );
  });
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open((event.notification.data as { url: string }).url));
  });
}

async function keepShell(store: string, wanted: ReadonlySet<string>): Promise<void> {
  const kept = await caches.open(store);
  await kept.addAll([...wanted].map((path) => new Request(path, { cache: 'reload' })));
  for (const old of await kept.keys()) if (!wanted.has(new URL(old.url).pathname)) await kept.delete(old);
}

/** What the gateway sends: already in the reader's language, and without any detail about health unless the reader chose that. */
interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  readonly tag?: string;
}

function readPush(data: PushMessageData | null): Pushed {
  try {
    const read = data?.json() as Partial<Pushed> | undefined;
    if (typeof read?.title === 'string' && typeof read.body === 'string') return { ...read, title: read.title, body: read.body };
  } catch {
    // Said below: a browser takes the right to push away from whoever shows nothing.
  }
  return { title: 'Hearthline', body: 'Open Hearthline.' };
}

/** A page of ours; anything else leads to the first one. */
function ownPage(page: string, url: string | undefined): string {
  const asked = new URL(url ?? page, worker.location.origin);
  return asked.origin === worker.location.origin && asked.pathname.startsWith(page) ? asked.pathname : page;
}

async function open(url: string): Promise<void> {
  const [known] = await worker.clients.matchAll({ type: 'window' });
  if (!known) return void (await worker.clients.openWindow(url));
  // The page first: a browser that does not let it come to the front shows it when it is looked at.
  const opened = await known.navigate(url);
  await (opened ?? known).focus();
}

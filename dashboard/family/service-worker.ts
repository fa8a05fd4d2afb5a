/// <reference lib="webworker" />
/**
 * Keeps the empty page, so that it opens without a connection, and shows what the gateway pushes. Answers of the API are never kept:
 * what is known about a person is on the gateway and, while it is open, in the page.
 */

/** Addresses of the files of the page, put in front of this file when the page is built. */
declare const shell: readonly string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
const page = '/family/';
const store = 'hearthline-family-shell';
const beside = ['/favicon.svg', '/family/manifest.webmanifest', '/family/icon-192.png'];

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

async function keepShell(): Promise<void> {
  const kept = await caches.open(store);
  const wanted = new Set([page, ...shell, ...beside]);
  await kept.addAll([...wanted].map((path) => new Request(path, { cache: 'reload' })));
  for (const old of await kept.keys()) if (!wanted.has(new URL(old.url).pathname)) await kept.delete(old);
}

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== worker.location.origin || event.request.method !== 'GET' || pathname.startsWith('/api/')) return;
  if (event.request.mode === 'navigate') event.respondWith(fetch(event.request).catch(() => fromShell(page)));
  else if (shell.includes(pathname)) event.respondWith(fromShell(pathname));
  else if (beside.includes(pathname)) event.respondWith(fetch(event.request).catch(() => fromShell(pathname)));
});

async function fromShell(path: string): Promise<Response> {
  const kept = await caches.open(store);
  return (await kept.match(path)) ?? fetch(path);
}

/** What the gateway sends: already in the reader's language, and without any detail about health unless the reader chose that. */
interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  readonly tag?: string;
}

worker.addEventListener('push', (event) => {
  const pushed = readPush(event.data);
  const options = { body: pushed.body, icon: '/family/icon-192.png', badge: '/family/icon-192.png', data: { url: ownPage(pushed.url) } };
  event.waitUntil(worker.registration.showNotification(pushed.title, pushed.tag === undefined ? options : { ...options, tag: pushed.tag }));
});

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
function ownPage(url: string | undefined): string {
  const asked = new URL(url ?? page, worker.location.origin);
  return asked.origin === worker.location.origin && asked.pathname.startsWith(page) ? asked.pathname : page;
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { url: string }).url));
});

async function open(url: string): Promise<void> {
  const [known] = await worker.clients.matchAll({ type: 'window' });
  if (!known) return void (await worker.clients.openWindow(url));
  await known.focus();
  await known.navigate(url);
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { carePlanShown } from '../../../../gateway/contract/care-plan.ts';
import { consentPreview, myContact, myGiven, myLooksOfDay } from '../../../../gateway/contract/consents.ts';
import { type MyLiveMessage, myLiveMessage, myPause, myPerson, myPersonDetail, myReading } from '../../../../gateway/contract/my.ts';
import { myAlertDetail } from '../../../../gateway/contract/my-alert-detail.ts';
import { myAlert, myMessages, onDutyEntry } from '../../../../gateway/contract/my-circle.ts';
import { myWays, myWaysInput } from '../../../../gateway/contract/my-ways.ts';
import { invitationView, sessionView } from '../../../../gateway/contract/sign-in.ts';
import { clockView, me } from '../../../../gateway/contract/system.ts';
import { servePage } from '../../support/serve-page.ts';
import { type FamilyWorld, kathleens } from './family-world.ts';

/** What came in, in order. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
const ok = <T>(schema: z.ZodType<T>, value: unknown): Answer => ({ status: 200, body: schema.parse(value) });
const missing: Answer = { status: 404, body: { title: 'Not found', status: 404 } };

/**
 * Speaks the gateway's contract to the family's page, from states that a test sets. It decides nothing: it exists for states that the real
 * gateway reaches only after days, or not while somebody looks.
 */
export class FamilyServer {
  readonly world: FamilyWorld = kathleens();
  readonly sent: Sent[] = [];
  /** Of the next things sent; else they are taken. */
  readonly refusals: Answer[] = [];
  url = '';
  readonly #pages: string;
  readonly #sockets = new Set<WebSocket>();
  readonly #http = createServer((request, response) => void this.#answer(request, response));
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #pulse = setInterval(() => this.#beat(), 1_000);

  private constructor(pages: string) {
    this.#pages = pages;
    this.#http.on('upgrade', (request, socket, head) => {
      if (!this.world.me) return socket.destroy();
      this.#webSockets.handleUpgrade(request, socket, head, (opened) => {
        this.#sockets.add(opened);
        opened.on('close', () => this.#sockets.delete(opened));
        this.#beat();
      });
    });
  }

  /** Serves `pages` (a built dashboard) on an unused port of 127.0.0.1. */
  static async start(pages: string): Promise<FamilyServer> {
    const server = new FamilyServer(pages);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(server.#http.address() as AddressInfo).port}`;
    return server;
  }

  async stop(): Promise<void> {
    clearInterval(this.#pulse);
    for (const socket of this.#sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** Tells every page that something about this person is otherwise. */
  changed(patientId: string): void {
    this.#tell({ type: 'changed', patientId });
  }

  gone(patientId: string): void {
    this.#tell({ type: 'gone', patientId });
  }

  #beat(): void {
    this.#tell({ type: 'heartbeat', now: new Date().toISOString(), speed: 1 });
  }

  #tell(message: MyLiveMessage): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(myLiveMessage.parse(message)));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://test');
    if (!pathname.startsWith('/api/')) return servePage(this.#pages, pathname, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { status, body } = this.#respond(request.method ?? 'GET', pathname, text === '' ? null : JSON.parse(text));
    response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
  }

  #respond(method: string, path: string, body: unknown): Answer {
    const { world } = this;
    if (path === '/api/clock')
      return ok(clockView, { now: new Date().toISOString(), speed: 1, demo: world.demo, careCentreNumber: '+441632960000' });
    if (path === '/api/auth/sign-out') {
      world.me = null;
      return { status: 200, body: {} };
    }
    if (path === '/api/auth/invitation') return world.invitation ? ok(invitationView, world.invitation) : missing;
    if (!world.me) return { status: 401, body: { title: 'Sign in', status: 401 } };
    if (path === '/api/me') return ok(me, world.me);
    if (path === '/api/my/sessions') return ok(z.array(sessionView), world.sessions);
    if (path === '/api/my/consents') return ok(z.array(myGiven), world.given);
    if (method === 'PUT' && path.endsWith('/ways')) {
      const { ways, detailsOnLockScreen } = myWaysInput.parse(body);
      const known = (one: object) =>
        world.ways.ways.some((way) => way.checked && JSON.stringify({ kind: way.kind, address: way.address }) === JSON.stringify(one));
      world.ways = { ways: ways.map((way) => ({ ...way, checked: known(way) })), detailsOnLockScreen };
    }
    if (method !== 'GET') {
      this.sent.push({ method, path, body });
      const refusal = this.refusals.shift();
      if (refusal) return refusal;
      const given = world.answers.get(`${method} ${path}`);
      return { status: 200, body: given ? given(body) : {} };
    }
    if (path === '/api/my/push-subscriptions') return { status: 200, body: { endpoints: [] } };
    if (path === '/api/my/push-key') return { status: 200, body: { key: 'BAAA' } };
    if (path === '/api/my/people') return ok(z.array(myPerson), [...world.people.values()]);
    if (path === '/api/my/alerts') return ok(z.array(myAlert), [...world.alerts.values()]);
    const [, , , concept, id = '', part] = path.split('/');
    if (concept === 'alerts') {
      const alert = world.alerts.get(id);
      return alert ? ok(myAlertDetail, alert) : missing;
    }
    const person = world.people.get(id);
    if (concept !== 'people' || !person) return missing;
    switch (part) {
      case undefined:
        return ok(myPersonDetail, person);
      case 'readings':
        return ok(z.array(myReading), world.readings);
      case 'messages':
        return ok(myMessages, world.messages);
      case 'on-duty':
        return ok(z.array(onDutyEntry), world.onDuty);
      case 'pause':
        return ok(myPause, world.pause);
      case 'contacts':
        return ok(z.array(myContact), world.contacts);
      case 'looks':
        return ok(z.array(myLooksOfDay), world.looks);
      case 'ways':
        return ok(myWays, world.ways);
      case 'plan':
        return ok(carePlanShown.nullable(), world.plan);
      default:
        return missing;
    }
  }
}

export const previewOf = (sentences: string[], leavesNobody: boolean) => () => consentPreview.parse({ sentences, leavesNobody });

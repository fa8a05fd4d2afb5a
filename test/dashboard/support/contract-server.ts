import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { colleague, type contactDates, task } from '../../../dashboard/shared/api/shapes.ts';
import { type AgreementHistory, agreementHistory } from '../../../gateway/contract/agreements.ts';
import { type AlertCommandRequest, type AlertDetail, alertCommand, alertDetail, alertSummary } from '../../../gateway/contract/alerts.ts';
import { answeringView, contactToCall, followUpView } from '../../../gateway/contract/answering.ts';
import { type CarePlanView, carePlanView } from '../../../gateway/contract/care-plan.ts';
import { type CommandView, commandView } from '../../../gateway/contract/commands.ts';
import { consentList } from '../../../gateway/contract/consents.ts';
import { contactView } from '../../../gateway/contract/contacts.ts';
import { type DeviceHealthView, deviceHealthView } from '../../../gateway/contract/device-health.ts';
import { type SilentKit, silentKit } from '../../../gateway/contract/equipment.ts';
import { type ExplanationView, explanation } from '../../../gateway/contract/explanations.ts';
import { type AlertLoad, alertLoad, type SuggestionView, suggestion } from '../../../gateway/contract/fatigue.ts';
import { type HandOverNote, handOverNote } from '../../../gateway/contract/hand-over.ts';
import { type LiveServerMessage, liveClientMessage, liveServerMessage } from '../../../gateway/contract/live.ts';
import { type EquipmentOrder, equipmentOrder } from '../../../gateway/contract/loans.ts';
import { type MessageThread, messageThread } from '../../../gateway/contract/messages-with-people.ts';
import { type ObservationView, observationView } from '../../../gateway/contract/observations.ts';
import { type PatientDetail, patientDetail, patientSummary } from '../../../gateway/contract/people.ts';
import type { ContactConsent } from '../../../gateway/contract/relations.ts';
import { responseJobSummary, responseLiveMessage } from '../../../gateway/contract/response.ts';
import { referralView, signpostsView } from '../../../gateway/contract/services.ts';
import { patientSpeech } from '../../../gateway/contract/speech.ts';
import { clockView, me, problem, type SystemIncident, systemView } from '../../../gateway/contract/system.ts';
import { answeringSkills, watchView } from '../../../gateway/contract/watch.ts';
import { anAnswering } from './answering.ts';
import { servePage } from './serve-page.ts';

/** What a test can set and read. Everything that goes out is parsed with the contract first. */
export interface World {
  signedIn: boolean;
  me: z.infer<typeof me>;
  clock: { speed: number; demo: boolean };
  alerts: Map<string, AlertDetail>;
  patients: PatientDetail[];
  /** Dates of contacts, by their id. */
  unavailable: Record<string, z.infer<typeof contactDates>['unavailable']>;
  /** What contacts are and were allowed. */
  consents: ContactConsent[];
  /** That the turn before has left. */
  notes: HandOverNote[];
  /** Of every patient. */
  threads: MessageThread[];
  observations: ObservationView[];
  /** Of every patient. */
  plan: CarePlanView;
  /** Of every agreement. */
  agreementHistory: AgreementHistory;
  /** Of every agreement at every instant. */
  explanation: ExplanationView | null;
  places: { id: string; kind: 'place'; name: string; parentId: string | null }[];
  tasks: z.infer<typeof task>[];
  kit: SilentKit[];
  /** Of every patient. */
  health: DeviceHealthView[];
  orders: EquipmentOrder[];
  incidents: SystemIncident[];
  load: AlertLoad | null;
  suggestions: SuggestionView[];
  colleagues: z.infer<typeof colleague>[];
  /** Paths that answer this status instead. */
  failing: Map<string, number>;
  /** Of every patient's devices, newest first. */
  deviceCommands: CommandView[];
  /** Commands as they arrived. */
  commands: AlertCommandRequest[];
  /** What was sent to paths of `answers`, in order. */
  sent: { readonly path: string; readonly body: unknown }[];
  /** Answers a command; left null: 409 with the alert as it is. */
  onCommand: ((alert: AlertDetail, command: AlertCommandRequest) => AlertDetail | null) | null;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Speaks the gateway's contract to a page, from states that a test sets. It decides nothing: it exists to bring the page
 * into states that the real gateway reaches only in a storm.
 */
export class ContractServer {
  readonly world: World = {
    signedIn: true,
    me: { id: 'u1', name: 'Ada Finch', email: 'ada@example.org', role: 'coordinator', needsSecondFactor: false },
    clock: { speed: 1, demo: false },
    alerts: new Map(),
    patients: [],
    unavailable: {},
    consents: [],
    notes: [],
    threads: [],
    observations: [],
    plan: { active: null, draft: null, reviewOverdue: false, done: [] },
    agreementHistory: { versions: [], events: [] },
    explanation: null,
    places: [],
    tasks: [],
    kit: [],
    health: [],
    orders: [],
    incidents: [],
    load: null,
    suggestions: [],
    colleagues: [{ id: 'u2', name: 'Sam Okafor', role: 'responder' }],
    failing: new Map(),
    deviceCommands: [],
    commands: [],
    sent: [],
    onCommand: null,
  };
  /** false: sockets are refused. */
  accepting = true;
  /** false: sockets open, and nothing is ever said. */
  speaking = true;
  url = '';
  readonly watched: (string | null)[] = [];
  /** What pages said of whether somebody is at them. */
  readonly attention: boolean[] = [];
  #seq = 0;
  readonly #epoch = 'epoch-1';
  readonly #log: LiveServerMessage[] = [];
  readonly #sockets = new Set<WebSocket>();
  /** Pages that hear of visits. */
  readonly #newsSockets = new Set<WebSocket>();
  readonly #http = createServer((request, response) => void this.#answer(request, response));
  readonly #pulse = setInterval(() => this.#heartbeat(), 2_000);
  readonly #webSockets = new WebSocketServer({ noServer: true });

  /** Serves `pages` (a built dashboard) on an unused port of 127.0.0.1. */
  static async start(pages: string): Promise<ContractServer> {
    const server = new ContractServer();
    server.#pages = pages;
    server.#http.on('upgrade', (request, socket, head) => {
      if (!server.accepting || !server.world.signedIn) return socket.destroy();
      const serve = request.url === '/api/response/live' ? server.#serveNews : server.#serve;
      server.#webSockets.handleUpgrade(request, socket, head, (opened) => serve.call(server, opened));
    });
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    server.url = `http://127.0.0.1:${(server.#http.address() as AddressInfo).port}`;
    return server;
  }
  #pages = '';
  readonly #answers = new Map<string, (body: unknown) => Answer>();

  /** Answers `PUT /api/…` so from now on: `give` gets what was sent, and what it gives is parsed with `schema`. */
  answer<T>(route: string, schema: z.ZodType<T>, give: (body: unknown) => unknown): void {
    this.#answers.set(route, (body) => ({ status: 200, body: schema.parse(give(body)) }));
  }

  /** Refuses a route as the gateway does, until it is answered otherwise. */
  refuse(route: string, status: number, detail: string, errors: { path: string; message: string }[] = []): void {
    this.#answers.set(route, () => ({ status, body: problem.parse({ title: 'Refused', status, detail, errors }) }));
  }

  async stop(): Promise<void> {
    clearInterval(this.#pulse);
    this.cut();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  get now(): number {
    return Date.now();
  }

  get connected(): number {
    return this.#sockets.size;
  }

  /** Stores an alert and tells every console. */
  change(alert: AlertDetail): void {
    if (alert.status === 'closed') this.world.alerts.delete(alert.id);
    this.world.alerts.set(alert.id, alert);
    this.#seq += 1;
    const event: LiveServerMessage = { type: 'alert', epoch: this.#epoch, seq: this.#seq, alert: alertSummary.parse(alert) };
    this.#log.push(event);
    for (const socket of this.#sockets) this.#tell(socket, event);
  }

  observe(patientId: string, observations: ObservationView[]): void {
    for (const socket of this.#sockets) this.#tell(socket, { type: 'observations', patientId, observations });
  }

  /** Commands to this patient's devices stand otherwise than before. */
  commandsChanged(patientId: string): void {
    for (const socket of this.#sockets) this.#tell(socket, { type: 'commands', patientId });
  }

  /** Something about visits is otherwise than before. */
  visitsChanged(): void {
    for (const socket of this.#newsSockets) socket.send(JSON.stringify(responseLiveMessage.parse({ type: 'changed' })));
  }

  #serveNews(socket: WebSocket): void {
    this.#newsSockets.add(socket);
    socket.on('close', () => this.#newsSockets.delete(socket));
    this.#heartbeat();
  }

  #heartbeat(): void {
    const beat = JSON.stringify(responseLiveMessage.parse({ type: 'heartbeat', ...this.#stamp() }));
    for (const socket of this.#newsSockets) if (this.speaking) socket.send(beat);
    for (const socket of this.#sockets) this.#tell(socket, { type: 'heartbeat', ...this.#stamp(), attended: 1 });
  }

  /** Breaks every connection without a word. */
  cut(): void {
    for (const socket of [...this.#sockets, ...this.#newsSockets]) socket.terminate();
    this.#sockets.clear();
    this.#newsSockets.clear();
  }

  #stamp() {
    return { epoch: this.#epoch, seq: this.#seq, now: new Date(this.now).toISOString(), speed: this.world.clock.speed };
  }

  #tell(socket: WebSocket, message: LiveServerMessage): void {
    if (this.speaking) socket.send(JSON.stringify(liveServerMessage.parse(message)));
  }

  #serve(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data) => {
      const message = liveClientMessage.parse(JSON.parse(String(data)));
      if (message.type === 'watch-patient') return this.watched.push(message.patientId);
      if (message.type === 'attention') return this.attention.push(message.attentive);
      if (message.epoch === this.#epoch) for (const event of this.#log.slice(message.seq)) this.#tell(socket, event);
      else this.#tell(socket, { type: 'snapshot', ...this.#stamp(), alerts: this.open() });
      this.#tell(socket, { type: 'heartbeat', ...this.#stamp(), attended: 1 });
    });
  }

  /** What is not closed, as the list has it. */
  open() {
    return [...this.world.alerts.values()].filter((alert) => alert.status !== 'closed').map((alert) => alertSummary.parse(alert));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (!pathname.startsWith('/api/')) return servePage(this.#pages, pathname, response);
    const { status, body } = await this.#route(request.method ?? 'GET', pathname, searchParams, request);
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(body));
  }

  async #route(method: string, path: string, query: URLSearchParams, request: IncomingMessage): Promise<Answer> {
    const { world } = this;
    const ok = <T>(schema: z.ZodType<T>, value: unknown) => ({ status: 200, body: schema.parse(value) });
    const refuse = (status: number, title: string, more: object = {}) => ({
      status,
      body: { ...problem.parse({ title, status }), ...more },
    });
    const failing = world.failing.get(path);
    if (failing) return refuse(failing, 'Not now');
    if (path === '/api/clock') return ok(clockView, { now: new Date(this.now).toISOString(), ...world.clock });
    if (path === '/api/auth/sign-in/email') {
      const { password } = z.object({ email: z.string(), password: z.string() }).parse(await readBody(request));
      world.signedIn = password === 'correct horse battery';
      return world.signedIn ? { status: 200, body: {} } : refuse(401, 'Unauthorized');
    }
    if (path === '/api/auth/ways') return { status: 200, body: { organisation: null } };
    if (!world.signedIn) return refuse(401, 'Unauthorized');
    if (path === '/api/me') return ok(me, world.me);
    const given = this.#answers.get(`${method} ${path}`);
    if (given) {
      const body = method === 'GET' || method === 'DELETE' ? null : await readBody(request);
      if (method !== 'GET') world.sent.push({ path: `${method} ${path}`, body });
      return given(body);
    }
    if (path === '/api/auth/sign-out') {
      world.signedIn = false;
      return { status: 200, body: {} };
    }
    if (path === '/api/users') return ok(z.array(colleague), world.colleagues);
    if (path === '/api/tasks')
      return ok(
        z.array(task),
        world.tasks.filter((each) => each.doneAt === null || query.get('done') === 'true'),
      );
    if (/^\/api\/teams\/[^/]+\/hand-over-notes$/.test(path)) return ok(z.array(handOverNote), []);
    if (path === '/api/hand-over-notes/waiting') return ok(z.array(handOverNote), this.world.notes);
    if (path === '/api/messages/waiting' || path === '/api/invitations') return { status: 200, body: [] };
    if (path === '/api/silent-kit') return ok(z.array(silentKit), world.kit);
    if (path === '/api/equipment-orders' && method === 'GET') return ok(z.array(equipmentOrder), world.orders);
    // The sound was tested long since, and everybody answers everything, unless a test says otherwise.
    if (path === '/api/watch') return ok(watchView, { mine: { at: new Date(this.now).toISOString(), heard: true }, tests: [], onDuty: [] });
    if (path === '/api/skills') return ok(z.array(answeringSkills), []);
    if (path === '/api/localities') return { status: 200, body: world.places };
    if (path === '/api/system') return ok(systemView, { incidents: world.incidents, stalled: false });
    if (path === '/api/alert-load' && world.load) return ok(alertLoad, world.load);
    if (path === '/api/suggestions') return ok(z.array(suggestion), world.suggestions);
    if (path === '/api/patients') {
      const found = world.patients.filter((patient) => patient.name.toLowerCase().includes((query.get('q') ?? '').toLowerCase()));
      return ok(z.array(patientSummary), found);
    }
    const [, , concept, id = '', part, last] = path.split('/').map(decodeURIComponent);
    if (concept === 'silent-kit') {
      const { interimPlan = '' } = z.object({ interimPlan: z.string().optional() }).parse(await readBody(request));
      if (part === 'tested') world.kit = world.kit.filter((each) => each.device.id !== id);
      else world.kit = world.kit.map((each) => (each.device.id === id ? { ...each, owner: world.me.name, interimPlan } : each));
      return { status: 200, body: {} };
    }
    if (concept === 'system' && last === 'seen') {
      world.incidents = world.incidents.filter((each) => each.id !== part);
      return { status: 200, body: {} };
    }
    if (concept === 'suggestions' && part === 'dismiss') {
      const { reason } = z.object({ reason: z.string() }).parse(await readBody(request));
      const dismissed = { at: new Date(this.now).toISOString(), by: world.me.name, reason };
      world.suggestions = world.suggestions.map((each) => (each.id === id ? { ...each, dismissed } : each));
      return { status: 200, body: {} };
    }
    if (concept === 'tasks' && part === 'owner') {
      world.tasks = world.tasks.map((each) => (each.id === id ? { ...each, owner: world.me.name } : each));
      return { status: 200, body: {} };
    }
    if (concept === 'tasks' && part === 'done') {
      world.tasks = world.tasks.map((each) => (each.id === id ? { ...each, doneAt: new Date(this.now).toISOString() } : each));
      return { status: 200, body: {} };
    }
    if (part === 'response-jobs') return ok(z.array(responseJobSummary), []);
    if (concept === 'alerts') {
      const alert = world.alerts.get(id);
      if (!alert) return refuse(404, 'Not found');
      if (part === 'answering') return ok(answeringView, anAnswering(alert));
      if (part === 'contacts') return ok(z.array(contactToCall), []);
      if (method === 'GET') return ok(alertDetail, alert);
      const command = alertCommand.parse(await readBody(request));
      world.commands.push(command);
      const changed = command.version === alert.version ? (world.onCommand?.(alert, command) ?? null) : null;
      if (!changed) return refuse(409, 'Somebody was faster', { alert: alertDetail.parse(world.alerts.get(id)) });
      this.change(changed);
      return ok(alertDetail, changed);
    }
    const patient = world.patients.find((each) => each.id === id);
    if (concept !== 'patients' || !patient) return refuse(404, 'Not found');
    if (part === 'device-health') return ok(z.array(deviceHealthView), world.health);
    if (part === 'plan') return ok(carePlanView, world.plan);
    if (part === 'follow-ups') return ok(z.array(followUpView), []);
    if (part === 'signposts') return ok(signpostsView, { hasApp: false, signposts: [] });
    if (part === 'commands') return ok(z.array(commandView), world.deviceCommands);
    if (part === 'speech') return ok(patientSpeech, { language: 'en', hardOfHearing: false });
    if (part === 'explain') return ok(explanation, world.explanation);
    if (part === 'scenarios') return ok(agreementHistory, world.agreementHistory);
    if (part === 'consents') return ok(consentList, world.consents);
    if (part === 'referrals') return ok(z.array(referralView), []);
    if (part === 'messages') return ok(z.array(messageThread), world.threads);
    if (part === 'contacts')
      return ok(
        z.array(contactView),
        patient.contacts.map(({ channelKinds: _, ...each }) => ({
          ...each,
          channels: [],
          points: [],
          unavailable: world.unavailable[each.id] ?? [],
        })),
      );
    if (part === 'alerts')
      return ok(
        z.array(alertSummary),
        [...world.alerts.values()].filter((alert) => alert.patientId === id),
      );
    return part === 'observations' ? ok(z.array(observationView), world.observations) : ok(patientDetail, patient);
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

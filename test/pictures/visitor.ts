import { systemView } from '../../gateway/contract/system.ts';
import { demoPassword } from '../../gateway/demo/people.ts';

/** What a list of sessions calls this sign-in. */
const browserName = 'Mozilla/5.0 (Linux; Android 16; Mobile) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36';

/** One of the demonstration's people, who asks the API. */
export class Visitor {
  readonly #origin: string;
  /** As the browser sends it. */
  readonly cookie: string;

  constructor(origin: string, cookie: string) {
    this.#origin = origin;
    this.cookie = cookie;
  }

  static readonly #known = new Map<string, Promise<Visitor>>();

  /** Signs in once for all who ask: beyond some in a minute the gateway refuses more from one address. Throws when they cannot sign in. */
  static signedIn(origin: string, email: string): Promise<Visitor> {
    const key = `${origin} ${email}`;
    const known = Visitor.#known.get(key) ?? Visitor.#signIn(origin, email);
    Visitor.#known.set(key, known);
    return known;
  }

  static async #signIn(origin: string, email: string): Promise<Visitor> {
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', 'user-agent': browserName },
      body: JSON.stringify({ email, password: demoPassword }),
    });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status} ${await answer.text()}`);
    const cookies = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
    return new Visitor(origin, cookies.join('; '));
  }

  /** Begins a turn: the sound was heard, and outages were read of. */
  async beginTurn(): Promise<void> {
    await this.ask('/api/sound-tests', { heard: true });
    for (const { id, seenAt } of systemView.parse(await this.ask('/api/system')).incidents)
      if (seenAt === null) await this.ask(`/api/system/incidents/${encodeURIComponent(id)}/seen`, {});
  }

  /** What the API answers, read as JSON; with a body it is sent by POST, or by `method`. Throws on a refusal. */
  async ask(path: string, body?: unknown, method = 'POST'): Promise<unknown> {
    const headers = { cookie: this.cookie, origin: this.#origin, 'content-type': 'application/json' };
    const answer = await fetch(
      `${this.#origin}${path}`,
      body === undefined ? { headers } : { method, headers, body: JSON.stringify(body) },
    );
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}

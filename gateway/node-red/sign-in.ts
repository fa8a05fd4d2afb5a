import type { Logger } from 'pino';
import { me } from '../contract/system.ts';

/** Who may open the editor: those who set things up. A flow can do what its credential can, so this is no place to look around in. */
const editors: readonly string[] = ['administrator'];

/** A shift, as in the gateway itself. */
const sessionSeconds = 12 * 3_600;
const patienceMs = 10_000;

export interface EditorUser {
  readonly username: string;
  readonly permissions: '*';
}

/** Node-RED's `adminAuth`. */
export interface EditorSignIn {
  readonly type: 'credentials';
  readonly sessionExpiryTime: number;
  authenticate(username: string, password: string): Promise<EditorUser | null>;
  /** Asked before every request of the editor: whoever has lost the role, or whose session was ended, is out at once. */
  users(username: string): Promise<EditorUser | null>;
}

const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');

/** People sign in to the editor with the e-mail and password that they have at the gateway, which checks them. */
export function gatewaySignIn(httpUrl: string, log: Pick<Logger, 'info' | 'warn'>): EditorSignIn {
  /** Sessions at the gateway, of those who are signed in here; a restart signs everybody out. */
  const cookies = new Map<string, string>();

  function ask(path: string, headers: Record<string, string>, body?: object): Promise<Response> {
    return fetch(httpUrl + path, {
      // The gateway wants to hear from which page a sign-in comes: its own.
      headers: { ...headers, origin: new URL(httpUrl).origin, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
  }

  /** Whoever has an authenticator app enters its code behind the password: the editor has no other field for it. */
  async function signIn(email: string, password: string): Promise<string | null> {
    const [, words = password, code] = /^(.*) (\d{6})$/.exec(password) ?? [];
    const answer = await ask('/api/auth/sign-in/email', {}, { email, password: words });
    if (!answer.ok) return null;
    if (code === undefined) return cookieOf(answer);
    const proven = await ask('/api/auth/two-factor/verify-totp', { cookie: cookieOf(answer) }, { code });
    return proven.ok ? cookieOf(proven) : null;
  }

  /** null: the session is over, or the role is another one. */
  async function editorOf(username: string, cookie: string): Promise<EditorUser | null> {
    const answer = await ask('/api/me', { cookie });
    if (answer.status === 401) return null;
    if (!answer.ok) throw new Error(`the gateway answers ${answer.status}`);
    const { role, needsSecondFactor } = me.parse(await answer.json());
    return editors.includes(role) && !needsSecondFactor ? { username, permissions: '*' } : null;
  }

  async function signOut(cookie: string): Promise<void> {
    await ask('/api/auth/sign-out', { cookie }, {}).catch(() => undefined);
  }

  return {
    type: 'credentials',
    sessionExpiryTime: sessionSeconds,

    async authenticate(username, password) {
      try {
        const cookie = await signIn(username, password);
        if (cookie === null) return null;
        const editor = await editorOf(username, cookie);
        if (editor) cookies.set(username, cookie);
        else {
          await signOut(cookie);
          log.info('somebody without the right to edit flows was refused');
        }
        return editor;
      } catch (error) {
        log.warn({ err: error }, 'nobody can sign in: the gateway does not answer');
        return null;
      }
    },

    async users(username) {
      const cookie = cookies.get(username);
      if (cookie === undefined) return null;
      // A gateway that is away signs nobody out.
      const editor = await editorOf(username, cookie).catch((): EditorUser => ({ username, permissions: '*' }));
      if (!editor) cookies.delete(username);
      return editor;
    },
  };
}

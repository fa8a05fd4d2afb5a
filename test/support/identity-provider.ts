import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the organisation says of one of its people, by the name with which they sign in there. */
export type Claims = Readonly<Record<string, unknown>>;

export interface IdentityProvider {
  readonly issuer: string;
  readonly people: Map<string, Claims>;
  /** The code in this address is over, as it is by itself after a minute. */
  expire(back: URL): Promise<void>;
  /** Signs in there as `login` and agrees, as a browser would; gives where it is sent back to. */
  visit(url: string, login: string): Promise<URL>;
  close(): Promise<void>;
}

export const client = { clientId: 'hearthline', clientSecret: 'a-secret-of-the-provider' };

/** A real OpenID Connect provider on a port of its own, with the forms for development that it brings along. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, Claims>();
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['a key of the test'] },
    ttl: { AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people.get(id) }) }),
  });
  server.on('request', provider.callback());

  async function visit(url: string, login: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let next = new URL(url);
    let form: URLSearchParams | null = null;
    // Sign-in, agreement, and the ways between them.
    for (let step = 0; step < 12; step++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer: Response = await fetch(next, { redirect: 'manual', headers: { cookie }, ...(form && { method: 'POST', body: form }) });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        cookies.set(name!, value!);
      }
      const text = await answer.text();
      const location = answer.headers.get('location');
      if (location !== null) {
        next = new URL(location, next);
        form = null;
        if (next.href.startsWith(redirectUri)) return next;
      } else {
        const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
        if (prompt === undefined) throw new Error(`the provider says ${answer.status}: ${text.slice(0, 300)}`);
        form = new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'any' }) });
        next = new URL(/action="([^"]+)"/.exec(text)![1]!, next);
      }
    }
    throw new Error('the provider sent us around in circles');
  }

  return {
    issuer,
    people,
    visit,
    async expire(back) {
      const code = await provider.AuthorizationCode.find(back.searchParams.get('code')!);
      await code!.destroy();
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

/** A browser as far as sign-in goes: keeps cookies, and says from which page it asks. */
export class BrowserJar {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  readonly #address: string;

  constructor(app: FastifyInstance, address: string) {
    this.#app = app;
    this.#address = address;
  }

  async ask(method: NonNullable<InjectOptions['method']>, url: string, payload?: object): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { host: 'localhost:8080', origin: 'http://localhost:8080', ...(cookie && { cookie }) };
    const answer = await this.#app.inject({ method, url, headers, remoteAddress: this.#address, ...(payload && { payload }) });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return answer;
  }

  signIn = (email: string, password: string) => this.ask('POST', '/api/auth/sign-in/email', { email, password });
  isSignedIn = async () => (await this.ask('GET', '/api/me')).statusCode === 200;
}

import type { HttpFixture } from './fixture.ts';

/** The app Steady, approved in version 2.1.0, as Kathleen's phone has it. */
export interface Steady {
  readonly deviceId: string;
  readonly token: string;
  /** The same with another token. */
  with(token: string): Steady;
  /** Sends as the app does; `more` goes over it. */
  send(url: string, payload: string | object, more?: Readonly<Record<string, string>>): ReturnType<HttpFixture['ask']>;
}

/** Registers the app and gives Kathleen a credential for it. */
export async function steady(http: HttpFixture): Promise<Steady> {
  await http.ask('administrator', 'POST', '/api/apps', { id: 'steady', name: 'Steady BP', maker: 'Steady Ltd' });
  await http.ask('administrator', 'POST', '/api/apps/steady/approve', { version: '2.1.0', reason: 'DTAC of 3 January 2026' });
  const answer = await http.ask('administrator', 'POST', '/api/apps/steady/credentials', { patientId: 'kathleen' });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { deviceId, token } = answer.json<{ deviceId: string; token: string }>();
  const holding = (held: string): Steady => ({
    deviceId,
    token: held,
    with: holding,
    send(url, payload, more = {}) {
      const headers = { 'content-type': 'application/json', 'hearthline-app-version': '2.1.0', authorization: `Bearer ${held}`, ...more };
      return http.ask(null, 'POST', url, undefined, { payload, headers });
    },
  });
  return holding(token);
}

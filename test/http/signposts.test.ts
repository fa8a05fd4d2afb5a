import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundService } from '../../gateway/contract/services.ts';
import { signpostsView } from '../../gateway/contract/services.ts';
import { postMessage, threadsOf } from '../../gateway/store/my/messages.ts';
import { write } from '../../gateway/store/write.ts';
import { type HttpFixture, httpFixture, startAt } from './fixture.ts';
import { addFamily, type Family } from './relations.ts';

let http: HttpFixture;
let north: Family;
let serviceId: string;
beforeAll(async () => {
  http = await httpFixture();
  north = await addFamily(http, 'north');
  const file = 'sourceId,name,organisation,description,phone\n1,Lunch Club,Canal Trust,A hot meal and company.,+441632960001\n';
  await http.ask('manager', 'PUT', '/api/service-sources/council', file, { headers: { 'content-type': 'text/csv' } });
  serviceId = (await http.ask('coordinator', 'GET', '/api/services?words=lunch')).json<FoundService[]>()[0]!.service.id;
});
afterAll(() => http?.close());

const url = '/api/patients/north/signposts';
const send = (body: object) => http.ask('coordinator', 'POST', url, { serviceId, how: 'app', ...body });
const told = async () => signpostsView.parse((await http.ask('responder', 'GET', url)).json());
const thread = async () => (await threadsOf(http.database.pool, 'north', startAt))[0];

describe('a signpost', () => {
  it('of somebody without the app is written down as said, and refused as a message', async () => {
    const refused = await send({ id: 's0' });
    expect([refused.statusCode, refused.json().errors[0].path]).toEqual([422, 'how']);
    expect(await told()).toEqual({ hasApp: false, signposts: [] });
    expect((await send({ id: 's1', how: 'spoken' })).statusCode).toBe(201);
    expect((await told()).signposts).toMatchObject([{ id: 's1', serviceName: 'Lunch Club', how: 'spoken', by: 'A coordinator' }]);
    expect(await thread()).toBeUndefined();
  });

  it('goes to the messages of their app in the words of the entry, once, and answers nothing that they wrote', async () => {
    const userId = http.userIds.patient;
    await north.relate(userId, 'self');
    const asked = { patientId: 'north', userId, id: 'm1', fromTeam: false, authorId: userId, text: 'When does my nurse come?' };
    await write(http.database.pool, { at: startAt, actor: `user:${userId}` }, (tx) => postMessage(tx, asked));
    const sent = { id: 's2', note: 'Ask for Jean.', alertId: north.ids.alert };
    expect((await send(sent)).statusCode).toBe(201);
    expect((await send(sent)).statusCode).toBe(201);
    const { messages } = (await thread())!;
    expect(messages.map(({ text, fromTeam, readAt }) => [text, fromTeam, readAt])).toEqual([
      ['When does my nurse come?', false, null],
      [
        'Something near by that you may like: Lunch Club, Canal Trust.\nA hot meal and company.\nHow to reach them: 01632 960001.\nAsk for Jean.',
        true,
        null,
      ],
    ]);
    expect((await told()).hasApp).toBe(true);
    const { timeline } = (await http.ask('coordinator', 'GET', `/api/alerts/${north.ids.alert}`)).json();
    expect(timeline.at(-1).text).toBe('Signposted to Lunch Club.');
  });

  it.each([
    ['a service that is not there', { id: 's3', serviceId: 'none' }, 422],
    ['the alert of somebody else', { id: 's4', alertId: 'south-sos.1' }, 404],
    ['an id that is taken', { id: 's1', serviceId: 'other' }, 422],
  ])('is refused for %s', async (_, body, status) => {
    expect((await send(body)).statusCode).toBe(status);
  });
});

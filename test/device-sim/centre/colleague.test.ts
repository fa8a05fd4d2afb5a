import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Colleague } from '../../../device-sim/centre/colleague.ts';
import { answeringView } from '../../../gateway/contract/answering.ts';
import { readCsv } from '../../../gateway/services/read-csv.ts';
import { importServices } from '../../../gateway/store/services.ts';
import { write } from '../../../gateway/store/write.ts';
import { minute } from '../../../rules/model/time.ts';
import { at, password, people, TestGateway } from '../../e2e/gateway.ts';
import { kathleens } from '../../e2e/homes.ts';
import { patience } from '../../support/patience.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(at('08:00'));
  await gateway.enrol(kathleens([{ template: 'sos' }]));
  const file = 'sourceId,name,needs\nL1,Lunch Club,company\nL2,Choir,company\n';
  await write(gateway.database.pool, { at: at('08:00'), actor: 'test' }, (tx) => importServices(tx, 'council', readCsv(file)));
});
afterAll(() => gateway?.close());

const { email } = people.find(({ role }) => role === 'coordinator')!;
const colleague = (finding: 'lonely' | 'silent') =>
  new Colleague({
    baseUrl: gateway.app.publicUrl,
    email,
    password,
    patients: new Map([['kathleen', finding]]),
    now: () => gateway.clock.now(),
  });

const newest = async () => (await gateway.alertsOf('kathleen'))[0];

/** Looks until the newest alert of Kathleen is as wanted; a minute passes between two looks. */
async function live(who: Colleague, isSo: (alert: { readonly id: string; readonly status: string }) => Promise<boolean> | boolean) {
  for (let looks = 0; looks < 25; looks++) {
    await who.look();
    await gateway.settled();
    const alert = await newest();
    if (alert && (await isSo(alert))) return alert;
    await gateway.until(gateway.clock.now() + minute);
  }
  throw new Error('it did not come so far');
}
const answering = async (id: string) => answeringView.parse((await gateway.ask('coordinator', 'GET', `/api/alerts/${id}/answering`)).body);

it('somebody lonely rings, is told of a service, referred and followed up; somebody silent is gone to', { timeout: 60_000 }, async () => {
  const talks = await live(colleague('lonely'), ({ status }) => status === 'closed');
  const told = await answering(talks.id);
  expect(told.walked.map(({ step }) => step.id)).toEqual(['help.speak', 'help.need', 'help.reassure', 'care.advise']);
  expect([told.signposts.length, told.referrals.length, told.followUps.length]).toEqual([1, 1, 1]);
  const notes = await gateway.ask('coordinator', 'GET', '/api/hand-over-notes/waiting');
  expect(notes.status).toBe(200);

  const goes = await live(colleague('silent'), async ({ id, status }) => {
    const { body } = await gateway.ask('coordinator', 'GET', `/api/alerts/${id}/response-jobs`);
    return status !== 'closed' && (body as readonly unknown[]).length === 1;
  });
  expect(goes.id).not.toBe(talks.id);
  await vi.waitFor(async () => expect((await answering(goes.id)).walked.at(-1)?.step.id).toBe('visit.send'), patience);
});

it('leaves alerts of others alone', async () => {
  const other = new Colleague({ baseUrl: gateway.app.publicUrl, email, password, patients: new Map(), now: () => gateway.clock.now() });
  const before = await newest();
  await other.look();
  expect((await newest())?.version).toBe(before?.version);
});

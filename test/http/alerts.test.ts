import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlertDetail, alertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { disableUser } from '../../gateway/store/users.ts';
import { write } from '../../gateway/store/write.ts';
import { minute } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

let http: HttpFixture;
let secrets: Map<string, string>;

beforeAll(async () => {
  http = await httpFixture();
  await http.ask('administrator', 'POST', '/api/teams', {
    id: 'ccc',
    kind: 'coordination',
    name: 'Centre',
    channels: [{ kind: 'console' }],
  });
  secrets = await enrolKathleen(http);
});
afterAll(() => http?.close());

async function press(): Promise<AlertDetail> {
  const at = new Date(http.clock.now()).toISOString();
  const url = '/api/devices/watch/observations';
  await http.app.inject({ method: 'POST', url, payload: { kind: 'sos', observedAt: at }, headers: basic('watch', secrets.get('watch')!) });
  const [row] = alertSummary.array().parse((await http.ask('coordinator', 'GET', '/api/alerts')).json());
  return read(row!.id);
}
const read = async (id: string) => alertDetail.parse((await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json());
const command = (role: 'coordinator' | 'clinician', id: string, body: object) => http.ask(role, 'POST', `/api/alerts/${id}/commands`, body);

describe('an alert', () => {
  it('explains itself: why, agreed by whom, what comes next, who was told', async () => {
    const alert = await press();
    expect(alert).toMatchObject({
      id: 'k-sos.1',
      patientName: 'Kathleen Example',
      localityName: 'North',
      severity: 'high',
      status: 'open',
      level: 'coordination',
      scenarioVersion: 1,
      approvedBy: 'Dr Amin',
      owner: null,
      patient: { knownAs: 'Kathleen', address: '1 Long Lane', keyAccess: 'Key safe by the door' },
    });
    expect(alert.agreement).not.toBe('');
    expect(alert.reason).toContain('Kathleen called for help');
    expect(alert.plan.map(({ state }) => state)).toEqual(['current', 'next', 'later', 'later']);
    expect(alert.plan[0]?.who).toEqual(['Centre']);
    expect(alert.notifications).toMatchObject([{ recipientName: 'Centre', channelKind: 'console', status: 'queued' }]);
    expect(alert.timeline.map(({ n, type }) => [n, type])).toEqual([
      [1, 'opened'],
      [2, 'step'],
      [3, 'notification'],
    ]);
    expect(Date.parse(alert.nextAt!)).toBeGreaterThan(http.clock.now());
    expect(alert.allowed).toEqual(['acknowledge', 'hand-over', 'decline', 'merge', 'note', 'close']);
  });

  it('is snoozed by who has it, for as long as its severity allows, and is shown so until somebody ends it', async () => {
    const { id, version } = await press();
    const taken = (await command('coordinator', id, { type: 'acknowledge', version })).json<AlertDetail>();
    expect(taken.allowed).toContain('snooze');
    const snooze = { type: 'snooze', scope: 'alert', reason: 'Ravi is at the door.' };
    const tooLong = await command('coordinator', id, { ...snooze, minutes: 16, version: taken.version });
    expect([tooLong.statusCode, tooLong.json().detail]).toEqual([422, 'An urgent alert can be snoozed for at most 15 minutes.']);
    const noReason = await command('coordinator', id, { ...snooze, reason: ' ', minutes: 5, version: taken.version });
    expect(noReason.statusCode).toBe(400);
    const snoozed = (await command('coordinator', id, { ...snooze, minutes: 15, version: taken.version })).json<AlertDetail>();
    expect(snoozed.snoozes).toMatchObject([{ scope: 'alert', name: 'A coordinator', reason: 'Ravi is at the door.' }]);
    expect(snoozed.nextAt).toBe(snoozed.snoozes[0]?.untilAt);
    expect(snoozed.nextText).toBe("A coordinator's snooze ends and it is called out again.");
    const [row] = alertSummary.array().parse((await http.ask('clinician', 'GET', '/api/alerts')).json());
    expect(row?.snoozes).toHaveLength(1);
    const ended = (await command('clinician', id, { type: 'unsnooze', version: snoozed.version })).json<AlertDetail>();
    expect([ended.owner, ended.snoozes]).toEqual([null, []]);
  });

  it('is taken, noted, taken back, handed over and closed, each by what is shown as allowed', async () => {
    const { id, version } = await press();
    const acknowledged = alertDetail.parse((await command('coordinator', id, { type: 'acknowledge', version })).json());
    expect(acknowledged.owner).toMatchObject({ id: http.userIds.coordinator, name: 'A coordinator', tier: 'professional' });
    expect(acknowledged.allowed).toContain('unacknowledge');
    const forOthers = (await http.ask('clinician', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
    expect(forOthers.allowed).not.toContain('unacknowledge');

    const noted = (
      await command('coordinator', id, { type: 'note', version: acknowledged.version, text: 'Spoke to Mary.' })
    ).json<AlertDetail>();
    expect(noted.timeline.at(-1)).toMatchObject({ type: 'note', text: 'Spoke to Mary.', actor: { name: 'A coordinator' } });
    const back = (await command('coordinator', id, { type: 'unacknowledge', version: noted.version })).json<AlertDetail>();
    expect(back.owner).toBeNull();

    const to = { userId: http.userIds.clinician };
    const handed = (await command('coordinator', id, { type: 'hand-over', version: back.version, to })).json<AlertDetail>();
    expect(handed.owner?.name).toBe('A clinician');
    const closed = (
      await command('clinician', id, { type: 'close', version: handed.version, outcome: 'reassurance', note: 'Pressed by mistake.' })
    ).json<AlertDetail>();
    expect(closed).toMatchObject({
      status: 'closed',
      nextAt: null,
      allowed: [],
      outcome: { code: 'reassurance', by: 'A clinician', note: 'Pressed by mistake.' },
    });
    expect((await http.ask('coordinator', 'GET', '/api/alerts')).json()).toEqual([]);
    expect((await http.ask('coordinator', 'GET', '/api/alerts?status=closed')).json()).toMatchObject([{ id }]);
    expect((await http.ask('coordinator', 'GET', '/api/patients/kathleen/alerts')).json()).toMatchObject([{ id, status: 'closed' }]);
  });
});

/** Their id, when they can no longer sign in and are nobody to be chosen. */
async function disabled(role: 'responder'): Promise<string> {
  await write(http.database.pool, { at: http.clock.now(), actor: 'test' }, (tx) => disableUser(tx, `${role}@example.org`));
  const names = (await http.ask('coordinator', 'GET', '/api/users')).json<{ name: string }[]>().map(({ name }) => name);
  expect(names).toContain('A manager');
  expect(names).not.toContain(`A ${role}`);
  return http.userIds[role];
}

describe('a command', () => {
  it('that comes second does nothing and shows the alert as it is', async () => {
    http.clock.advanceBy(60_000);
    const { id, version } = await press();
    const both = await Promise.all([
      command('coordinator', id, { type: 'acknowledge', version }),
      command('clinician', id, { type: 'acknowledge', version }),
    ]);
    const [won, lost] = both.toSorted((a, b) => a.statusCode - b.statusCode);
    expect([won!.statusCode, lost!.statusCode]).toEqual([200, 409]);
    expect(lost!.headers['content-type']).toContain('application/problem+json');
    expect(lost!.json()).toMatchObject({
      status: 409,
      detail: expect.stringContaining('Somebody was faster'),
      alert: { id, version: version + 1 },
    });
    expect(lost!.json().alert.owner).toEqual(won!.json().owner);
  });

  it('that the state does not allow is refused with the reason', async () => {
    const alert = await press();
    const other = alert.owner?.name === 'A clinician' ? 'coordinator' : 'clinician';
    const answer = await command(other, alert.id, { type: 'unacknowledge', version: alert.version });
    expect(answer.json()).toMatchObject({ status: 422, detail: 'Only the person who acknowledged can take it back.' });
  });

  it.each([
    ['nobody', () => 'usr-none', 'there is no such person'],
    ['an administrator', () => http.userIds.administrator, 'an administrator does not answer alerts'],
    ['somebody who is disabled', () => disabled('responder'), 'there is no such person'],
  ])('cannot hand over to %s', async (_, whom, message) => {
    const alert = await press();
    const userId = await whom();
    const answer = await command('coordinator', alert.id, { type: 'hand-over', version: alert.version, to: { userId } });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'to.userId', message }] });
  });

  it('on a closed alert shows that it is closed', async () => {
    const answer = await command('coordinator', 'k-sos.1', { type: 'note', version: 1, text: 'Too late.' });
    expect(answer.json()).toMatchObject({ status: 409, detail: 'This alert is closed.', alert: { status: 'closed' } });
  });

  it('on an alert that never was is a 404', async () => {
    expect((await command('coordinator', 'none.1', { type: 'note', version: 1, text: 'x' })).statusCode).toBe(404);
  });

  it.each([
    [{ type: 'close', version: 1 }, 'outcome'],
    [{ type: 'close', version: 1, outcome: 'prompt-sufficed' }, 'outcome'],
    [{ type: 'dance', version: 1 }, 'type'],
    [{ type: 'acknowledge' }, 'version'],
  ])('of another shape is refused: %j at %s', async (body, path) => {
    const answer = await command('coordinator', 'k-sos.2', body);
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ path }] });
  });
});

describe('tasks', () => {
  it('are shown until a person has done them', async () => {
    const alert = await press();
    await command('coordinator', alert.id, { type: 'hand-over', version: alert.version, to: { level: 'rapid-response' } });
    const [task] = (await http.ask('manager', 'GET', '/api/tasks')).json();
    expect(task).toMatchObject({ kind: 'rota-gap', patientName: 'Kathleen Example', alertId: alert.id, doneAt: null });
    const url = `/api/tasks/${encodeURIComponent(task.id)}/done`;
    expect((await http.ask('manager', 'POST', url)).statusCode).toBe(204);
    expect((await http.ask('coordinator', 'POST', url)).statusCode).toBe(204);
    expect((await http.ask('manager', 'GET', '/api/tasks')).json()).not.toContainEqual(expect.objectContaining({ id: task.id }));
    expect((await http.ask('manager', 'GET', '/api/tasks?done=true')).json()).toContainEqual(expect.objectContaining({ id: task.id }));
    const { rows } = await http.database.pool.query('select done_by from task where id = $1', [task.id]);
    expect(rows).toEqual([{ done_by: `user:${http.userIds.manager}` }]);
  });
});

it('that begins again soon after it was closed as settled opens like any other, and says so', async () => {
  const closed = async (alert: AlertDetail) =>
    (
      await command('coordinator', alert.id, { type: 'close', version: alert.version, outcome: 'accidental', note: '' })
    ).json<AlertDetail>();
  http.clock.advanceBy(60 * minute);
  const former = await closed(await press());
  http.clock.advanceBy(12 * minute);
  const again = await press();
  expect(again).toMatchObject({ status: 'open', previous: { id: former.id, outcome: 'accidental', minutes: 12 } });
  expect(again.id).not.toBe(former.id);
  await closed(again);
  http.clock.advanceBy(31 * minute);
  expect((await press()).previous).toBeNull();
});

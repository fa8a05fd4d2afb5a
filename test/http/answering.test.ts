import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AlertDetail, alertSummary } from '../../gateway/contract/alerts.ts';
import { type AnsweringView, answeringView, contactToCall, followUpView } from '../../gateway/contract/answering.ts';
import { readCsv } from '../../gateway/services/read-csv.ts';
import { importServices } from '../../gateway/store/services.ts';
import { verifyTimelines } from '../../gateway/store/timeline.ts';
import { write } from '../../gateway/store/write.ts';
import { minute } from '../../rules/model/time.ts';
import { type HttpFixture, httpFixture } from './fixture.ts';
import { basic, enrolKathleen } from './home.ts';

let http: HttpFixture;
let secrets: Map<string, string>;
let id: string;
beforeAll(async () => {
  http = await httpFixture();
  const centre = { id: 'ccc', kind: 'coordination', name: 'Centre', channels: [{ kind: 'console' }] };
  await http.ask('administrator', 'POST', '/api/teams', centre);
  secrets = await enrolKathleen(http);
  const voice = [
    { kind: 'voice', address: '+441632960001' },
    { kind: 'sms', address: '+441632960001' },
    { kind: 'email', address: 'n@example.org' },
  ];
  const contact = { relationship: 'neighbour', channels: voice, checkedByPhone: true };
  await http.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', {
    ...contact,
    id: 'nina',
    name: 'Nina',
    order: 2,
    mayBeTold: true,
  });
  await http.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', {
    ...contact,
    id: 'owen',
    name: 'Owen',
    order: 3,
    mayBeTold: false,
  });
});
afterAll(() => http?.close());
beforeEach(async () => {
  const observedAt = new Date(http.clock.now()).toISOString();
  const headers = basic('watch', secrets.get('watch')!);
  await http.app.inject({ method: 'POST', url: '/api/devices/watch/observations', payload: { kind: 'sos', observedAt }, headers });
  id = alertSummary.array().parse((await http.ask('coordinator', 'GET', '/api/alerts')).json())[0]!.id;
});

let n = 0;
const recordId = () => `rec-${++n}`;
const record = (body: object, role: 'coordinator' | 'clinician' = 'coordinator') =>
  http.ask(role, 'POST', `/api/alerts/${id}/answering/records`, { id: recordId(), ...body });
const step = (name: string, answer: string, note = '') => record({ kind: 'step', step: name, answer, note });
const view = async (role: 'coordinator' | 'clinician' = 'coordinator'): Promise<AnsweringView> =>
  answeringView.parse((await http.ask(role, 'GET', `/api/alerts/${id}/answering`)).json());
const close = async (outcome: string) => {
  const { version } = (await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
  return http.ask('coordinator', 'POST', `/api/alerts/${id}/commands`, { type: 'close', version, outcome, note: '' });
};

describe('answering an alert', () => {
  it('begins with the script of its kind, and goes on from what anybody has recorded', async () => {
    expect(await view()).toMatchObject({
      script: { id: 'call-for-help' },
      walked: [],
      current: { id: 'help.speak' },
      suggestedOutcome: null,
    });
    await step('help.speak', 'silence');
    expect((await step('no-reply.listen', 'distress', 'Groans')).json()).toMatchObject({ current: { id: 'emergency.call' } });
    const second = await view('clinician');
    expect(second.walked.map(({ answer, note, by }) => [answer, note, by])).toEqual([
      ['No reply', '', 'A coordinator'],
      ['Sounds ill or in danger', 'Groans', 'A coordinator'],
    ]);
    expect(second.current?.text).toContain('what is known of Kathleen');
  });

  it('keeps each record in the sealed timeline of the alert, once, however often it is sent', async () => {
    const sent = { id: recordId(), kind: 'step', step: 'help.speak', answer: 'silence', note: 'Twice' };
    const url = `/api/alerts/${id}/answering/records`;
    expect((await http.ask('coordinator', 'POST', url, sent)).statusCode).toBe(200);
    expect((await http.ask('coordinator', 'POST', url, sent)).statusCode).toBe(200);
    expect((await http.ask('coordinator', 'POST', url, { ...sent, answer: 'test' })).statusCode).toBe(409);
    const { timeline } = (await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
    const notes = timeline.filter(({ text }) => text.includes('Twice'));
    expect(notes).toMatchObject([{ type: 'note', actor: { name: 'A coordinator' } }]);
    expect(notes[0]!.text).toContain('No reply. Twice.');
    expect((await verifyTimelines(http.database.pool)).broken).toEqual([]);
  });

  it.each([
    ['a step that is not there', { kind: 'step', step: 'help.nothing', answer: 'silence' }, 'step'],
    ['an answer of another step', { kind: 'step', step: 'help.speak', answer: 'keyholder' }, 'answer'],
    ['nobody going, without a reason', { kind: 'step', step: 'no-reply.go-out', answer: 'no-visit' }, 'note'],
    ['an assessment as a step', { kind: 'step', step: 'help.assess', answer: '999' }, 'step'],
    ['a contact of somebody else', { kind: 'call', contactId: 'nobody', result: 'spoke' }, 'contactId'],
    ['a contact who may not be told', { kind: 'call', contactId: 'owen', result: 'spoke' }, 'contactId'],
    ['less than is advised, without a reason', { kind: 'assessment', answers: { 'chest-pain': 'yes' }, chosen: 'family' }, 'why'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await record(body);
    expect([answer.statusCode, answer.json().errors?.[0]?.path]).toEqual([422, field]);
  });

  it('gives the level of care with its reasons, records what was chosen, and calls nobody', async () => {
    const answers = { awake: 'yes', breathing: 'usual', 'chest-pain': 'yes' };
    const asked = await http.ask('coordinator', 'POST', `/api/alerts/${id}/answering/advice`, { answers });
    expect(asked.json()).toEqual({ level: '999', reasons: ['chest pain'] });
    expect((await view()).assessment).toBeNull();
    await record({ kind: 'assessment', answers, chosen: '999' });
    expect((await view()).assessment).toMatchObject({ advised: '999', chosen: '999', reasons: ['chest pain'], by: 'A coordinator' });
  });

  it('counts readings that are known', async () => {
    const observedAt = new Date(http.clock.now()).toISOString();
    await http.ask('clinician', 'POST', '/api/patients/kathleen/observations', { kind: 'oxygen-saturation', value: 90, observedAt });
    const best = { awake: 'yes', breathing: 'usual', 'chest-pain': 'no', stroke: 'no', confusion: 'no', bleeding: 'no', head: 'no' };
    const answers = { ...best, injury: 'no', 'get-up': 'yes', need: 'nothing', alone: 'no' };
    const { level } = (await http.ask('coordinator', 'POST', `/api/alerts/${id}/answering/advice`, { answers })).json();
    expect(level).toBe('urgent-community-response');
    expect((await view()).readings).toMatchObject([{ kind: 'oxygen-saturation', text: '90 %', counts: true }]);
  });
});

describe('calling the contacts', () => {
  const look = `read /api/alerts/:id/contacts`;
  it('shows them in their order with their numbers, but not of who may not be told, and writes down who looked', async () => {
    const contacts = contactToCall.array().parse((await http.ask('coordinator', 'GET', `/api/alerts/${id}/contacts`)).json());
    expect(contacts.map(({ name, mayBeTold, numbers }) => [name, mayBeTold, numbers])).toEqual([
      ['Mary', true, []],
      ['Nina', true, ['+441632960001']],
      ['Owen', false, []],
    ]);
    const { rows } = await http.database.pool.query('select patient_id from audit where action = $1', [look]);
    expect(rows[0]).toEqual({ patient_id: 'kathleen' });
  });

  it('asks why somebody is called before their turn, records it, and asks no more once whoever comes first was tried or is away', async () => {
    const voice = [{ kind: 'voice', address: '+441632960007' }];
    const petra = { name: 'Petra', relationship: 'niece', order: 4, mayBeTold: true, channels: voice, checkedByPhone: true };
    await http.ask('coordinator', 'POST', '/api/patients/kathleen/contacts', { ...petra, id: 'petra' });
    const call = { id: recordId(), kind: 'call', contactId: 'petra', result: 'spoke' };
    // Mary has no number, Owen may not be told: only Nina comes before.
    expect((await view()).notTheirTurn).toEqual([{ contactId: 'petra', before: ['Nina'] }]);
    const url = `/api/alerts/${id}/answering/records`;
    const silent = await http.ask('coordinator', 'POST', url, call);
    expect([silent.statusCode, silent.json().errors]).toEqual([
      422,
      [{ path: 'outOfOrder', message: 'say why Petra is called before Nina' }],
    ]);
    expect((await view()).calls).toEqual([]);
    const away = '/api/patients/kathleen/contacts/nina/unavailable';
    const iso = (at: number) => new Date(at).toISOString();
    const dates = { fromAt: iso(http.clock.now()), untilAt: iso(http.clock.now() + 60 * minute), reason: 'On a train' };
    const unavailable = (await http.ask('coordinator', 'POST', away, dates)).json<{ id: string }>().id;
    expect((await view()).notTheirTurn).toEqual([]);
    await http.ask('coordinator', 'DELETE', `${away}/${unavailable}`);
    const said = { ...call, outOfOrder: 'nearest' };
    expect((await http.ask('coordinator', 'POST', url, said)).json()).toMatchObject({
      notTheirTurn: [],
      calls: [{ outOfOrder: 'nearest' }],
    });
    expect((await http.ask('coordinator', 'POST', url, said)).statusCode).toBe(200);
    const { timeline } = (await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
    expect(timeline.at(-1)?.text).toBe('Called Petra: spoke to them. Before Nina: they have a key and are nearest.');
    expect((await view()).calls).toHaveLength(1);
    // By the time it is stored it may be their turn: then there was nothing to explain.
    const again = { ...said, id: recordId(), outOfOrder: 'rang-us' };
    expect((await http.ask('coordinator', 'POST', url, again)).json()).toMatchObject({ calls: [{}, { outOfOrder: null }] });
  });

  it('makes a follow-up of somebody who is on their way, for the time they said', async () => {
    const sent = { id: recordId(), kind: 'call', contactId: 'nina', result: 'coming', arrivesInMinutes: 20 };
    const dueAt = new Date(http.clock.now() + 20 * minute).toISOString();
    const url = `/api/alerts/${id}/answering/records`;
    await http.ask('coordinator', 'POST', url, sent);
    http.clock.advanceBy(minute);
    await http.ask('coordinator', 'POST', url, sent);
    const { calls, followUps, suggestedOutcome } = await view();
    expect(calls.at(-1)).toMatchObject({ name: 'Nina', result: 'coming', arrivesAt: dueAt });
    expect(followUps.filter((one) => one.id === `call-${sent.id}`)).toMatchObject([{ owner: 'A coordinator', dueAt, doneAt: null }]);
    expect(suggestedOutcome).toBe('keyholder-attending');
  });
});

describe('follow-ups', () => {
  it('have an owner and a time, stand with the person until they are done, and in the timeline', async () => {
    const dueAt = new Date(http.clock.now() + 60 * minute).toISOString();
    const one = { id: 'ring-gp', text: 'Ring the surgery about the tablets', owner: { teamId: 'ccc' }, dueAt };
    const url = `/api/alerts/${id}/follow-ups`;
    expect((await http.ask('coordinator', 'POST', url, one)).statusCode).toBe(201);
    expect((await http.ask('coordinator', 'POST', url, one)).statusCode).toBe(201);
    const open = async () => followUpView.array().parse((await http.ask('responder', 'GET', '/api/patients/kathleen/follow-ups')).json());
    expect((await open()).filter((each) => each.id === 'ring-gp')).toMatchObject([{ owner: null, teamName: 'Centre', dueAt, alertId: id }]);
    const { timeline } = (await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
    expect(timeline.at(-1)?.text).toMatch(/^Follow-up for Centre, by \d\d:\d\d: Ring the surgery about the tablets\.$/);
    await http.ask('coordinator', 'POST', '/api/tasks/ring-gp/done');
    expect((await open()).map((each) => each.id)).not.toContain('ring-gp');
    const nobody = await http.ask('coordinator', 'POST', url, { ...one, id: 'x', owner: { userId: 'nobody' } });
    expect([nobody.statusCode, nobody.json().errors[0].path]).toEqual([422, 'owner']);
  });
});

describe('services near by', () => {
  it('that somebody was told of or referred to stand with the alert and in its record; another person’s alert is refused', async () => {
    const file = 'sourceId,name,needs\nL1,Lunch Club,company\n';
    await write(http.database.pool, { at: http.clock.now(), actor: 'test' }, (tx) => importServices(tx, 'council', readCsv(file)));
    const [found] = (await http.ask('coordinator', 'GET', '/api/services?need=company')).json<{ service: { id: string } }[]>();
    const serviceId = found!.service.id;
    const patient = '/api/patients/kathleen';
    const signpost = { id: 'told', serviceId, how: 'spoken', note: 'On Tuesdays', alertId: id };
    expect((await http.ask('coordinator', 'POST', `${patient}/signposts`, signpost)).statusCode).toBe(201);
    const consent = { basis: 'patient', note: 'On the telephone' };
    const referral = { id: 'referred', serviceId, reason: 'Is much alone', consent, alertId: id };
    const elsewhere = await http.ask('coordinator', 'POST', `${patient}/referrals`, { ...referral, alertId: 'another.1' });
    expect([elsewhere.statusCode, elsewhere.json().errors[0].path]).toEqual([422, 'alertId']);
    expect((await http.ask('coordinator', 'POST', `${patient}/referrals`, referral)).statusCode).toBe(201);
    expect(await view()).toMatchObject({
      signposts: [{ serviceName: 'Lunch Club', how: 'spoken', note: 'On Tuesdays', by: 'A coordinator' }],
      referrals: [{ serviceName: 'Lunch Club', step: 'sent', reason: 'Is much alone' }],
    });
    const { timeline } = (await http.ask('coordinator', 'GET', `/api/alerts/${id}`)).json<AlertDetail>();
    expect(timeline.slice(-2).map(({ text }) => text)).toEqual(['Signposted to Lunch Club.', 'Referred to Lunch Club.']);
    // The record of the alert takes no second line of this id. The referral is made all the same, and says so.
    expect((await http.ask('coordinator', 'POST', `${patient}/referrals`, { ...referral, id: 'told' })).statusCode).toBe(201);
    expect(await view()).toMatchObject({ referrals: [{ id: 'referred' }, { id: 'told' }] });
    expect((await http.ask('coordinator', 'POST', `${patient}/signposts`, { ...signpost, id: 'referred' })).statusCode).toBe(201);
    expect((await view()).signposts).toHaveLength(2);
  });
});

describe('closing what was answered', () => {
  it('asks why nobody went where there was no reply, and why each contact could not be reached', async () => {
    await step('help.speak', 'silence');
    const silent = await close('reassurance');
    expect([silent.statusCode, silent.json().errors[0].path]).toEqual([422, 'noVisit']);
    await record({ kind: 'call', contactId: 'nina', result: 'no-answer' });
    expect((await view()).notReached).toEqual([{ contactId: 'nina', name: 'Nina' }]);
    await step('no-reply.go-out', 'no-visit', 'She is in hospital since this morning.');
    const unreached = await close('unable-to-contact');
    expect(unreached.json().errors.map(({ path }: { path: string }) => path)).toEqual(['notReached.nina']);
    await record({ kind: 'not-reached', contactId: 'nina', why: 'switched-off' });
    expect((await close('unable-to-contact')).statusCode).toBe(200);
    expect((await record({ kind: 'call', contactId: 'nina', result: 'spoke' })).statusCode).toBe(409);
    expect((await http.ask('coordinator', 'GET', `/api/alerts/${id}/contacts`)).statusCode).toBe(409);
  });
});

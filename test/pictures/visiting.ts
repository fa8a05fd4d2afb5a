import { z } from 'zod';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import { responseBoard } from '../../gateway/contract/response.ts';
import { clockView } from '../../gateway/contract/system.ts';
import type { Camera, Stand } from './camera.ts';
import { callForHelp } from './family.ts';
import { Visitor } from './visitor.ts';

const hour = 3_600_000;
/** Nobody simulated is of it. */
const unit = { id: 'north-4', name: 'North 4', teamId: 'demo-rrt', skills: ['lifting'] } as const;

/** Kathleen calls for help, and a crew goes. */
export async function visiting(camera: Camera, origin: string): Promise<void> {
  await callForHelp(camera);
  const coordinator = await Visitor.signedIn(origin, 'coordinator@example.org');
  const alerts = z.array(alertSummary).parse(await coordinator.ask('/api/alerts'));
  const alert = alerts.find(({ patientId, template, status }) => patientId === 'k-p1' && template === 'sos' && status === 'open');
  if (!alert) throw new Error('Kathleen has not called');
  const phone = await visit(camera, origin, alert.id);
  await end(phone);
  await phone.close();
}

/** A crew on its telephone: off duty, on duty, asked, on the way, without a connection, at the door, inside. */
export async function visit(camera: Camera, origin: string, alertId: string): Promise<Stand> {
  const nobody = await camera.nobody('phone');
  await nobody.see('/responder/', 'responder-sign-in');
  await nobody.close();

  const phone = await camera.signedIn('responder@example.org', 'phone');
  const button = (name: string) => phone.page.getByRole('button', { name, exact: true });
  await goOffDuty(origin);
  await phone.see('/responder/', 'responder-off-duty');
  await comeOnDuty(origin);
  await callOff(origin, alertId);
  await phone.page.goto('/responder/');
  await button('Go off duty').waitFor();
  const calledOff = button('I have read it').first();
  while (await calledOff.isVisible()) await calledOff.click();
  await phone.take('responder-waiting');
  await send(origin, alertId);
  await button('Accept').waitFor();
  await phone.take('responder-offer', { image: 390, screen: true });
  await button('I cannot go').click();
  await phone.take('responder-cannot-go', { screen: true });
  await button('Go back').click();
  await button('Accept').click();
  await button('I am on my way').click();
  await button('I am at the door').waitFor();
  await sent(phone);
  await phone.take('responder-visit', { image: 390, screen: true });
  await phone.take('responder-visit-whole');
  await withoutConnection(phone);
  await button('Show the code').click();
  await button('Hide it').waitFor();
  await phone.take('responder-code');
  await button('I cannot get in').click();
  await phone.take('responder-no-access', { screen: true });
  await button('Go back').click();
  await button('I am inside').click();
  await phone.take('responder-how-in', { screen: true });
  await button('Key safe').click();
  await button('It is done').waitFor();
  return phone;
}

async function end(phone: Stand): Promise<void> {
  await phone.page.getByRole('button', { name: 'It is done', exact: true }).click();
  await phone.page.getByLabel('Outcome').selectOption('Reassurance given');
  await phone.page.getByLabel('What you found and did').fill('She had slipped from her chair and is not hurt. Helped her up.');
  await phone.page.getByLabel('Who is with them now').fill('her daughter Maureen');
  await phone.take('responder-outcome', { image: 390, screen: true });
  await phone.page.getByRole('button', { name: 'Save and end the visit' }).click();
  await phone.page.getByText('Done: visit to').first().waitFor();
  await sent(phone);
  await phone.take('responder-done');
}

async function goOffDuty(origin: string): Promise<void> {
  const responder = await Visitor.signedIn(origin, 'responder@example.org');
  await responder.ask('/api/response/my/duty', { unitId: null, untilAt: null }, 'PUT');
}

async function comeOnDuty(origin: string): Promise<void> {
  const admin = await Visitor.signedIn(origin, 'admin@example.org');
  const known = z.array(z.object({ id: z.string() })).parse(await admin.ask('/api/response/units'));
  if (!known.some(({ id }) => id === unit.id)) await admin.ask('/api/response/units', unit);
  const responder = await Visitor.signedIn(origin, 'responder@example.org');
  const { now } = clockView.parse(await responder.ask('/api/clock'));
  const untilAt = new Date(Date.parse(now) + 6 * hour).toISOString();
  await responder.ask('/api/response/my/duty', { unitId: unit.id, untilAt }, 'PUT');
}

/** Takes back what others, or this crew by itself, were asked for. */
async function callOff(origin: string, alertId: string): Promise<void> {
  const coordinator = await Visitor.signedIn(origin, 'coordinator@example.org');
  const { jobs, units } = responseBoard.parse(await coordinator.ask('/api/response/board'));
  const asked = units.find(({ id }) => id === unit.id)?.jobId;
  for (const job of jobs.filter((each) => each.alertId === alertId || each.id === asked))
    await coordinator.ask(`/api/response-jobs/${job.id}/cancel`, { reason: 'North 4 is nearer.' });
}

async function send(origin: string, alertId: string): Promise<void> {
  const coordinator = await Visitor.signedIn(origin, 'coordinator@example.org');
  const reason = 'Called for help from the app and does not answer the telephone.';
  await coordinator.ask(`/api/alerts/${alertId}/response-jobs`, {
    ...{ id: crypto.randomUUID(), urgency: 'visit', skills: ['lifting'], reason, unitId: unit.id },
  });
}

/** They arrive where the telephone has no signal; what they said is sent when it has. */
async function withoutConnection(phone: Stand): Promise<void> {
  const { page } = phone;
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'I am at the door' }).click();
  await page.getByText('1 entry waits to be sent').waitFor();
  await phone.take('responder-offline');
  await page.context().setOffline(false);
  await sent(phone);
}

/** Nothing waits on the telephone any more. */
async function sent({ page }: Stand): Promise<void> {
  await page.getByText('waits to be sent').waitFor({ state: 'detached' });
  await page.getByText('not sent yet').first().waitFor({ state: 'detached' });
}

import { z } from 'zod';
import { alertSummary } from '../../gateway/contract/alerts.ts';
import type { Camera, Stand } from './camera.ts';
import { callForHelp } from './family.ts';
import { visit } from './visiting.ts';
import { Visitor } from './visitor.ts';

/** Somebody calls for help: the centre answers the most urgent alert, sends a crew, and the crew goes. */
export async function answering(camera: Camera, origin: string): Promise<void> {
  await callForHelp(camera);
  const nobody = await camera.nobody();
  await nobody.see('/', 'sign-in');
  await nobody.close();

  const coordinator = await Visitor.signedIn(origin, 'coordinator@example.org');
  const desk = await camera.signedIn('coordinator@example.org');
  await desk.see('/', 'worklist-sound-test', { screen: true });
  await coordinator.beginTurn();
  await desk.see('/', 'worklist', { image: 1440, screen: true });
  await desk.page.keyboard.press('?');
  await desk.take('worklist-keys', { screen: true });
  await desk.see('/?show=owned', 'worklist-owned', { screen: true });
  await desk.see('/?show=to-code', 'worklist-to-be-coded', { screen: true });

  const alerts = z.array(alertSummary).parse(await coordinator.ask('/api/alerts'));
  const alert = alerts.find(({ patientId, severity }) => patientId === 'k-p1' && severity === 'high') ?? alerts[0];
  if (!alert) throw new Error('no alert is open');
  await desk.see(`/alerts/${alert.id}`, 'alert-new');
  const take = desk.page.getByRole('button', { name: 'Acknowledge', exact: true });
  const join = desk.page.getByRole('button', { name: 'Join', exact: true });
  await take.or(join).first().waitFor();
  const isFree = await take.isVisible();
  if (isFree) {
    await take.click();
    await desk.page.getByText('You have it until').first().waitFor();
  }
  await desk.page.getByRole('button', { name: 'No reply', exact: true }).click();
  await desk.page
    .getByRole('button', { name: /^Correct/ })
    .first()
    .waitFor();
  await desk.take('alert', { image: 1440, screen: true });
  // Where the plan of the alert has asked for a crew already, nobody else is sent.
  if (await desk.page.getByRole('button', { name: 'Send somebody…' }).first().isVisible())
    await desk.dialog('Send somebody…', 'alert-send');
  await desk.dialog('Hand over…', 'alert-hand-over');
  if (isFree) await desk.dialog('Snooze…', 'alert-snooze');
  await desk.dialog('Close with outcome…', 'alert-close');
  await desk.dialog('Add a note…', 'alert-note');
  await desk.page.getByRole('button', { name: 'Assess…' }).first().click();
  await desk.take('alert-assess');
  await desk.dialog('Add a follow-up…', 'alert-follow-up');
  const others = alerts.filter(({ id }) => id !== alert.id);
  for (const [n, { id }] of others.slice(0, 3).entries()) await desk.see(`/alerts/${id}`, `alert-other-${n + 1}`);

  await (await visit(camera, origin, alert.id)).close();
  await desk.see(`/alerts/${alert.id}`, 'alert-visit');
  await desk.see('/response', 'board', { image: 1440 });
  await desk.see('/tasks', 'tasks');
  await desk.see('/messages', 'messages');
  await desk.see('/units', 'units');
  await services(desk);
  await desk.see('/rotas/demo-ccc', 'hand-over');
  await desk.dialog('Leave a note…', 'hand-over-note');
  await desk.see('/account', 'account');
  await desk.see('/nowhere', 'not-found');
  await desk.close();
}

/** The directory, for everybody and for one person, who is then referred and told of a service. */
async function services(desk: Stand): Promise<void> {
  await desk.see('/services', 'services', { screen: true });
  await desk.see('/services?patient=k-p1&need=company', 'services-for', { screen: true });
  await desk.dialog(/^Refer /, 'services-refer');
  await desk.dialog(/^Tell /, 'services-tell');
  await desk.see('/referrals', 'referrals');
}

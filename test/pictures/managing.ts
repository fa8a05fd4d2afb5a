import { join } from 'node:path';
import type { Camera } from './camera.ts';
import { Visitor } from './visitor.ts';

const people = join(import.meta.dirname, '../../docs/imports-example.csv');

/** What a manager looks at. */
export async function managing(camera: Camera, origin: string): Promise<void> {
  await (await Visitor.signedIn(origin, 'manager@example.org')).beginTurn();
  const desk = await camera.signedIn('manager@example.org');
  await desk.see('/', 'manager-worklist', { screen: true });
  await desk.see('/figures', 'figures', { image: 1440, screen: true });
  await desk.take('figures-whole');
  await desk.see('/rotas', 'manager-rotas');
  await desk.see('/rotas/demo-ccc', 'rota');
  await desk.dialog('Put somebody on call…', 'rota-on-call');
  await desk.see('/rotas/demo-ccc/change', 'rota-change');
  await desk.see('/watch', 'who-answers', { image: 1440, screen: true });
  await desk.dialog(/^Change/, 'who-answers-queues');
  await desk.see('/ward', 'manager-ward', { screen: true });
  await desk.dialog('New ward…', 'ward-new');
  await desk.see('/users', 'manager-users');
  await desk.see('/patients/joan-p1', 'manager-patient');
  await desk.dialog(/^Copy of everything/, 'record-copy');
  await desk.dialog('Close this record…', 'record-close');
  await desk.see('/restrictions', 'closed-records');
  await desk.see('/enrol/import', 'import');
  await desk.page.locator('input[type=file]').setInputFiles(people);
  await desk.page.getByRole('button', { name: 'Check', exact: false }).first().click();
  await desk.page.getByRole('heading', { name: 'What the check found' }).waitFor();
  await desk.take('import-checked');
  await desk.page
    .getByRole('link', { name: /Report/ })
    .first()
    .click();
  await desk.take('import-report');
  await desk.close();
}

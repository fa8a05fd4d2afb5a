import type { Camera } from './camera.ts';
import { Visitor } from './visitor.ts';

/** What a manager looks at. */
export async function managing(camera: Camera, origin: string): Promise<void> {
  await (await Visitor.signedIn(origin, 'manager@example.org')).beginTurn();
  const desk = await camera.signedIn('manager@example.org');
  await desk.see('/', 'manager-worklist', { screen: true });
  await desk.see('/figures', 'figures', { image: 1440, screen: true });
  await desk.see('/figures', 'figures-whole');
  await desk.see('/rotas', 'manager-rotas');
  await desk.see('/rotas/demo-ccc', 'rota');
  await desk.see('/rotas/demo-ccc/change', 'rota-change');
  await desk.see('/watch', 'who-answers');
  await desk.see('/users', 'manager-users');
  await desk.see('/restrictions', 'closed-records');
  await desk.see('/enrol/import', 'import');
  await desk.see('/patients/joan-p1', 'manager-patient');
  await desk.close();
}

import type { Camera } from './camera.ts';

/** What an administrator sets up. */
export async function settingUp(camera: Camera): Promise<void> {
  const desk = await camera.signedIn('admin@example.org');
  await desk.see('/', 'administrator-start');
  await desk.see('/users', 'users', { image: 1440, screen: true });
  await desk.see('/localities', 'localities');
  await desk.see('/apps', 'apps');
  await desk.see('/equipment', 'equipment');
  await desk.see('/rotas', 'administrator-rotas');
  await desk.see('/enrol', 'enrol-start');
  await desk.page.getByRole('button', { name: 'Begin' }).click();
  await desk.page.getByLabel('First name').fill('Agnes');
  await desk.page.getByLabel('Last name').fill('Whitfield');
  await desk.take('enrol', { image: 1440, screen: true });
  for (const step of ['home', 'kit', 'contacts', 'agreements', 'check']) {
    await desk.page.getByRole('button', { name: 'Continue' }).click();
    await desk.take(`enrol-${step}`);
  }
  await desk.see('/homes/k/kit', 'administrator-kit');
  await desk.close();
}

import type { Camera, Stand } from './camera.ts';
import { homeKit } from './home-kit.ts';

/** What an administrator sets up, and the steps of an enrolment up to the last, which a demonstration refuses. */
export async function settingUp(camera: Camera, origin: string): Promise<void> {
  const desk = await camera.signedIn('admin@example.org');
  await desk.see('/', 'administrator-start');
  await desk.see('/users', 'users', { image: 1440, screen: true });
  await desk.dialog('Invite somebody…', 'users-invite');
  await desk.dialog(/^Disable/, 'users-disable');
  await desk.see('/localities', 'localities', { image: 1440, screen: true });
  await desk.dialog('Add a locality…', 'localities-add');
  await desk.see('/apps', 'apps');
  await desk.dialog('Register an app…', 'apps-register');
  await desk.see('/equipment', 'equipment');
  await desk.see('/units', 'administrator-units');
  await desk.dialog(/^Change/, 'units-change');
  await desk.see('/rotas', 'administrator-rotas');
  await desk.dialog('Add a team…', 'rotas-add-team');
  await homeKit(desk, origin);
  await desk.close();

  const clinic = await camera.signedIn('clinician@example.org');
  await enrolling(clinic);
  await clinic.close();
}

async function enrolling(desk: Stand): Promise<void> {
  const { page } = desk;
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).first().fill(text);
  const on = async (step: string) => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: step, exact: true, level: 2 }).waitFor();
  };
  await desk.see('/enrol', 'enrol-start');
  await page.getByRole('button', { name: 'Begin' }).click();
  await fill('First name', 'Agnes');
  await fill('Last name', 'Whitfield');
  await desk.take('enrol', { image: 1440, screen: true });
  await on('Home');
  await fill('Address with postcode', '3 Old Forge Lane, Old Forge, S60 9ZZ');
  await page.getByLabel('Locality').selectOption('Old Forge');
  await desk.take('enrol-home');
  await on('Kit');
  await page.getByRole('button', { name: 'Add a device' }).click();
  await fill('Name', 'Hub in the hall');
  await desk.take('enrol-kit');
  await on('Contacts');
  await page.getByRole('button', { name: 'Add a contact' }).click();
  await fill('Name', 'Ruth Whitfield');
  await fill('Relationship', 'daughter');
  await fill('Mobile number, for text messages', '+447700900188');
  await page.getByLabel('Is told and asked to help').check();
  await desk.take('enrol-contacts');
  await on('Plan of care');
  await desk.take('enrol-plan');
  await on('Agreements');
  await page.getByRole('checkbox', { name: 'After a fall' }).check();
  await desk.take('enrol-agreements');
  await on('Check');
  await desk.take('enrol-check', { image: 1440 });
  await page.getByRole('button', { name: 'Enrol Agnes Whitfield' }).click();
  // A demonstration takes nobody in: real people need a gateway of their own.
  await page.getByText('this database holds simulated people').first().waitFor();
  await desk.take('enrol-refused');
}

import type { Camera, Stand } from './camera.ts';
import { Visitor } from './visitor.ts';

/** People, what is agreed with them, and the virtual ward. As a clinician sees them. */
export async function patients(camera: Camera, origin: string): Promise<void> {
  await (await Visitor.signedIn(origin, 'clinician@example.org')).beginTurn();
  const desk = await camera.signedIn('clinician@example.org');
  await desk.see('/patients', 'patients');
  await onePatient(desk);
  await desk.see('/patients/hazel-p1', 'patient-hazel');
  await desk.see('/patients/k-p1/plan', 'plan');
  await desk.see('/patients/k-p1/plan/change', 'plan-change');
  await desk.see('/patients/k-p1/agreements/new', 'agreement-new');
  await desk.see('/patients/k-p1/agreements/new/fridge', 'agreement-new-terms');
  await desk.see('/patients/k-p1/looks', 'looks');
  await desk.see('/load', 'load');
  await ward(desk);
  await change(desk);
  await desk.close();
}

async function onePatient(desk: Stand): Promise<void> {
  await desk.see('/patients/k-p1', 'patient', { image: 1440, screen: true });
  await desk.take('patient-whole');
  await desk.dialog('Begin an absence…', 'patient-absence');
  await desk.dialog('Somebody cannot be asked…', 'patient-cannot-be-asked');
  await desk.dialog('Add a contact…', 'patient-contact');
  await desk.dialog(/^Pause/, 'agreement-pause');
  await desk.dialog(/^Ask .+…$/, 'patient-ask-device');
  await desk.dialog('Order equipment', 'patient-order');
}

async function ward(desk: Stand): Promise<void> {
  await desk.see('/ward', 'ward', { image: 1440, screen: true });
  await desk.dialog(/^Decide/, 'ward-decide');
  await desk.dialog(/^Admit/, 'ward-admit');
  await desk.page.getByText('Round list', { exact: true }).click();
  await desk.take('ward-round');
}

/** A limit is changed, and the last weeks are judged again with it. */
async function change(desk: Stand): Promise<void> {
  await desk.page.goto('/patients/k-p1/agreements/k-p1-blood-pressure/change');
  await desk.page.getByLabel('High systolic (mmHg)').fill('150');
  await desk.page.getByRole('button', { name: /What would it have meant/ }).click();
  await desk.page.getByText('Nobody is told, and nothing is changed.').first().waitFor();
  await desk.page.locator('.chart canvas').first().waitFor();
  await desk.take('agreement-change');
}

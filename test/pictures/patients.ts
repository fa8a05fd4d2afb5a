import type { Camera } from './camera.ts';
import { Visitor } from './visitor.ts';

/** One patient, whole: what is agreed, the plan, contacts, readings, the kit of their home. As a clinician sees it. */
export async function patients(camera: Camera, origin: string): Promise<void> {
  await (await Visitor.signedIn(origin, 'clinician@example.org')).beginTurn();
  const desk = await camera.signedIn('clinician@example.org');
  await desk.see('/patients', 'patients');
  await desk.see('/patients/k-p1', 'patient', { image: 1440, screen: true });
  await desk.see('/patients/k-p1', 'patient-whole');
  await desk.see('/patients/hazel-p1', 'patient-hazel');
  await desk.see('/patients/k-p1/plan', 'plan');
  await desk.see('/patients/k-p1/plan/change', 'plan-change');
  await desk.see('/patients/k-p1/agreements/new', 'agreement-new');
  await desk.see('/patients/k-p1/agreements/new/fridge', 'agreement-new-terms');
  await desk.see('/patients/k-p1/looks', 'looks');
  await desk.see('/ward', 'ward', { image: 1440 });
  await desk.see('/load', 'load');
  await desk.see('/rotas', 'rotas');
  await desk.page.goto('/patients/k-p1/agreements/k-p1-blood-pressure/change');
  await desk.page.getByLabel('High systolic (mmHg)').fill('150');
  await desk.page.getByRole('button', { name: /What would it have meant/ }).click();
  await desk.page.getByText('Nobody is told, and nothing is changed.').first().waitFor();
  await desk.take('agreement-change');
  await desk.close();
}

import type { Camera } from './camera.ts';

/** Training, with one exercise begun. */
export async function exercises(camera: Camera): Promise<void> {
  const desk = await camera.signedIn('coordinator@example.org');
  await desk.see('/training', 'training');
  await desk.page
    .getByRole('button', { name: /^Start/ })
    .first()
    .click();
  await desk.page
    .getByText(/being played/)
    .first()
    .waitFor();
  await desk.take('training-run', { image: 1440 });
  await desk.close();
}

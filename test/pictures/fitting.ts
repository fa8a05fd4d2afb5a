import type { Camera } from './camera.ts';

/** An installer at the door of Joan's home. */
export async function fitting(camera: Camera): Promise<void> {
  const phone = await camera.signedIn('installer@example.org', 'phone');
  await phone.see('/', 'installer-homes');
  await phone.page.getByRole('main').getByRole('link').first().click();
  await phone.page.getByRole('heading', { name: 'Try every device' }).waitFor();
  await phone.take('installer-home', { image: 390 });
  await phone.page
    .getByRole('button', { name: /^Try it/ })
    .first()
    .click();
  await phone.take('installer-try', { screen: true });
  await phone.close();
}

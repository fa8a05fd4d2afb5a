import type { Camera } from './camera.ts';

/** Joan walks through her living room every few minutes of the day: heard once, it is soon heard again. */
const tried = 'Try it: Living-room movement';
const rounds = 8;

/** An installer at the door of Joan's home. */
export async function fitting(camera: Camera): Promise<void> {
  const phone = await camera.signedIn('installer@example.org', 'phone');
  const button = (name: string) => phone.page.getByRole('button', { name });
  const close = () => phone.page.keyboard.press('Escape');
  await phone.see('/', 'installer-homes');
  await phone.page.getByRole('main').getByRole('link').first().click();
  await phone.page.getByRole('heading', { name: 'Try every device' }).waitFor();
  await phone.take('installer-home', { image: 390 });
  await button('Make a code…').click();
  await phone.page.getByRole('dialog').waitFor();
  await phone.take('installer-code', { screen: true });
  await close();

  await button('Try it: House alarm pendant').click();
  await phone.take('installer-try', { screen: true });
  await close();
  const heardSoon = phone.page.getByText(/^Heard after \d s$/);
  for (let round = 1; round <= rounds && !(await heardSoon.isVisible()); round += 1) {
    await close();
    await button(tried).click();
    await button('Start').click();
    if (round === 1) await phone.take('installer-listening', { screen: true });
    await button('It does not work').waitFor({ timeout: 120_000 });
    if (await button('Try again').isVisible()) await phone.take('installer-not-heard', { screen: true });
  }
  await heardSoon.waitFor();
  await phone.take('installer-heard', { image: 390, screen: true });
  await phone.see('/account', 'installer-account');
  await phone.close();
}

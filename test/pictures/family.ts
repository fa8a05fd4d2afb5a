import type { Camera, Stand } from './camera.ts';

const person = '/family/people/k-p1';

/** The app on a quiet day: the person herself in English and Polish, a carer, somebody who cheers on. */
export async function family(camera: Camera): Promise<void> {
  const nobody = await camera.nobody('phone');
  await nobody.see('/family/', 'family-sign-in');
  await nobody.close();

  const self = await camera.signedIn('kathleen@example.org', 'phone');
  await self.see('/family/', 'family-patient', { image: 390, screen: true });
  await pagesOf(self, 'family-patient', ['readings', 'messages', 'goals', 'plan', 'sharing', 'looks', 'pause']);
  await self.page.goto('/family/settings');
  await self.page.getByText('Where you are signed in').waitFor();
  await self.take('family-patient-settings');
  await choosePolish(self);
  await self.see('/family/', 'family-patient-polish', { image: 320, screen: true });
  await pagesOf(self, 'family-patient-polish', ['readings', 'sharing']);
  await self.close();

  for (const [email, name] of [
    ['carer@example.org', 'family-carer'],
    ['mo.rowe@example.org', 'family-champion'],
  ] as const) {
    const stand = await camera.signedIn(email, 'phone');
    await stand.see('/family/', name);
    await stand.page.getByRole('main').getByRole('link').first().click();
    await stand.page.getByRole('link', { name: 'Home', exact: true }).first().waitFor();
    await stand.take(`${name}-person`);
    await stand.close();
  }
}

/** Kathleen calls for help in the app, and her daughter sees it. */
export async function callForHelp(camera: Camera): Promise<void> {
  const self = await camera.signedIn('kathleen@example.org', 'phone');
  await self.page.goto('/family/');
  await self.page.getByRole('button', { name: 'Call for help', exact: true }).click();
  await self.take('family-patient-help', { screen: true });
  const sent = self.page.waitForResponse(/\/help$/);
  await self.page.getByRole('button', { name: 'Press again to call for help' }).click();
  await sent;
  await self.close();

  const daughter = await camera.signedIn('maureen.ashworth@example.org', 'phone');
  await daughter.page.goto('/family/');
  // The centre is asked first, the family a minute later. Of a call that was open already nobody is asked again, and it stands there all the same.
  const called = daughter.page.getByRole('main').getByRole('link', { name: 'called for help' }).first();
  await called.waitFor({ timeout: 120_000 });
  await daughter.take('family-home', { image: 390, screen: true });
  await daughter.see('/family/alerts', 'family-alerts');
  await called.click();
  await daughter.page
    .getByRole('heading', { name: /Kathleen/ })
    .first()
    .waitFor();
  await daughter.take('family-alert', { image: 390, screen: true });
  await daughter.close();
}

/** What else the daughter has, in English and Polish, and the page behind the link in her letter. */
export async function relatives(camera: Camera): Promise<void> {
  const daughter = await camera.signedIn('maureen.ashworth@example.org', 'phone');
  await pagesOf(daughter, 'family', ['readings', 'messages', 'rota', 'plan']);
  await daughter.page.goto('/family/settings');
  await daughter.page.getByText('Add another way').waitFor();
  await daughter.take('family-settings');
  await choosePolish(daughter);
  await daughter.see('/family/', 'family-home-polish');
  await daughter.see('/family/alerts', 'family-alerts-polish');
  await pagesOf(daughter, 'family-polish', ['rota', 'messages', 'plan']);
  await daughter.close();

  const nobody = await camera.nobody('phone');
  await nobody.see('/demo/mail', 'mailbox', { screen: true });
  const link = await nobody.page.getByRole('link', { name: 'Open the link in this letter' }).first().getAttribute('href');
  if (link === null) throw new Error('there is no letter with a link');
  await nobody.see(new URL(link).pathname, 'family-link', { image: 390 });
  await nobody.close();
}

async function pagesOf(stand: Stand, name: string, pages: readonly string[]): Promise<void> {
  for (const page of pages) await stand.see(`${person}/${page}`, `${name}-${page}`);
}

async function choosePolish(stand: Stand): Promise<void> {
  await stand.page.goto('/family/settings');
  await stand.page.getByLabel('Polski').check();
  await stand.page.getByRole('heading', { name: 'Ustawienia' }).waitFor();
}

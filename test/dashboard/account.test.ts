import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { english } from '../../dashboard/shared/sign-in/words.ts';
import { ensureDashboard } from '../../gateway/build-dashboard.ts';
import { callbackPath } from '../../gateway/identity/organisation.ts';
import { freePort } from '../bench/harness.ts';
import { at, password, people, TestGateway } from '../e2e/gateway.ts';
import { kathleens } from '../e2e/homes.ts';
import { codeOf } from '../support/authenticator-app.ts';
import { client, type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { launch, openTab, viewports } from './support/browser.ts';
import { holdsAtEveryWidth } from './support/pictures.ts';

let browser: Browser;
let gateway: TestGateway;
beforeAll(async () => {
  await ensureDashboard(join(import.meta.dirname, '../..'));
  browser = await launch();
  // Passkeys are for host names, not for numbers.
  gateway = await TestGateway.start(at('06:00'), { HEARTHLINE_PUBLIC_URL: 'http://localhost:0' });
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});
const minutes = { timeout: 180_000 };
const codeWords = english.code;

const emailOf = (role: 'coordinator' | 'clinician' | 'responder') => people.find((one) => one.role === role)!.email;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
/** The browser itself logs what is refused. */
const tab = async () => (await openTab(browser, gateway.app.publicUrl, viewports[0], { expected: /Failed to load resource/ })).page;

async function enterPassword(page: Page, email: string) {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
}

/** A device that has a passkey ready when it is asked for one. */
async function withAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('an account', () => {
  it('sets an authenticator app up, and signs in with its code from then on', minutes, async () => {
    const page = await tab();
    await page.goto('/');
    await heading(page, 'Sign in').waitFor();
    await holdsAtEveryWidth(page, 'sign-in');
    await enterPassword(page, emailOf('coordinator'));
    await page.getByRole('link', { name: 'My account' }).click();
    await heading(page, 'My account').waitFor();
    await page.locator('#app-password').fill('not the right one');
    await button(page, 'Set up an app').click();
    await page.getByText('The password is not right.').waitFor();
    await page.locator('#app-password').fill(password);
    await button(page, 'Set up an app').click();
    await page.getByAltText('QR code for your authenticator app').waitFor();
    await holdsAtEveryWidth(page, 'account-app');
    const secret = await page.locator('section', { hasText: 'Authenticator app' }).locator('p code').textContent();
    const uri = `otpauth://totp/x?secret=${secret}`;
    const onPaper = await page.locator('.account__codes code').first().textContent();
    await page.getByLabel('Code that the app shows').fill(codeOf(uri, Date.now()));
    await button(page, 'Switch on').click();
    await page.getByText('After your password, the code of your app is asked for.').waitFor();

    await button(page, 'Sign out').click();
    await enterPassword(page, emailOf('coordinator'));
    await heading(page, 'Enter a code').waitFor();
    await holdsAtEveryWidth(page, 'sign-in-code');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await button(page, 'Go on').click();
    await page.getByText('That code is not right.').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(codeOf(uri, Date.now()));
    await button(page, 'Go on').click();
    await page.locator('.link-badge--live').waitFor();

    // The phone is lost: a code on paper, and the same one no second time.
    for (const isFirst of [true, false]) {
      await button(page, 'Sign out').click();
      await enterPassword(page, emailOf('coordinator'));
      await button(page, codeWords.paper).click();
      await page.getByText(codeWords.paperSays).waitFor();
      await page.getByLabel('Code', { exact: true }).fill(onPaper!);
      await button(page, 'Go on').click();
      if (isFirst) await page.locator('.link-badge--live').waitFor();
      else await page.getByText(codeWords.wrong).waitFor();
    }
  });

  it('makes a passkey, and signs in with it alone', minutes, async () => {
    const page = await tab();
    await withAuthenticator(page);
    await enterPassword(page, emailOf('clinician'));
    await page.getByRole('link', { name: 'My account' }).click();
    await page.getByLabel('Name of this device').fill('My phone');
    await button(page, 'Add a passkey').click();
    await page.getByText('My phone').waitFor();
    await holdsAtEveryWidth(page, 'account-passkey');
    await button(page, 'Sign out').click();
    await button(page, 'Sign in with a passkey').click();
    await page.locator('.link-badge--live').waitFor();
    await page.goto('/account');
    await page.getByText('(passkey)').first().waitFor();
    await holdsAtEveryWidth(page, 'account');
    await button(page, 'Remove: My phone').click();
    await page.getByText('You have no passkey.').waitFor();
  });

  it('ends a session elsewhere, whose open page closes at once', minutes, async () => {
    const [here, there] = [await tab(), await tab()];
    for (const page of [here, there]) {
      await enterPassword(page, emailOf('responder'));
      await page.locator('.link-badge--live').waitFor();
    }
    await here.goto('/account');
    await button(here, 'Sign out everywhere else').click();
    // Time stands still in this gateway: no heartbeat asks again who may be here.
    await heading(there, 'Sign in').waitFor();
    await here.locator('.link-badge--live').waitFor();
  });
});

describe('letters', () => {
  it('an invitation makes an account, and a forgotten password another password', minutes, async () => {
    await gateway.enrol({ ...kathleens([{ template: 'fridge' }]), devices: [] });
    const { rows } = await gateway.database.pool.query<{ id: string; patient_id: string }>('select id, patient_id from contact limit 1');
    const contact = {
      role: 'contact',
      name: 'Mary Hill',
      email: 'mary@example.org',
      patientId: rows[0]!.patient_id,
      contactId: rows[0]!.id,
    };
    const made = await gateway.ask('administrator', 'POST', '/api/invitations', contact);
    expect(made.body).toMatchObject({ mailed: 'sent' });
    const page = await tab();
    await page.goto((made.body as { link: string }).link);
    await heading(page, 'Welcome, Mary Hill').waitFor();
    await holdsAtEveryWidth(page, 'invitation');
    await page.getByLabel('Choose a password').fill('too short');
    await button(page, 'Begin').click();
    await page.getByText('at least 12 characters.').first().waitFor();
    await page.getByLabel('Choose a password').fill(password);
    await button(page, 'Begin').click();
    await page.waitForURL('**/family/**');
    const again = await tab();
    await again.goto((made.body as { link: string }).link);
    await again.getByText('This invitation is over.').waitFor();

    await again.goto('/');
    await button(again, 'Forgotten your password?').click();
    await again.getByLabel('E-mail address').fill('mary@example.org');
    await button(again, 'Send the link').click();
    await again.getByText('If we know this address').waitFor();
    const letter = await gateway.letters.take((one) => one.to === 'mary@example.org' && one.subject.includes('new password'));
    await again.goto(letter.link!);
    await again.getByLabel('New password').fill('another long password');
    await holdsAtEveryWidth(again, 'reset');
    await button(again, 'Save the password').click();
    await again.getByText('Your password is changed.').waitFor();
    await page.goto('/');
    await heading(page, 'Sign in').waitFor();
  });
});

describe('the organisation', () => {
  let provider: IdentityProvider;
  let other: TestGateway;
  afterAll(async () => {
    await other?.close();
    await provider?.close();
  });

  it('lets staff in from the button to the worklist', minutes, async () => {
    // The provider must know the address before the gateway has it: a port that was free a moment ago.
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    provider = await startIdentityProvider(publicUrl + callbackPath);
    provider.people.set('ada', { email: emailOf('coordinator'), email_verified: true });
    other = await TestGateway.start(at('06:00'), {
      HEARTHLINE_HTTP_PORT: String(port),
      HEARTHLINE_PUBLIC_URL: publicUrl,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: client.clientId,
      OIDC_CLIENT_SECRET: client.clientSecret,
      OIDC_NAME: 'Example Trust',
    });
    const { page } = await openTab(browser, publicUrl, viewports[0]);
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in with Example Trust' }).click();
    await page.locator('input[name=login]').fill('ada');
    await page.locator('input[name=password]').fill('any');
    await page.locator('button[type=submit]').click();
    await page.locator('button[type=submit]').click();
    await page.locator('.link-badge--live').waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });
});

import type { Letter } from '../ports.ts';

/** Somebody is invited. `patientName`: of whose circle they will be; null: they work for the service. */
export function invitationLetter(
  to: Letter['to'],
  { patientName, url }: { readonly patientName: string | null; readonly url: string },
): Letter {
  return {
    to,
    subject: 'Your invitation to Hearthline',
    paragraphs: [
      patientName === null
        ? 'You have been invited to work with Hearthline, the home-monitoring service.'
        : `You have been invited to Hearthline, the home-monitoring service that looks after ${patientName}.`,
      'The link is good for seven days and can be used once. If you did not expect this, you can delete it.',
    ],
    link: { before: 'Choose a password and sign in:', on: 'Choose a password and sign in', url },
  };
}

export function forgottenLetter(to: Letter['to'], url: string): Letter {
  return {
    to,
    subject: 'A new password for Hearthline',
    paragraphs: [
      'Somebody, we think you, asked for a new password.',
      'The link is good for 30 minutes and can be used once. If it was not you, do nothing: your password stays as it is.',
    ],
    link: { before: 'Choose a new password:', on: 'Choose a new password', url },
  };
}

/** Somebody who could not sign in any more may again. */
export function enabledLetter(to: Letter['to'], url: string): Letter {
  return {
    to,
    subject: 'You can sign in to Hearthline again',
    paragraphs: [
      'You can sign in again, with a new password.',
      'The link is good for 30 minutes and can be used once. When it is over, choose "Forgotten your password?" where you sign in.',
    ],
    link: { before: 'Choose a new password:', on: 'Choose a new password', url },
  };
}

/** Somebody tried too many passwords. `minutes`: how long none is taken. */
export function lockedLetter(to: Letter['to'], minutes: number): Letter {
  return {
    to,
    subject: 'Many wrong passwords at your Hearthline account',
    paragraphs: [
      `Somebody entered a wrong password for your account many times. For ${minutes} minutes no password is taken there.`,
      'If it was you, wait, then try again or choose "Forgotten your password?". If it was not you, your password was not found; nobody was let in.',
    ],
    link: null,
  };
}

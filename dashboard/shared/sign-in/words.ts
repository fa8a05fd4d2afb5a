/** Words of signing in. Pages in another language give their own of this shape. `{{…}}` is filled in by `put`. */
export const english = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  button: 'Sign in',
  missing: 'Enter your e-mail address and your password.',
  wrong: 'The e-mail address or the password is not right.',
  tooMany: 'Too many attempts. Wait a minute, then try again.',
  failed: 'Signing in did not work: {{detail}}',
  passkey: 'Sign in with a passkey',
  passkeyFailed: 'No passkey was used. You can sign in with your password.',
  organisation: 'Sign in with {{name}}',
  organisationRefused: 'Your organisation did not let you in here. Ask your administrator.',
  forgotten: 'Forgotten your password?',
  back: 'Back',
  code: {
    title: 'Enter a code',
    says: 'Open your authenticator app and enter the six digits that it shows for Hearthline.',
    label: 'Code',
    button: 'Go on',
    wrong: 'That code is not right. Enter the one that is shown now.',
    over: 'This took too long. Sign in again.',
    paper: 'I do not have my phone',
    paperSays: 'Enter one of the codes that you wrote down. Each works once.',
    app: 'Use the app',
  },
  ask: {
    title: 'A new password',
    says: 'We send a link to your e-mail address, if we know it. It works for 30 minutes.',
    button: 'Send the link',
    sent: 'If we know this address, a letter with a link is on its way. Look in your mail.',
  },
  choose: {
    title: 'Choose a new password',
    password: 'New password',
    hint: 'At least 12 characters. Three or four words that only you put together are good.',
    short: 'The password needs at least 12 characters.',
    known: 'This password is easily guessed: it is close to a well-known one, or to a name. Choose another.',
    button: 'Save the password',
    done: 'Your password is changed. You are signed out everywhere else.',
    signIn: 'Go to sign-in',
  },
  invitation: {
    title: 'Welcome, {{name}}',
    toPerson: 'You are invited to Hearthline, which looks after {{person}}.',
    toSelf: 'You are invited to Hearthline, which looks after you at home.',
    toWork: 'You are invited to work with Hearthline.',
    address: 'You will sign in as {{email}}.',
    password: 'Choose a password',
    button: 'Begin',
    missing: 'Enter your e-mail address.',
    hasAccount: 'You have an account as {{email}}. Sign in, and the invitation is accepted.',
    over: 'This invitation is over. Ask for a new one.',
  },
} as const;

type Translated<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> };
export type SignInWords = Translated<typeof english>;

/** Fills `{{…}}` in. */
export function put(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

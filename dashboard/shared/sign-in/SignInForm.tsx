import { useEffect, useState } from 'react';
import { CodeForm } from './CodeForm.tsx';
import { Field, TextButton, Wrong } from './Fields.tsx';
import { ForgottenForm } from './ForgottenForm.tsx';
import { askWays, hasPasskeys, tryPasskey, tryPassword } from './requests.ts';
import { entry, useAttempt } from './use-attempt.ts';
import { put, type SignInWords } from './words.ts';

/**
 * Signing in, from the password to the code of the authenticator app; or with a passkey, or by the organisation; and the way out for
 * whoever has forgotten their password. It asks the gateway itself and needs nothing around it:
 *
 *     <SignInForm words={english} lead="…" onSignedIn={() => void me.refetch()} />
 *
 * `words` is `english` of words.ts or another language of the same shape. `lead`: what this page is for, below the heading.
 */
export function SignInForm(props: { words: SignInWords; lead?: string; onSignedIn: () => void }) {
  const [step, setStep] = useState<'password' | 'code' | 'forgotten'>('password');
  const { words } = props;
  if (step === 'code') return <CodeForm words={words} onSignedIn={props.onSignedIn} onBack={() => setStep('password')} />;
  if (step === 'forgotten') return <ForgottenForm words={words} onBack={() => setStep('password')} />;
  return <PasswordForm {...props} onCode={() => setStep('code')} onForgotten={() => setStep('forgotten')} />;
}

function PasswordForm(props: { words: SignInWords; lead?: string; onSignedIn: () => void; onCode: () => void; onForgotten: () => void }) {
  const { words } = props;
  const attempt = useAttempt(words, words.wrong);
  const organisation = useOrganisation();

  const submit = attempt.submit(async (entered) => {
    const email = entry(entered, 'email');
    const password = String(entered.get('password'));
    if (!email || !password) return words.missing;
    const next = await tryPassword(email, password);
    if (next === 'code') props.onCode();
    else props.onSignedIn();
    return null;
  });
  const withPasskey = () =>
    attempt.run(async () => {
      // Whatever the browser says here, it says of itself: no passkey, or none wanted.
      const done = await tryPasskey().then(
        () => true,
        () => false,
      );
      if (done) props.onSignedIn();
      return done ? null : words.passkeyFailed;
    }, words.passkeyFailed);

  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <h1 className="page__title">{words.title}</h1>
      {props.lead && <p className="quiet">{props.lead}</p>}
      <Wrong>{attempt.problem ?? (location.search === '?organisation=refused' ? words.organisationRefused : null)}</Wrong>
      <Field label={words.email} name="email" type="email" autoComplete="username" />
      <Field label={words.password} name="password" type="password" autoComplete="current-password" />
      <button type="submit" className="nhsuk-button" disabled={attempt.isUnderWay}>
        {words.button}
      </button>
      <div className="sign-in__others">
        {hasPasskeys() && (
          <button type="button" className="nhsuk-button nhsuk-button--secondary" disabled={attempt.isUnderWay} onClick={withPasskey}>
            {words.passkey}
          </button>
        )}
        {organisation && (
          <a className="nhsuk-button nhsuk-button--secondary" href="/api/auth/organisation">
            {put(words.organisation, { name: organisation })}
          </a>
        )}
      </div>
      <TextButton onClick={props.onForgotten}>{words.forgotten}</TextButton>
    </form>
  );
}

/** Whose sign-in staff may use; null: nobody's, or the gateway has not said it yet. */
function useOrganisation(): string | null {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    askWays().then(
      ({ organisation }) => wanted && setName(organisation),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return name;
}

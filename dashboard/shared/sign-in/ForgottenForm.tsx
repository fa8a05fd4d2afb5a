import { useState } from 'react';
import { Field, TextButton, Wrong } from './Fields.tsx';
import { askForLink } from './requests.ts';
import { entry, useAttempt } from './use-attempt.ts';
import type { SignInWords } from './words.ts';

/** Asks for a link by e-mail. What it says afterwards is the same for an address that nobody has. */
export function ForgottenForm(props: { words: SignInWords; onBack: () => void }) {
  const { ask } = props.words;
  const [isSent, setSent] = useState(false);
  const attempt = useAttempt(props.words, props.words.missing);
  const submit = attempt.submit(async (entered) => {
    await askForLink(entry(entered, 'email'));
    setSent(true);
    return null;
  });
  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <h1 className="page__title">{ask.title}</h1>
      <p role="status">{isSent ? ask.sent : ask.says}</p>
      <Wrong>{attempt.problem}</Wrong>
      {!isSent && (
        <>
          <Field label={props.words.email} name="email" type="email" autoComplete="username" />
          <button type="submit" className="nhsuk-button" disabled={attempt.isUnderWay}>
            {ask.button}
          </button>
        </>
      )}
      <TextButton onClick={props.onBack}>{props.words.back}</TextButton>
    </form>
  );
}

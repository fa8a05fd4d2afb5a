import { useState } from 'react';
import { Field, Wrong } from './Fields.tsx';
import { setPassword } from './requests.ts';
import { useAttempt } from './use-attempt.ts';
import type { SignInWords } from './words.ts';

export const shortestPassword = 12;

/** Another password, by the link of a letter; `token` is what stands behind `#` in its address. `signIn`: where one signs in then. */
export function ResetForm(props: { words: SignInWords; token: string; signIn: string }) {
  const { choose } = props.words;
  const [isDone, setDone] = useState(false);
  const attempt = useAttempt(props.words, choose.short);
  const submit = attempt.submit(async (entered) => {
    const password = String(entered.get('password'));
    if (password.length < shortestPassword) return choose.short;
    await setPassword(props.token, password);
    setDone(true);
    return null;
  });
  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <h1 className="page__title">{choose.title}</h1>
      <Wrong>{attempt.problem}</Wrong>
      {isDone ? (
        <>
          <p role="status">{choose.done}</p>
          <a className="nhsuk-button" href={props.signIn}>
            {choose.signIn}
          </a>
        </>
      ) : (
        <>
          <Field label={choose.password} name="password" type="password" autoComplete="new-password" hint={choose.hint} />
          <button type="submit" className="nhsuk-button" disabled={attempt.isUnderWay}>
            {choose.button}
          </button>
        </>
      )}
    </form>
  );
}

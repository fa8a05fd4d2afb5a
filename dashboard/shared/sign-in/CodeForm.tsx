import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Field, TextButton, Wrong } from './Fields.tsx';
import { tryCode } from './requests.ts';
import { entry, useAttempt } from './use-attempt.ts';
import type { SignInWords } from './words.ts';

/** The second step of signing in: what the authenticator app shows, or a code on paper. */
export function CodeForm(props: { words: SignInWords; onSignedIn: () => void; onBack: () => void }) {
  const { code: words } = props.words;
  const [isPaper, setPaper] = useState(false);
  const attempt = useAttempt(props.words, words.wrong);

  const submit = attempt.submit(async (entered) => {
    const code = entry(entered, 'code').replaceAll(' ', '');
    if (!code) return words.wrong;
    try {
      await tryCode(code, isPaper);
    } catch (error) {
      // After five wrong codes, or ten minutes, the password is asked for again.
      if (error instanceof ApiProblem && error.status === 400) return words.over;
      throw error;
    }
    props.onSignedIn();
    return null;
  });

  return (
    <form className="sign-in" noValidate onSubmit={submit} key={isPaper ? 'paper' : 'app'}>
      <h1 className="page__title">{words.title}</h1>
      <p>{isPaper ? words.paperSays : words.says}</p>
      <Wrong>{attempt.problem}</Wrong>
      <Field label={words.label} name="code" autoComplete="one-time-code" isNumeric={!isPaper} />
      <button type="submit" className="nhsuk-button" disabled={attempt.isUnderWay}>
        {words.button}
      </button>
      <TextButton onClick={() => setPaper(!isPaper)}>{isPaper ? words.app : words.paper}</TextButton>
      <TextButton onClick={props.onBack}>{props.words.back}</TextButton>
    </form>
  );
}

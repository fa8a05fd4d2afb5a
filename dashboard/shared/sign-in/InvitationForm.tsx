import { useEffect, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Field, Wrong } from './Fields.tsx';
import { shortestPassword } from './ResetForm.tsx';
import { acceptInvitation, askInvitation, type Invitation, tryPassword } from './requests.ts';
import { SignInForm } from './SignInForm.tsx';
import { entry, explain, useAttempt } from './use-attempt.ts';
import { put, type SignInWords } from './words.ts';

/**
 * The page behind the link of an invitation; `token` is what stands behind `#` in its address. `onAccepted` is called once they are
 * signed in.
 */
export function InvitationForm(props: { words: SignInWords; token: string; onAccepted: () => void }) {
  const { words, token } = props;
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    askInvitation(token).then(setInvitation, (error: unknown) => {
      const isOver = error instanceof ApiProblem && error.status === 404;
      setProblem(isOver ? words.invitation.over : explain(error, words, words.invitation.over));
    });
  }, [token, words]);

  if (problem !== null) return <Wrong>{problem}</Wrong>;
  if (invitation === null) return null;
  if (!invitation.hasAccount) return <Newcomer words={words} token={token} invitation={invitation} onAccepted={props.onAccepted} />;
  return (
    <SignInForm
      words={words}
      lead={put(words.invitation.hasAccount, { email: invitation.email ?? '' })}
      onSignedIn={() =>
        acceptInvitation({ token }).then(props.onAccepted, (error: unknown) => setProblem(explain(error, words, words.invitation.over)))
      }
    />
  );
}

function Newcomer(props: { words: SignInWords; token: string; invitation: Invitation; onAccepted: () => void }) {
  const { invitation: words, choose, email: emailLabel } = props.words;
  const { name, email, patientName, role } = props.invitation;
  const attempt = useAttempt(props.words, words.missing);
  const submit = attempt.submit(async (entered) => {
    const password = String(entered.get('password'));
    if (password.length < shortestPassword) return choose.short;
    const made = await acceptInvitation({ token: props.token, password, ...(email === null && { email: entry(entered, 'email') }) });
    await tryPassword(made.email, password);
    props.onAccepted();
    return null;
  });
  const says = patientName === null ? words.toWork : role === 'patient' ? words.toSelf : put(words.toPerson, { person: patientName });
  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <h1 className="page__title">{put(words.title, { name })}</h1>
      <p>{says}</p>
      {email !== null && <p>{put(words.address, { email })}</p>}
      <Wrong>{attempt.problem}</Wrong>
      {email === null && <Field label={emailLabel} name="email" type="email" autoComplete="username" />}
      <Field label={words.password} name="password" type="password" autoComplete="new-password" hint={choose.hint} />
      <button type="submit" className="nhsuk-button" disabled={attempt.isUnderWay}>
        {words.button}
      </button>
    </form>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../shared/api/problem.ts';
import { send } from '../../shared/api/request.ts';
import { keys } from '../api/keys.ts';
import { Page } from '../frame/Page.tsx';
import { useWords } from '../words/language.tsx';
import { say } from '../words/say.ts';
import { LanguageChoice } from './LanguageChoice.tsx';

/** E-mail address and password. Afterwards the page that was asked for appears by itself. */
export function SignIn() {
  const { words } = useWords();
  const client = useQueryClient();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const w = words.signIn;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get('email')).trim();
    const password = String(form.get('password'));
    if (!email || !password) return setWrong(w.missing);
    setBusy(true);
    try {
      await send('/api/auth/sign-in/email', { email, password });
      await client.invalidateQueries({ queryKey: keys.me });
    } catch (error) {
      setWrong(explain(error as Error));
    }
    setBusy(false);
  }

  function explain(error: Error): string {
    const status = error instanceof ApiProblem ? error.status : 0;
    if (status === 400 || status === 401 || status === 422) return w.wrong;
    return status === 429 ? w.tooMany : say(w.failed, { detail: error.message });
  }

  return (
    <Page title={w.title}>
      <p>{w.lead}</p>
      <form className="card" noValidate onSubmit={(event) => void submit(event)}>
        {wrong && (
          <p className="notice notice--wrong" role="alert">
            {wrong}
          </p>
        )}
        <label htmlFor="email">{w.email}</label>
        <input id="email" name="email" type="email" autoComplete="username" />
        <label htmlFor="password">{w.password}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" />
        <button type="submit" className="button" disabled={busy}>
          {w.button}
        </button>
      </form>
      <LanguageChoice />
      <p className="quiet">{w.emergency}</p>
    </Page>
  );
}

import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { clockView } from '../../../gateway/contract/system.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useSignIn } from '../../shared/api/queries.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { Wordmark } from './Wordmark.tsx';

/** E-mail address and password. Afterwards the page that was asked for appears by itself. */
export function SignIn({ clock }: { clock: z.infer<typeof clockView> | undefined }) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    document.title = `${t('frame.signIn.title')} – ${t('frame.product')}`;
  }, [t]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const email = String(entered.get('email')).trim();
    const password = String(entered.get('password'));
    setMissing(!email || !password);
    if (email && password) signIn.mutate({ email, password });
  }

  const problem = missing ? t('frame.signIn.missing') : signIn.error ? explain(signIn.error) : null;
  function explain(error: Error): string {
    const status = error instanceof ApiProblem ? error.status : 0;
    if (status === 401 || status === 400 || status === 422) return t('frame.signIn.wrong');
    if (status === 429) return t('frame.signIn.tooMany');
    return t('frame.signIn.failed', { detail: error.message });
  }

  return (
    <>
      <header className="bar bar--plain">
        <Wordmark />
      </header>
      <DemoBanner clock={clock} />
      <main id="maincontent" className="page page--narrow">
        <form className="sign-in" noValidate onSubmit={submit}>
          <h1 className="page__title">{t('frame.signIn.title')}</h1>
          <p className="quiet">{t('frame.signIn.lead')}</p>
          {problem && (
            <p className="notice notice--wrong" role="alert">
              {problem}
            </p>
          )}
          <TextInput label={t('frame.signIn.email')} id="email" name="email" type="email" autoComplete="username" required />
          <TextInput
            label={t('frame.signIn.password')}
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <button type="submit" className="nhsuk-button" disabled={signIn.isPending}>
            {t('frame.signIn.button')}
          </button>
        </form>
      </main>
    </>
  );
}

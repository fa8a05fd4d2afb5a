import { useMe } from '../../shared/api/session-queries.ts';
import { PushSwitch } from '../../shared/phone/PushSwitch.tsx';
import { say } from '../../shared/words/say.ts';
import { Page } from '../frame/Page.tsx';
import { useWords } from '../words/language.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import * as push from './push.ts';
import { Reached } from './Reached.tsx';
import { Sessions } from './Sessions.tsx';
import { SignOut } from './SignOut.tsx';

/** How the app speaks to somebody and reaches them, and the way out. */
export function SettingsPage() {
  const { words } = useWords();
  const me = useMe().data;
  return (
    <Page title={words.settings.title}>
      {me && <p>{say(words.settings.signedInAs, { name: me.name })}</p>}
      <section className="card">
        <LanguageChoice />
      </section>
      {me && <PushSwitch push={push} words={words.settings} userId={me.id} />}
      <Reached />
      <Sessions />
      <SignOut />
      <p className="quiet">{words.settings.emergency}</p>
    </Page>
  );
}

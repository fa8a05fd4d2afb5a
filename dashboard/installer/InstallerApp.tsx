import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useParams } from 'react-router';
import type { z } from 'zod';
import type { clockView, me as meShape } from '../../gateway/contract/system.ts';
import { AccountPage } from '../console/account/AccountPage.tsx';
import { DemoBanner } from '../console/frame/DemoBanner.tsx';
import { Wordmark } from '../console/frame/Wordmark.tsx';
import { useSignOut } from '../shared/api/session-queries.ts';
import { Announcer } from '../shared/components/Announcer.tsx';
import { HomePage } from './HomePage.tsx';
import { HomesPage } from './HomesPage.tsx';

/** The pages of whoever fits kit, for a phone: the homes that are theirs now, one at a time, and their own account. */
export function InstallerApp({ me, clock }: { me: z.infer<typeof meShape>; clock: z.infer<typeof clockView> | undefined }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <Announcer>
      <div className="installer">
        <header className="bar bar--plain">
          <Wordmark />
          <span className="bar__person">
            <Link to="/account" className="bar__name">
              {me.name}
              <span className="nhsuk-u-visually-hidden">, {t('account.nav')}</span>
            </Link>
            <button type="button" className="bar__tool" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
              {t('frame.signOut')}
            </button>
          </span>
        </header>
        <DemoBanner clock={clock} />
        <Routes>
          <Route path="/account" element={<AccountPage />} />
          <Route path="/homes/:id" element={<OneHome />} />
          <Route path="*" element={<HomesPage />} />
        </Routes>
      </div>
    </Announcer>
  );
}

function OneHome() {
  const { id = '' } = useParams();
  return <HomePage key={id} id={id} />;
}

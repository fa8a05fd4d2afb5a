import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../shared/api/session-queries.ts';
import { mayDo } from '../../shared/roles.ts';

/** The way to the kit of a home, for those who arrange it. */
export function KitLink({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const me = useMe();
  if (!mayDo(me.data?.role, 'arrange')) return null;
  return (
    <p className="kit-link">
      <Link to={`/homes/${encodeURIComponent(homeId)}/kit`}>{t('homeKit.link')}</Link>
    </p>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EnrolmentResult } from '../../../gateway/contract/people.ts';
import { useEnrolmentDrafts, useLocalities, useScenarioPacks } from '../../shared/api/enrolment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { Done } from './Done.tsx';
import { emptyDraft } from './draft.ts';
import { EnrolForm } from './EnrolForm.tsx';

/** One enrolment: the draft of this id, or a new one. */
export function EnrolPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const drafts = useEnrolmentDrafts();
  const packs = useScenarioPacks();
  const localities = useLocalities();
  const [made, setMade] = useState<{ readonly name: string; readonly devices: readonly string[]; readonly result: EnrolmentResult } | null>(
    null,
  );
  const back = (
    <Link className="back" to="/enrol">
      ‹ {t('enrol.title')}
    </Link>
  );
  if (made) return <Done {...made} />;
  const failed = [drafts, packs, localities].find(({ error, data }) => error && !data);
  if (failed?.error || !drafts.data || !packs.data || !localities.data || !me)
    return (
      <Page title={t('enrol.title')} above={back}>
        {failed?.error ? <Failure error={failed.error} retry={() => void failed.refetch()} /> : <Loading />}
      </Page>
    );
  const known = drafts.data.find((one) => one.id === id)?.content;
  return (
    <EnrolForm
      id={id}
      start={known ?? emptyDraft}
      surroundings={{ packs: packs.data.filter((one) => one.id !== 'everyone'), localities: localities.data, me }}
      above={back}
      onDone={setMade}
    />
  );
}

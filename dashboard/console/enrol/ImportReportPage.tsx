import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePatientImport } from '../../shared/api/patient-import-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { ImportReport } from './ImportReport.tsx';

/** The report of one earlier file. */
export function ImportReportPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = usePatientImport(id);
  const back = (
    <Link className="back" to="/enrol/import">
      ‹ {t('enrol.import.title')}
    </Link>
  );
  return (
    <Page title={t('enrol.import.reportOf', { file: data?.fileName || t('enrol.import.noName') })} above={back}>
      {data ? <ImportReport report={data} /> : error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}

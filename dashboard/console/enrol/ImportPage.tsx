import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PatientImportLine } from '../../../gateway/contract/patient-imports.ts';
import { usePatientImportSending, usePatientImports } from '../../shared/api/patient-import-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { ImportReport } from './ImportReport.tsx';

/** A file of people: checked first, then taken in; and the reports of earlier ones. */
export function ImportPage() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const check = usePatientImportSending();
  const go = usePatientImportSending();
  const problem = check.error ?? go.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(!file);
    if (!file) return input.current?.focus();
    go.reset();
    check.mutate({ file, checkOnly: true });
  }

  const report = go.data ?? check.data;
  return (
    <Page
      title={t('enrol.import.title')}
      above={
        <Link className="back" to="/enrol">
          ‹ {t('enrol.title')}
        </Link>
      }
    >
      <p className="quiet enrol__lead">
        {t('enrol.import.lead')} {t('enrol.import.format')}
      </p>
      <form className="card enrol" noValidate onSubmit={submit}>
        <label className="term__label" htmlFor="import-file">
          {t('enrol.import.file')}
        </label>
        {missing && (
          <p className="nhsuk-error-message" id="import-missing">
            {t('enrol.import.noFile')}
          </p>
        )}
        <input
          id="import-file"
          ref={input}
          type="file"
          accept=".csv,text/csv"
          aria-describedby={missing ? 'import-missing' : undefined}
          onChange={({ target }) => {
            setFile(target.files?.[0] ?? null);
            check.reset();
            go.reset();
          }}
        />
        <div className="change__actions">
          <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={check.isPending || go.isPending}>
            {check.isPending ? t('enrol.import.checking') : t('enrol.import.check')}
          </button>
        </div>
        {problem && (
          <p className="notice notice--warn" role="alert">
            {problem.message}
          </p>
        )}
      </form>
      {report && (
        <ImportReport report={report}>
          {report.checkedOnly && report.added > 0 && file && (
            <button
              type="button"
              className="nhsuk-button nhsuk-button--small"
              disabled={go.isPending}
              onClick={() =>
                go.mutate({ file, checkOnly: false }, { onSuccess: ({ added }) => announce(t('enrol.import.done', { count: added })) })
              }
            >
              {go.isPending ? t('enrol.import.going') : t('enrol.import.go', { count: report.added })}
            </button>
          )}
        </ImportReport>
      )}
      <Earlier />
    </Page>
  );
}

function Earlier() {
  const { t } = useTranslation();
  const { data, error, refetch } = usePatientImports();
  const columns = useMemo(
    (): Column<PatientImportLine>[] => [
      {
        id: 'file',
        header: t('enrol.import.fileName'),
        cell: ({ row: { original } }) => {
          const name = original.fileName || t('enrol.import.noName');
          return (
            <Link to={`/enrol/imports/${encodeURIComponent(original.id)}`} aria-label={t('enrol.import.reportOf', { file: name })}>
              {name}
            </Link>
          );
        },
      },
      { id: 'when', header: t('enrol.import.when'), cell: ({ row }) => dayAndTime(Date.parse(row.original.startedAt)) },
      { id: 'by', header: t('enrol.import.by'), cell: ({ row }) => row.original.by },
      {
        id: 'what',
        header: t('enrol.import.what'),
        cell: ({ row: { original } }) =>
          t(
            original.underWay
              ? 'enrol.import.underWay'
              : original.finishedAt === null
                ? 'enrol.import.broken'
                : original.checkedOnly
                  ? 'enrol.import.checked'
                  : 'enrol.import.takenIn',
          ),
      },
      { id: 'added', header: t('enrol.import.added'), cell: ({ row }) => (row.original.checkedOnly ? '–' : row.original.added) },
      { id: 'refused', header: t('enrol.import.refusedRows'), cell: ({ row }) => row.original.refusedRows },
    ],
    [t],
  );
  return (
    <section className="card" aria-labelledby="earlier-title">
      <h2 className="card__title" id="earlier-title">
        {t('enrol.import.earlier')}
      </h2>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('enrol.import.none')}</p>
      ) : (
        <DataTable caption={t('enrol.import.earlier')} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
    </section>
  );
}

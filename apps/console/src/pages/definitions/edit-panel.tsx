import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { VersionPage } from '../../address/page';
import { useVersion } from '../../api/definitions';
import { checkText, diffText, publishText } from '../../api/definition-text';
import { queryClient } from '../../api/query-client';
import type { DefinitionReport } from '../../api/types';
import { Card } from '../../parts/card';
import { Asked } from '../../parts/notes';
import { useSettled } from '../../parts/use-settled';
import { WriteDialog } from '../../parts/write-dialog';
import { ChangeList } from './change-list';
import { Editor, type Finding } from './editor';
import { ReportPanel } from './report-panel';
import { WhatIf } from './what-if';
import { counted } from '../../parts/format';

const CHECK_AFTER_MS = 250;

/** The next version while it is written: checked as it is typed, compared, tried on recorded journeys, published. */
export default function EditPanel({ page }: { readonly page: VersionPage }): ReactNode {
  const version = useVersion(page.id, page.version);
  return (
    <Asked query={version} what="the version">
      {({ document }) => <Draft page={page} published={JSON.stringify(withoutVersion(document), null, 2)} />}
    </Asked>
  );
}

/** The ledger numbers what is published without a version. */
function withoutVersion<Document extends { readonly version: number }>({
  version: _,
  ...rest
}: Document): Omit<Document, 'version'> {
  return rest;
}

function Draft({ page, published }: { readonly page: VersionPage; readonly published: string }): ReactNode {
  const item = `journey-ledger.draft.${page.id}.${page.version}`;
  const [text, setText] = useState(() => sessionStorage.getItem(item) ?? published);
  const [isPublishing, setPublishing] = useState(false);
  const settled = useSettled(text, CHECK_AFTER_MS);
  const check = useQuery({
    queryKey: ['check', settled],
    queryFn: ({ signal }) => checkText(settled, signal),
    placeholderData: (previous) => previous,
    gcTime: 10_000,
  });
  const isValid = check.data?.valid === true && settled === text;
  const diff = useQuery({
    queryKey: ['draft-diff', page.id, page.version, settled],
    queryFn: () => diffText(page.id, page.version, settled),
    enabled: check.data?.valid === true && check.data.id === page.id && !check.isPlaceholderData,
    gcTime: 10_000,
  });
  const change = (next: string): void => {
    setText(next);
    // A reload must not lose what was written.
    if (next === published) sessionStorage.removeItem(item);
    else sessionStorage.setItem(item, next);
  };
  return (
    <div className="grid edit-grid">
      <section className="card" aria-label="Document">
        <header>
          <h2>Next version, from {page.version}</h2>
          <span className="row">
            <button type="button" className="quiet" disabled={text === published} onClick={() => change(published)}>
              Discard changes
            </button>
            <button
              type="button"
              className="primary"
              disabled={!isValid || text === published}
              onClick={() => setPublishing(true)}
            >
              Publish…
            </button>
          </span>
        </header>
        <Editor text={text} findings={findingsOf(check.data)} onChange={change} />
      </section>
      <div className="stack">
        <Asked query={check} what="the check">
          {(report) => <ReportPanel report={report} />}
        </Asked>
        {diff.data && diff.data.changes.length > 0 && (
          <Card label="Changes" title={`${counted(diff.data.changes.length, 'change')} since version ${page.version}`}>
            <ChangeList changes={diff.data.changes} />
          </Card>
        )}
        <WhatIf text={settled} isValid={isValid} />
      </div>
      {isPublishing && (
        <PublishDialog
          page={page}
          text={text}
          onDone={(report) => {
            sessionStorage.removeItem(item);
            show({ page: 'definitions', id: page.id, version: report.version ?? page.version });
          }}
          onClose={() => setPublishing(false)}
        />
      )}
    </div>
  );
}

interface PublishDialogProps {
  readonly page: VersionPage;
  readonly text: string;
  readonly onDone: (report: DefinitionReport) => void;
  readonly onClose: () => void;
}

function PublishDialog({ page, text, onDone, onClose }: PublishDialogProps): ReactNode {
  const published = useRef<DefinitionReport>(undefined);
  return (
    <WriteDialog
      title={`Publish the next version of ${page.id}`}
      action={() => 'Publish'}
      previewKey={[page.id, text]}
      preview={() => diffText(page.id, page.version, text)}
      showPreview={({ changes, openJourneys, upgrade }) => (
        <>
          <p>
            {counted(changes.length, 'change')}. New journeys start with it at once;{' '}
            {counted(openJourneys.count, 'open journey')} stand in states that it touches.
          </p>
          {upgrade !== undefined && <p className="soft">{upgrade.why}</p>}
          <div className="dialog-list">
            <ChangeList changes={changes} />
          </div>
        </>
      )}
      write={async (reason) => {
        published.current = await publishText(text, reason);
        return published.current;
      }}
      showResult={({ version, hash }) => (
        <span>
          Published as version {version}: DefinitionPublished with hash <code>{hash?.slice(0, 12)}</code>, see History.
        </span>
      )}
      onClose={() => {
        onClose();
        if (published.current === undefined) return;
        void queryClient.invalidateQueries();
        onDone(published.current);
      }}
    />
  );
}

function findingsOf(report: DefinitionReport | undefined): Finding[] {
  if (report === undefined) return [];
  const all = [
    ...report.errors.map((error) => ({ ...error, severity: 'error' as const })),
    ...report.warnings.map((warning) => ({ ...warning, severity: 'warning' as const })),
  ];
  return all.map(({ severity, message, line = 1, column = 1 }) => ({ severity, message, line, column }));
}

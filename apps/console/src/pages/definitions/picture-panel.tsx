import { useCallback, type ReactNode } from 'react';
import { PageLink, show } from '../../address/links';
import type { VersionPage } from '../../address/page';
import { useLayout, useVersion } from '../../api/definitions';
import type { Definition } from '../../api/types';
import { Diagram } from '../../parts/diagram/diagram';
import { Facts } from '../../parts/facts';
import { isoWords } from '../../parts/format';
import { Asked } from '../../parts/notes';
import { OverrideNote } from '../../parts/override-note';

/** A version as a picture, and what it says of the state that is selected. */
export function PicturePanel({ page }: { readonly page: VersionPage }): ReactNode {
  const layout = useLayout(page.id, page.version);
  const version = useVersion(page.id, page.version);
  const select = useCallback((state: string) => show({ ...page, state }, { replace: true }), [page]);
  return (
    <div className="grid definition-grid">
      <section className="card" aria-label="Picture">
        <Asked query={layout} what="the picture">
          {(drawn) => (
            <Diagram
              layout={drawn}
              label={`${page.id} version ${page.version}`}
              states={new Map(page.state === undefined ? [] : [[page.state, { look: 'selected' }]])}
              onState={select}
            />
          )}
        </Asked>
      </section>
      <section className="card" aria-label="State">
        <Asked query={version} what="the version">
          {({ document, warnings }) => (
            <>
              <StateFacts page={page} document={document} />
              {warnings.length > 0 && (
                <div className="body stack">
                  {warnings.map(({ code, path, message }) => (
                    <p key={code + path} className="note warn small">
                      {message}
                    </p>
                  ))}
                </div>
              )}
            </>
          )}
        </Asked>
      </section>
    </div>
  );
}

function StateFacts({ page, document }: { readonly page: VersionPage; readonly document: Definition }): ReactNode {
  const stateId = page.state ?? document.initial;
  const state = document.states[stateId];
  if (state === undefined)
    return (
      <p className="body soft">
        Version {page.version} has no state {stateId}.
      </p>
    );
  const { timeout } = state;
  const transitions = [
    ...(state.transitions ?? []).map((transition) => ({ ...transition, isShared: false })),
    ...(state.final === true ? [] : (document.anyState?.transitions ?? [])).map((transition) => ({
      ...transition,
      isShared: true,
    })),
  ];
  return (
    <>
      <header>
        <h2>{stateId}</h2>
        <PageLink to={{ page: 'find', definition: page.id, state: stateId }}>Journeys in it</PageLink>
      </header>
      <Facts
        className="body"
        of={{
          Title: state.title,
          Kind: listed(
            state.final === true ? 'final' : 'waits',
            state.final === true && state.outcome,
            stateId === document.initial && 'initial',
          ),
          Timeout:
            timeout &&
            listed(`after ${isoWords(timeout.after)}`, timeout.escalation && `escalates to ${timeout.escalation}`),
          'Leads to': transitions.length > 0 && (
            <div className="stack">
              {transitions.map(({ target, event, guard, isShared }) => (
                <span key={`${target} ${event ?? ''} ${guard ?? ''}`}>
                  {target}
                  {event !== undefined && <span className="chip">{event}</span>}
                  {isShared && <span className="chip">from any state</span>}
                  {guard !== undefined && <code className="guard">{guard}</code>}
                </span>
              ))}
            </div>
          ),
        }}
      />
      <OverrideNote definitionId={page.id} stateId={stateId} />
    </>
  );
}

function listed(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}

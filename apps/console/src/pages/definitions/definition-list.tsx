import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { useDefinitions } from '../../api/definitions';
import { Ago } from '../../parts/clock';
import { shortHash } from '../../parts/format';
import { Asked, NoDefinition } from '../../parts/notes';
import { Table } from '../../parts/table';

export function DefinitionList(): ReactNode {
  const definitions = useDefinitions();
  return (
    <>
      <h1>Definitions</h1>
      <Asked query={definitions} what="definitions">
        {({ definitions: all }) => (
          <section className="card" aria-label="Definitions">
            <Table
              label="Definitions"
              rows={all}
              empty={<NoDefinition />}
              keyOf={({ id }) => id}
              columns={{
                Definition: ({ id }) => <PageLink to={{ page: 'definitions', id }}>{id}</PageLink>,
                Title: ({ title }) => title ?? '',
                Versions: ({ id, versions }) => (
                  <span className="row">
                    {versions.map(({ version, retired }) => (
                      <PageLink key={version} to={{ page: 'definitions', id, version }}>
                        {retired ? <s>v{version}</s> : `v${version}`}
                      </PageLink>
                    ))}
                  </span>
                ),
                Current: ({ current }) =>
                  current === null ? (
                    <span className="soft">none</span>
                  ) : (
                    <>
                      v{current.version}, since <Ago at={current.since.occurredAt} /> by {current.since.actor.subject}
                    </>
                  ),
                Hash: ({ versions, current }) => (
                  <code className="soft">
                    {shortHash(versions.find(({ version }) => version === current?.version)?.hash ?? '')}
                  </code>
                ),
              }}
            />
          </section>
        )}
      </Asked>
    </>
  );
}

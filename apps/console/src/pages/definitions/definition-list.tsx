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
              columns={[
                { head: 'Definition', cell: ({ id }) => <PageLink to={{ page: 'definitions', id }}>{id}</PageLink> },
                { head: 'Title', cell: ({ title }) => title ?? '' },
                {
                  head: 'Versions',
                  cell: ({ id, versions }) => (
                    <span className="row">
                      {versions.map(({ version, retired }) => (
                        <PageLink key={version} to={{ page: 'definitions', id, version }}>
                          {retired ? <s>v{version}</s> : `v${version}`}
                        </PageLink>
                      ))}
                    </span>
                  ),
                },
                {
                  head: 'Current',
                  cell: ({ current }) =>
                    current === null ? (
                      <span className="soft">none</span>
                    ) : (
                      <>
                        v{current.version}, since <Ago at={current.since.occurredAt} /> by {current.since.actor.subject}
                      </>
                    ),
                },
                {
                  head: 'Hash',
                  cell: ({ versions, current }) => (
                    <code className="soft">
                      {shortHash(versions.find(({ version }) => version === current?.version)?.hash ?? '')}
                    </code>
                  ),
                },
              ]}
            />
          </section>
        )}
      </Asked>
    </>
  );
}

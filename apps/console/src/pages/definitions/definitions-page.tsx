import type { ReactNode } from 'react';
import { PageLink, show } from '../../address/links';
import type { DefinitionsPage as Shown, DefinitionView } from '../../address/page';
import { useDefinition } from '../../api/definitions';
import { Choice } from '../../parts/choice';
import { words } from '../../parts/format';
import { HistoryCard } from '../../parts/history-card';
import { lazyPart } from '../../parts/lazy-part';
import { Asked, NoSuch } from '../../parts/notes';
import { Tabs } from '../../parts/tabs';
import { ComparePanel } from './compare-panel';
import { DefinitionList } from './definition-list';
import { PicturePanel } from './picture-panel';
import { VersionActions } from './version-actions';
import './definitions.css';

// The editor is the heaviest part of the console: it is loaded where it is used.
const EditPanel = lazyPart('the editor', () => import('./edit-panel'));

const VIEW_NAMES: Readonly<Record<DefinitionView, string>> = { picture: 'Picture', compare: 'Compare', edit: 'Edit' };

/** Definitions: all of them, or one version: its picture, its differences, and the next one while it is written. */
export default function DefinitionsPage({ page }: { readonly page: Shown }): ReactNode {
  return page.id === undefined ? <DefinitionList /> : <OneDefinition page={page} id={page.id} />;
}

function OneDefinition({ page, id }: { readonly page: Shown; readonly id: string }): ReactNode {
  const history = useDefinition(id);
  return (
    <Asked query={history} what="the definition">
      {(known) => {
        const version = page.version ?? known.current?.version ?? known.versions.at(-1)?.version ?? 1;
        const shown = { ...page, id, version };
        const view = page.view ?? 'picture';
        if (!known.versions.some((each) => each.version === version))
          return (
            <NoSuch
              what={`version ${version} of ${id}`}
              others={known.versions.map((each) => [`version ${each.version}`, { ...page, version: each.version }])}
            />
          );
        return (
          <>
            <div className="title-row">
              <h1>{id}</h1>
              {known.title !== null && <span className="soft">{known.title}</span>}
              <Choice
                className="row soft"
                label="Version"
                value={String(version)}
                options={known.versions.map(({ version: each, retired }) => [
                  String(each),
                  `version ${each}${known.current?.version === each ? ' (current)' : retired ? ' (retired)' : ''}`,
                ])}
                onChoose={(chosen) => show({ ...shown, version: Number(chosen), state: undefined })}
              />
              <VersionActions known={known} version={version} />
              <PageLink to={{ page: 'operations', tab: 'timeouts', definition: id }}>Timeouts</PageLink>
            </div>
            <Tabs
              label="Views"
              names={VIEW_NAMES}
              current={view}
              to={(name) => ({ ...shown, view: name === 'picture' ? undefined : name })}
            />
            {view === 'picture' && (
              <>
                <PicturePanel page={shown} />
                <HistoryCard
                  label={`History of ${id}`}
                  changes={known.history}
                  what={({ type, version: changed }) => `${words(type)}: version ${changed}`}
                />
              </>
            )}
            {view === 'compare' && <ComparePanel page={shown} known={known} />}
            {view === 'edit' && <EditPanel page={shown} key={version} />}
          </>
        );
      }}
    </Asked>
  );
}

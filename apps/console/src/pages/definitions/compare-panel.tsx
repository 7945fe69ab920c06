import { useMemo, type ReactNode } from 'react';
import { show } from '../../address/links';
import type { VersionPage } from '../../address/page';
import { useLayout } from '../../api/definitions';
import { useRead } from '../../api/read';
import { Diagram } from '../../parts/diagram/diagram';
import { Asked, Empty } from '../../parts/notes';
import { counted, number } from '../../parts/format';
import { ChangeList } from './change-list';
import { diffLooks } from './diff-looks';
import { VersionFigures } from './version-figures';
import { Choice } from '../../parts/choice';

interface ComparePanelProps {
  readonly page: VersionPage;
  readonly known: { readonly versions: readonly { readonly version: number }[] };
}

/** Two versions on one picture: what was added, removed and changed, and how each of them did. */
export function ComparePanel({ page, known }: ComparePanelProps): ReactNode {
  const { id, version } = page;
  const others = known.versions.map((each) => each.version).filter((each) => each !== version);
  const against = page.against ?? Math.max(...others.filter((each) => each < version), others[0] ?? 0);
  if (others.length === 0) return <Empty title="There is no other version to compare with" />;
  return (
    <>
      <Choice
        className="row soft"
        label={`Version ${version} compared with`}
        value={String(against)}
        options={others.map((each) => [String(each), `version ${each}`])}
        onChoose={(chosen) => show({ ...page, against: Number(chosen) }, { replace: true })}
      />
      <Compared page={page} id={id} from={against} to={version} />
    </>
  );
}

interface ComparedProps {
  readonly page: VersionPage;
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

function Compared({ page, id, from, to }: ComparedProps): ReactNode {
  const diff = useRead('/v1/definitions/{definitionId}/diff', { path: { definitionId: id }, query: { from, to } });
  const layout = useLayout(id, to);
  const older = useLayout(id, from);
  const looks = useMemo(
    () => layout.data && older.data && diff.data && diffLooks(layout.data, older.data, diff.data),
    [layout.data, older.data, diff.data],
  );
  return (
    <>
      <section className="card" aria-label="Both versions on one picture">
        <header>
          <span className="row small">
            <span className="chip good">added in {to}</span>
            <span className="chip bad">only in {from}</span>
            <span className="chip warn">changed</span>
          </span>
        </header>
        <Asked query={older.data === undefined ? older : layout} what="the picture">
          {() =>
            looks && (
              <Diagram
                layout={looks.layout}
                label={`${id}: versions ${from} and ${to}`}
                states={looks.states}
                edges={looks.edges}
                onState={(state) => show({ ...page, state }, { replace: true })}
              />
            )
          }
        </Asked>
      </section>
      <Asked query={diff} what="the differences">
        {({ changes, openJourneys, upgrade, same }) => (
          <section className="card" aria-label="Differences">
            <header>
              <h2>{same ? 'The versions say the same' : counted(changes.length, 'change')}</h2>
              <span className="soft small">
                {number(openJourneys.count)} open journeys in affected states
                {upgrade !== undefined && `; upgrade: ${upgrade.why}`}
              </span>
            </header>
            <ChangeList changes={changes} />
          </section>
        )}
      </Asked>
      <VersionFigures id={id} from={from} to={to} />
    </>
  );
}

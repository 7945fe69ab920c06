import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeNames, tableRows } from '../support/doc-pages';
import { ROOT } from '../support/ledger-process';

interface Rule {
  readonly name: string;
  readonly comment: string;
}

const { forbidden } = jest.requireActual<{ forbidden: readonly Rule[] }>(join(ROOT, '.dependency-cruiser.cjs'));

/** What the rules allow a folder, by the sentence that they give: `libs/x imports only libs/y, libs/z of …`. */
const allowed = new Map(
  forbidden.flatMap(({ name, comment }): (readonly [string, readonly string[]])[] => {
    const [, folder = '', targets = ''] = /^(\S+) imports only (.+) of our own folders/.exec(comment) ?? [];
    if (!name.startsWith('arrows-of-')) return [];
    return [[folder, targets === 'itself' ? [] : targets.split(', ').sort()]];
  }),
);

const ANYTHING = ['everything', 'all libs'];

const rows = tableRows('docs/reference/architecture.md', '## Folders and imports').map(
  ([folder = '', , imports = '']) => ({ folder: codeNames(folder)[0] ?? '', imports: imports.replace(/ \(.*\)$/, '') }),
);

describe('the table of folders', () => {
  it('has each folder', () => {
    const folders = ['libs', 'apps'].flatMap((parent) =>
      readdirSync(join(ROOT, parent))
        .map((name) => `${parent}/${name}`)
        .filter((folder) => existsSync(join(ROOT, folder, 'src'))),
    );
    expect(rows.map(({ folder }) => folder).sort()).toEqual([...folders, 'bench', 'test'].sort());
  });

  const limited = rows.filter(({ imports }) => !ANYTHING.includes(imports));

  it.each(limited.map(({ folder, imports }) => [folder, imports] as const))(
    'lets %s import what the rules do: %s',
    (folder, imports) => {
      const listed = imports === 'nothing' ? [] : imports.split(', ').map((lib) => `libs/${lib}`);
      expect(listed.sort()).toEqual(allowed.get(folder));
    },
  );
});

describe('the table of rooms', () => {
  it('has the rooms of the rules, in their order', () => {
    const listed = tableRows('docs/reference/architecture.md', '## Rooms inside libs').map(
      ([lib = '', rooms = '']) => `${codeNames(lib)[0]}: ${codeNames(rooms).join(', ')}`,
    );
    const ruled = forbidden.flatMap(({ comment }) => {
      const [, lib, rooms] = /^Rooms of (\S+), lowest first: (.+)\. None imports one after it\.$/.exec(comment) ?? [];
      return lib === undefined ? [] : [`${lib}: ${rooms}`];
    });
    expect(listed.sort()).toEqual([...new Set(ruled)].sort());
  });
});

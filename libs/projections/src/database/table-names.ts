import {
  IdentifierNode,
  OperationNodeTransformer,
  type SchemableIdentifierNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';
import type { ReadModelTable } from './read-model-schema';

/** Name in the database of a projection's table: another version stands beside the live one, never in its place. */
export function versionedTable(table: ReadModelTable, version: number): string {
  return `${table}_v${version}`;
}

/**
 * Lets queries say `journeys` and has the database see `journeys_v1`. Which version stands behind a name is decided
 * once, where the plugin is made, so that a rebuild beside the live tables needs no other query text.
 */
export class TableNames implements KyselyPlugin {
  readonly #transformer: OperationNodeTransformer;

  constructor(names: ReadonlyMap<string, string>) {
    this.#transformer = new TableRenamer(names);
  }

  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(args.node, args.queryId);
  }

  transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(args.result);
  }
}

class TableRenamer extends OperationNodeTransformer {
  readonly #names: ReadonlyMap<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    super();
    this.#names = names;
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const name = this.#names.get(node.identifier.name);
    return name === undefined ? node : { ...node, identifier: IdentifierNode.create(name) };
  }
}

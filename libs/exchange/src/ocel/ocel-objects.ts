import { LogUnreadableError } from '../log-event';
import { ocelEvent, ocelItems, ocelObject, OcelEventError } from './ocel-document';

/** What has to be known of an OCEL log before its events are read. */
export interface OcelCases {
  /** Ids of the objects that are cases; undefined: the sessions that the ledger's own events name. */
  readonly objectIds: ReadonlySet<string> | undefined;
}

/** The objects of the type that stands for a case; without a type, the log has to be the ledger's own. */
export async function ocelCases(chunks: AsyncIterable<Uint8Array>, caseType: string | undefined): Promise<OcelCases> {
  const types = new Map<string, number>();
  const objectIds = new Set<string>();
  let hasEvents = false;
  let hasSessions = false;
  for await (const { array, text } of ocelItems(chunks)) {
    if (array === 'objects') {
      const object = ocelObject(text);
      if (object === undefined) continue;
      types.set(object.type, (types.get(object.type) ?? 0) + 1);
      if (object.type === caseType) objectIds.add(object.id);
    } else if (array === 'events') {
      hasEvents = true;
      hasSessions ||= caseType === undefined && isOfSession(text);
    }
  }
  const names = [...types].map(([type, count]) => `${type} (${count})`).join(', ') || 'none';
  if (caseType !== undefined) {
    if (types.has(caseType)) return { objectIds };
    throw new LogUnreadableError(
      `The log has no objects of the type ${JSON.stringify(caseType)}; its types are ${names}.`,
    );
  }
  if (!hasEvents || hasSessions) return { objectIds: undefined };
  throw new LogUnreadableError(
    `The OCEL log is not a ledger’s: name the type of object that is a case with --case-type; its types are ${names}.`,
  );
}

function isOfSession(text: string): boolean {
  try {
    return ocelEvent(text).relationships.some(({ qualifier }) => qualifier === 'session');
  } catch (error) {
    if (error instanceof OcelEventError) return false;
    throw error;
  }
}

import type { Context } from '../context';

/** Property of a context under which an imported log keeps who did an event (IEEE 1849-2016, section 5.6). */
export const RESOURCE_PROPERTY = 'org:resource';

/** Subject of callers without an API key: it names no resource. */
const ANONYMOUS = 'anonymous';

/**
 * Who did what an event of a journey records: the resource that the event puts into the context, or else the subject that
 * sent the command. Who imported a log is not that of the log's events: the resource of these is in the context until an event
 * without one removes it, and an event whose resource is that of the event before changes nothing.
 */
export function resourceOf(event: {
  /** What the event puts into the context. */
  readonly set: Readonly<Record<string, unknown>>;
  /** The context after it. */
  readonly context: Context;
  readonly actor: { readonly kind: string; readonly subject: string };
}): string | undefined {
  const { set, context, actor } = event;
  const named = (actor.kind === 'import' ? context : set)[RESOURCE_PROPERTY];
  if (typeof named === 'string') return named;
  return actor.kind === 'import' || actor.subject === ANONYMOUS ? undefined : actor.subject;
}

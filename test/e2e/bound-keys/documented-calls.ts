import { readApiDocument, type Operation } from '../../support/api-document';

export interface Call {
  readonly name: string;
  readonly method: string;
  readonly template: string;
  readonly operation: Operation;
}

/** Every call of the document that asks for credentials, but for those of administrators, whose keys are for all definitions. */
export const CALLS: readonly Call[] = Object.entries(readApiDocument().paths).flatMap(([template, operations]) =>
  Object.entries(operations)
    .map(([method, operation]) => ({
      ...{ name: `${method.toUpperCase()} ${template}`, method: method.toUpperCase(), template, operation },
    }))
    .filter(({ operation: { 'x-required-scopes': scopes = [] } }) => scopes.length > 0 && scopes.join() !== 'admin'),
);

export function wayOf({ operation }: Call): Operation['x-bound-credentials'] {
  return operation['x-bound-credentials'];
}

export function isStream({ operation }: Call): boolean {
  return JSON.stringify(operation.responses).includes('text/event-stream');
}

/** Whether the query of a call may name a definition. */
export function asksForDefinition({ operation }: Call): boolean {
  return (operation.parameters ?? []).some(
    (parameter) => parameter.in === 'query' && parameter.name === 'definitionId',
  );
}

/** The address of a call: its path and the parameters that it needs, of these ids, else of the document's examples. */
export function addressOf(
  { template, operation }: Call,
  ids: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): string {
  const parameters = operation.parameters ?? [];
  const between = template.endsWith('/diff')
    ? { from: '1', to: '2' }
    : { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z' };
  const values: Readonly<Record<string, string>> = { ...ids, ...between };
  const valueOf = (name: string): string =>
    values[name] ?? String(parameters.find((parameter) => parameter.name === name)?.example ?? 'x');
  const query = new URLSearchParams(more);
  for (const { name, in: place, required } of parameters) {
    if (place === 'query' && required === true) query.set(name, valueOf(name));
  }
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueOf(name)));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** A body as the document shows it, and its type. */
export function exampleOf({ operation }: Call): { readonly body?: unknown; readonly type?: string } {
  const [[type, media] = []] = Object.entries(operation.requestBody?.content ?? {});
  const body = media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
  return { ...(body !== undefined && { body }), ...(type !== undefined && { type }) };
}

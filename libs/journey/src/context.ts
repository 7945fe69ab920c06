/** JSON value as it stands in a context. */
export type ContextValue =
  null | boolean | number | string | readonly ContextValue[] | { readonly [key: string]: ContextValue };
export type Context = { readonly [key: string]: ContextValue };

/** A value of the heap takes several times what it takes as JSON. */
const HEAP_FACTOR = 4;

const measured = new WeakMap<Context, number>();

/** How large a context is as JSON in UTF-8, bytes. A context never changes, so that it is measured once. */
export function contextBytes(context: Context): number {
  let bytes = measured.get(context);
  if (bytes === undefined) measured.set(context, (bytes = Buffer.byteLength(JSON.stringify(context))));
  return bytes;
}

/** About what a context takes of the heap, bytes: by this, caches weigh what they keep. */
export function contextMemory(context: Context): number {
  return HEAP_FACTOR * contextBytes(context);
}

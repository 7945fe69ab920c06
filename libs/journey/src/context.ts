/** JSON value as it stands in a context. */
export type ContextValue =
  null | boolean | number | string | readonly ContextValue[] | { readonly [key: string]: ContextValue };
export type Context = { readonly [key: string]: ContextValue };

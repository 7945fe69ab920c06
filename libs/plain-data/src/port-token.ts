declare const port: unique symbol;

/** What a port is injected under: it knows the port's type. */
export type PortToken<Port> = symbol & { readonly [port]?: Port };

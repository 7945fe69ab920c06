import type { PortToken } from '@ledger/plain-data';

type Class<Instance = unknown> = abstract new (...given: never[]) => Instance;
type Tokens = Readonly<Record<string, PortToken<unknown> | Class>>;

type Ports<Of extends Tokens> = {
  readonly [Name in keyof Of]: Of[Name] extends Class<infer Instance>
    ? Instance
    : Of[Name] extends PortToken<infer Port>
      ? Port
      : never;
};

/** A provider, as Nest takes it, of what `build` makes of these ports. */
export function provided<Instance, const Of extends Tokens>(
  provide: Class<Instance>,
  tokens: Of,
  build: (ports: Ports<Of>) => Instance,
) {
  const names = Object.keys(tokens);
  const useFactory = (...ports: unknown[]): Instance =>
    build(Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Ports<Of>);
  return { provide, inject: Object.values(tokens), useFactory };
}

/** The smallest sound definition, with some of its members replaced. */
export function minimal(over: object = {}): object {
  return {
    id: 'Small',
    version: 1,
    initial: 'A',
    states: { A: { transitions: [{ target: 'B' }] }, B: { final: true } },
    ...over,
  };
}

import { checkDefinition, parseDefinition } from '../src';

const TEXT = `# A comment
id: Pay
version: 1
initial: START
states:
  START: &shared
    timeout: { after: PT1M }
    transitions:
      - target: END
      - { target: "GONE", guard: context.a >
        }
  a/b~c: *shared
  END: { final: true }
  EMPTY:
`;

describe('places in YAML', () => {
  const read = parseDefinition(TEXT);
  const placeOf = (pointer: string): string => {
    const place = read.ok ? read.placeOf?.(pointer) : undefined;
    return place === undefined ? '' : `${place.line}:${place.column}`;
  };

  it.each([
    ['', '2:1'],
    ['/id', '2:5'],
    ['/states', '5:1'],
    ['/states/START', '6:3'],
    ['/states/START/timeout', '7:5'],
    ['/states/START/timeout/after', '7:23'],
    ['/states/START/transitions', '8:5'],
    ['/states/START/transitions/0', '9:9'],
    ['/states/START/transitions/0/target', '9:17'],
    ['/states/START/transitions/1/target', '10:19'],
    ['/states/START/transitions/1/guard', '10:34'],
    ['/states/EMPTY', '14:3'],
  ])('finds %s at line and column %s', (pointer, place) => {
    expect(placeOf(pointer)).toBe(place);
  });

  it('finds what is missing in what it is missing in, and what an alias stands for', () => {
    expect(placeOf('/states/START/timeout/target')).toBe('7:5');
    expect(placeOf('/states/START/transitions/7')).toBe('8:5');
    expect(placeOf('/states/a~1b~0c/timeout/after')).toBe('7:23');
    expect(placeOf('/nowhere/at/all')).toBe('2:1');
  });

  it('are given with every finding of YAML, and with none of JSON', () => {
    const { errors, warnings } = checkDefinition(TEXT.replace('a/b~c', 'OTHER').replace('  EMPTY:\n', '  LOST: {}\n'));
    const found = [...errors, ...warnings];
    expect(found.length).toBeGreaterThan(3);
    for (const { line, column } of found) expect([line, column]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(errors).toContainEqual(expect.objectContaining({ code: 'DEAD_END', line: 14, column: 3 }));
    const asJson = checkDefinition('{ "id": "Pay", "version": 1, "initial": "A", "states": { "A": {} } }');
    expect(asJson.errors[0]).not.toHaveProperty('line');
  });
});

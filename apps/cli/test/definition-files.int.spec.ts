import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journey } from './fake-terminal.test-support';

describe('definition', () => {
  const SHIPPED = join(__dirname, '../../../definitions/customer-journey-state.json');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cli-definition-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('check says how long a journey takes at most or why that has no bound', async () => {
    const { exitCode, out } = await journey(['definition', 'check', SHIPPED]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^A journey (takes at most|can wait for ever in|can go round for ever)/m);
  });

  it('check lists every error and ends with 1', async () => {
    const path = join(folder, 'broken.yaml');
    await writeFile(path, 'id: D\nversion: 1\ninitial: A\nstates:\n  A: { transitions: [{ target: B }] }\n');
    const { exitCode, out, err } = await journey(['definition', 'check', path]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^error TARGET_UNKNOWN \/states\/A\/transitions\/0\/target \(line 5, column 32\): /m);
    expect(err).toContain('could not be published: it has');
    const json = await journey(['definition', 'check', path, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ valid: false });
  });

  it('show prints states, timeouts, guards and targets', async () => {
    const { exitCode, out } = await journey(['definition', 'show', SHIPPED]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^CustomerJourneyState version 1: Inbound payment call\nhash [0-9a-f]{64}\n/);
    expect(out).toMatch(/^INTRO_WELCOME +initial, PT2M → ABORT_TIMEOUT +IDENTIFY$/m);
    expect(out).toMatch(/^ +PAYMENT_COLLECTOR +context\.verified == true$/m);
    expect(out).toMatch(/^COMPLETED +final$/m);
  });

  it('show prints policies, and how open journeys come over', async () => {
    const path = join(folder, 'second.yaml');
    const states = 'A: { transitions: [{ target: B }] }, B: { final: true }';
    const p = '{ kind: response, first: A, then: B, within: PT1H, escalation: desk, title: Served }';
    const policies = `p: ${p}, q: { kind: absence, state: B }, r: { kind: notCoexistence, states: [A, B] }`;
    const upgrade = '{ from: [1, 2], when: operator, states: { OLD: A }, drop: [tier], deadline: restart }';
    const escalations = '{ desk: { kind: queue, queue: desk } }';
    const rest = `states: { ${states} }, policies: { ${policies} }, escalations: ${escalations}`;
    await writeFile(path, `{ id: P, version: 3, initial: A, ${rest}, upgrade: ${upgrade} }`);
    const { exitCode, out } = await journey(['definition', 'show', path]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^p +response +first A, then B, within PT1H +desk +Served$/m);
    expect(out).toMatch(/^q +absence +state B, atMost 0$/m);
    expect(out).toMatch(/^r +notCoexistence +states A and B$/m);
    expect(out).toMatch(/^upgrade from +1, 2\nwhen +operator\nrenamed +OLD → A\ndropped +tier\ndeadline +restart$/m);
    await writeFile(path, `{ id: P, version: 3, initial: A, states: { ${states} }, upgrade: {} }`);
    const open = await journey(['definition', 'show', path]);
    expect(open.out).toMatch(/^upgrade from +all earlier versions\nwhen +resume if/m);
    expect((await journey(['definition', 'show', SHIPPED])).out).not.toContain('policy');
  });

  it('show prints the document as JSON, and a diagram', async () => {
    const json = await journey(['definition', 'show', SHIPPED, '--json']);
    expect(JSON.parse(json.out)).toEqual(JSON.parse(await readFile(SHIPPED, 'utf8')));
    expect((await journey(['definition', 'show', SHIPPED, '--diagram'])).out).toMatch(/^stateDiagram-v2/);
  });

  it('check takes a document without a version, as publishing does', async () => {
    const path = join(folder, 'unnumbered.yaml');
    const text = 'id: D\ninitial: A\nstates:\n  A: { timeout: { after: PT1M }, transitions: [{ target: B }] }\n';
    await writeFile(path, `${text}  B: { final: true }\n`);
    expect(await journey(['definition', 'check', path])).toMatchObject({ exitCode: 0, err: '' });
    await writeFile(path, text);
    expect((await journey(['definition', 'check', path])).out).toMatch(/^error TARGET_UNKNOWN .*\(line 4,/m);
  });

  it('check says of each policy whether the states imply it', async () => {
    const path = join(folder, 'policies.yaml');
    const states = 'states: { A: { timeout: { after: PT1M }, transitions: [{ target: B }] }, B: { final: true } }';
    const policies = 'p: { kind: precedence, first: A, then: B }, q: { kind: existence, state: B }';
    await writeFile(path, `{ id: P, version: 1, initial: A, ${states}, policies: { ${policies} } }`);
    const { exitCode, out } = await journey(['definition', 'check', path]);
    expect(exitCode).toBe(0);
    expect(out).toContain('proved p (precedence): The states imply it');
    expect(out).toContain('watched q (existence): A journey can break it, by A → ABORT_TIMEOUT.');
  });

  it('export writes for other tools, and import gives the definition back', async () => {
    const path = join(folder, 'machine.json');
    const exported = await journey(['definition', 'export', SHIPPED, '--format', 'xstate', '-o', path]);
    expect(exported.out).toBe(`CustomerJourneyState version 1 is written to ${path}\n`);
    const back = join(folder, 'back.json');
    expect(await journey(['definition', 'import', path, '--out', back])).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(back, 'utf8'))).toEqual(JSON.parse(await readFile(SHIPPED, 'utf8')));
    expect((await journey(['definition', 'export', SHIPPED, '--format', 'scxml'])).out).toMatch(/^<\?xml/);
    expect((await journey(['definition', 'export', SHIPPED, '--format', 'mermaid'])).out).toMatch(/^stateDiagram-v2/);
  });

  it('import names what has no equivalent, and what the check refuses', async () => {
    const path = join(folder, 'strange.json');
    const out = join(folder, 'strange-definition.json');
    const A = { entry: 'ring', on: { GO: 'B' } };
    await writeFile(path, JSON.stringify({ id: 'M', initial: 'A', states: { A, B: { type: 'final' } } }));
    const strange = await journey(['definition', 'import', path, '-o', out]);
    expect(strange.exitCode).toBe(1);
    expect(strange.out).toMatch(/^error \/states\/A\/entry: Actions have no equivalent/m);
    expect(strange.err).toContain('cannot become a definition: 1 problem');
    await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });

    await writeFile(path, JSON.stringify({ id: 'M', initial: 'A', states: { A: { tags: ['x'] } } }));
    const faulty = await journey(['definition', 'import', path, '-o', out]);
    expect(faulty.exitCode).toBe(1);
    expect(faulty.err).toMatch(/error DEAD_END \/states\/A[^]*not imported: \/states\/A\/tags/);
    expect((await journey(['definition', 'export', out, '--format', 'scxml'])).err).toContain('so it is not exported');
    await writeFile(path, 'id: M');
    expect(await journey(['definition', 'import', path])).toMatchObject({ exitCode: 2 });
  });

  it('tells how published versions are named where a file is missing', async () => {
    const { exitCode, err } = await journey(['definition', 'show', 'NoFile']);
    expect(exitCode).toBe(2);
    expect(err).toContain('There is no file NoFile; a published version is named <id>@<version>.');
  });
});

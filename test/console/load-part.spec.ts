import { loadPart, type Surroundings } from '../../apps/console/src/parts/load-part';

const OWN = '/assets/index-own.js';

describe('a part of the console that is loaded where it is shown', () => {
  let reloads: number;
  /** The page as the server has it, or undefined while it does not answer. */
  let served: string | undefined;
  const page: Surroundings = {
    entry: OWN,
    page: () => Promise.resolve(served),
    tried: [],
    reload: () => (reloads += 1),
  };
  beforeEach(() => {
    reloads = 0;
    page.tried = [];
  });

  const gone = (): Promise<never> =>
    Promise.reject(new TypeError('Failed to fetch dynamically imported module: /x.js'));
  const failed = /^This part of the console could not be loaded\. The console tries again by itself\.$/;

  it('is what was loaded', async () => {
    expect(await loadPart('Find', () => Promise.resolve('part'), 0, page)).toBe('part');
  });

  it('fails in a sentence while the server does not answer, and nothing is loaded again', async () => {
    served = undefined;
    for (const failures of [0, 1, 2]) await expect(loadPart('Find', gone, failures, page)).rejects.toThrow(failed);
    expect(reloads).toBe(0);
  });

  it('is tried again before the page of the same build is loaded again, and that once', async () => {
    served = `<script type="module" src="${OWN}">`;
    await expect(loadPart('Find', gone, 0, page)).rejects.toThrow(failed);
    expect(reloads).toBe(0);
    for (const failures of [1, 2, 3]) await expect(loadPart('Find', gone, failures, page)).rejects.toThrow(failed);
    expect(reloads).toBe(1);
  });

  it('leads to the page of the new build after an upgrade, and not in circles between two builds', async () => {
    served = '<script type="module" src="/assets/index-new.js">';
    for (let time = 0; time < 3; time += 1) await expect(loadPart('Find', gone, time, page)).rejects.toThrow(failed);
    expect(reloads).toBe(1);
  });

  it('is given another chance once it was loaded, whatever became of the others', async () => {
    served = `<script type="module" src="${OWN}">`;
    await expect(loadPart('Editor', gone, 1, page)).rejects.toThrow(failed);
    await expect(loadPart('Find', gone, 1, page)).rejects.toThrow(failed);
    expect(reloads).toBe(2);
    await loadPart('Find', () => Promise.resolve('part'), 0, page);
    await expect(loadPart('Editor', gone, 1, page)).rejects.toThrow(failed);
    expect(reloads).toBe(2);
    await expect(loadPart('Find', gone, 1, page)).rejects.toThrow(failed);
    expect(reloads).toBe(3);
  });
});

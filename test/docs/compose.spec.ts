import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Environment } from '../../apps/ledger/src/config/environment';
import { ROOT } from '../support/ledger-process';

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
}

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, object>>;
};
const LEDGER = ['api', 'projector', 'saga'] as const;
const service = (name: string): Service => {
  const found = services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}.`);
  return found;
};
/** Volumes and folders that a service has, without where it sees them. */
const mountedBy = ({ volumes: mounts = [] }: Service): readonly string[] =>
  mounts.map((mount) => mount.split(':')[0] ?? '');
const having = (volume: string): readonly string[] =>
  Object.entries(services).flatMap(([name, one]) => (mountedBy(one).includes(volume) ? [name] : []));

describe('docker-compose.yml', () => {
  it('pins each image to a version', () => {
    for (const [name, { image }] of Object.entries(services)) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+(\.\d+)?[\w.-]*$/)]);
    }
  });

  it('has no secret in it, and no default for one', () => {
    const secrets = [...text.matchAll(/\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}/g)];
    expect(secrets.length).toBeGreaterThan(5);
    for (const [, name, rest] of secrets) expect([name, rest]).toEqual([name, `:?give ${name} in .env`]);
    const written = [...text.matchAll(/^\s*\w*(?:PASSWORD|SECRET)\w*: *(?!\$\{)(\S.*)$/gm)];
    expect(written.map(([line]) => line)).toEqual([]);
  });

  it('keeps the private key of the authority from all but the container that makes certificates', () => {
    expect(having('authority-key')).toEqual(['certificates']);
    expect(service('certificates')).toMatchObject({ network_mode: 'none' });
  });

  it('gives each node its own key, and the ledger the certificate of the authority alone', () => {
    const certificates = Object.keys(volumes).filter((name) => name.endsWith('-certificate'));
    expect(certificates).toHaveLength(4);
    for (const name of certificates) {
      expect([name, having(name)]).toEqual([name, ['certificates', expect.stringMatching(/^node/)]]);
    }
    for (const name of [...LEDGER, 'event-store-rights']) {
      expect([name, service(name).volumes]).toEqual([name, ['authority:/certs:ro']]);
    }
  });

  it('passes every setting to the ledger, but for those of the image', () => {
    const image: readonly string[] =
      readFileSync(join(ROOT, 'Dockerfile'), 'utf8').match(/(?<=^ENV .*)\b[A-Z_]+(?==)/gm) ?? [];
    const settings = Object.keys(new Environment()).filter((name) => !image.includes(name));
    for (const name of LEDGER) {
      expect(Object.keys(service(name).environment ?? {})).toEqual(expect.arrayContaining(settings));
      expect(service(name).environment).toMatchObject({ ROLES: name });
    }
  });

  it('lets the ledger in by an account of its own, over TLS, which one container sets up and the others wait for', () => {
    const url = service('api').environment?.['EVENT_STORE_URL'] ?? '';
    expect(url).toMatch(/^esdb:\/\/ledger:\$\{EVENT_STORE_PASSWORD.*\?tls=true&tlsCAFile=\/certs\/ca\.crt$/);
    expect(service('event-store-rights')).toMatchObject({
      environment: { EVENT_STORE_URL: url },
      command: ['node', 'dist/apps/cli/src/main.js', 'doctor', '--setup-event-store', '--yes'],
    });
    const knowing = Object.entries(services).flatMap(([name, { environment = {} }]) =>
      Object.values(environment).some((value) => value?.includes('KURRENTDB_ADMIN_PASSWORD') === true) ? [name] : [],
    );
    expect(knowing.filter((name) => !name.startsWith('node'))).toEqual(['event-store-rights']);
    for (const name of LEDGER) {
      expect(service(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        'event-store-rights': { condition: 'service_completed_successfully' },
      });
    }
  });

  it('starts nothing before what it needs is healthy or done, whichever profile is up', () => {
    for (const [name, { depends_on: needs = {} }] of Object.entries(services)) {
      for (const [needed, { condition, required }] of Object.entries(needs)) {
        const other = service(needed);
        const hasCheck = other.healthcheck !== undefined || LEDGER.some((one) => one === needed);
        if (condition === 'service_healthy') expect([name, needed, hasCheck]).toEqual([name, needed, true]);
        expect([name, needed, required ?? true]).toEqual([name, needed, other.profiles === undefined]);
      }
    }
  });

  it('opens ports on this machine alone, and those of the stores on none', () => {
    const open = Object.entries(services).filter(([, { ports = [] }]) => ports.length > 0);
    expect(open.map(([name]) => name).sort()).toEqual(['api', 'grafana', 'prometheus']);
    for (const [, { ports = [] }] of open) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    for (const name of ['grafana', 'prometheus']) expect(service(name).networks).toEqual(['monitoring']);
  });

  it('names a volume for everything that is mounted, and mounts all of them', () => {
    const mounted = new Set(
      Object.values(services)
        .flatMap(mountedBy)
        .filter((place) => !place.startsWith('.')),
    );
    expect([...mounted].sort()).toEqual(Object.keys(volumes).sort());
  });
});

import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConnectionString } from '../src';

describe('a connection string', () => {
  it('names one node, with TLS and the leader preferred unless it says otherwise', () => {
    expect(parseConnectionString('esdb://ledger.example')).toEqual({
      discovery: 'single',
      hosts: [{ address: 'ledger.example', port: 2113 }],
      tls: true,
      nodePreference: 'leader',
    });
  });

  it('names several nodes to ask for the members of a cluster, or a DNS name for all of them', () => {
    expect(parseConnectionString('esdb://a:1111,b,c:3333/?tls=true')).toMatchObject({
      discovery: 'gossip',
      hosts: [
        { address: 'a', port: 1111 },
        { address: 'b', port: 2113 },
        { address: 'c', port: 3333 },
      ],
    });
    expect(parseConnectionString('esdb+discover://cluster.example:2113')).toMatchObject({ discovery: 'dns' });
    expect(parseConnectionString('kurrentdb+discover://cluster.example')).toMatchObject({ discovery: 'dns' });
  });

  it('carries credentials, decoded', () => {
    expect(parseConnectionString('kurrentdb://op%40s:p%3Aw%2F1@host').credentials).toEqual({
      username: 'op@s',
      password: 'p:w/1',
    });
  });

  it('takes every option, however it is spelled', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    const pem = (name: string): string => {
      writeFileSync(join(folder, name), name);
      return encodeURIComponent(join(folder, name));
    };
    try {
      const parsed = parseConnectionString(
        `esdb://host?tls=true&tlsVerifyCert=true&tlsCAFile=${pem('ca')}&userCertFile=${pem('crt')}&userKeyFile=${pem('key')}` +
          '&node_preference=read-only-replica&KeepAliveInterval=15000&keepAliveTimeout=-1&defaultDeadline=750' +
          '&connectionName=api%201&maxDiscoverAttempts=3&discoveryInterval=50&gossipTimeout=2&throwOnAppendFailure=true',
      );
      expect(parsed).toEqual({
        discovery: 'single',
        hosts: [{ address: 'host', port: 2113 }],
        tls: true,
        rootCertificate: Buffer.from('ca'),
        userCertificate: { certificate: Buffer.from('crt'), key: Buffer.from('key') },
        nodePreference: 'read_only_replica',
        keepAliveInterval: 15_000,
        keepAliveTimeout: -1,
        deadline: 750,
        connectionName: 'api 1',
        maxDiscoverAttempts: 3,
        discoveryInterval: 50,
        gossipTimeout: 2,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['http://host', 'should read esdb://'],
    ['esdb://', 'should read esdb://'],
    ['esdb://host:99999', 'name or name:port'],
    ['esdb://a,,b', 'name or name:port'],
    ['esdb://host?tls=yes', 'Option tls should be true or false'],
    ['esdb://host?tlsCAFile=/nowhere/ca.crt', 'cannot be read'],
    ['esdb://host?userCertFile=x', 'together'],
    ['esdb://host?nodePreference=any', 'nodePreference should be'],
    ['esdb://host?keepAliveInterval=-2', 'at least -1'],
    ['esdb://host?defaultDeadline=0', 'at least 1'],
    ['esdb://host?defaultDeadline=1.5', 'whole number'],
    ['esdb://host?throwOnAppendFailure=false', 'a conflict would look like a success'],
    ['esdb://host?tlsVerifyCert=false', 'tlsCAFile instead'],
    ['esdb://host?dedline=5', 'has no option "dedline"'],
  ])('that is wrong is refused in one sentence: %s', (text, sentence) => {
    expect(() => parseConnectionString(text)).toThrow(TypeError);
    expect(() => parseConnectionString(text)).toThrow(sentence);
  });

  it('that is wrong is refused without its password', () => {
    for (const text of ['esdb://ops:s3cret@host?nope=1', 'esdb://ops:s3cret@ho st', 'http://ops:s3cret@host']) {
      let message = '';
      try {
        parseConnectionString(text);
      } catch (error) {
        message = String(error);
      }
      expect(message).not.toBe('');
      expect(message).not.toContain('s3cret');
    }
  });
});

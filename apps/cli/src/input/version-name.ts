import { usageFailure } from '../failures';

/** A published version: `<id>@<version>`. */
export interface VersionName {
  readonly id: string;
  readonly version: number;
}

/** Undefined for what names no published version, such as a file. */
export function versionNameOf(name: string): VersionName | undefined {
  const [, id, version] = /^([^/@]+)@([1-9]\d*)$/.exec(name) ?? [];
  return id === undefined ? undefined : { id, version: Number(version) };
}

/** An argument that must name a published version. */
export function versionArgument(name: string): VersionName {
  const version = versionNameOf(name);
  if (version !== undefined) return version;
  throw usageFailure(`${name} names no published version; write <id>@<version>, such as CustomerJourneyState@1.`);
}

import type { components } from './schema';

type Schemas = components['schemas'];

export type Journey = Schemas['Journey'];
export type JourneyRow = Schemas['JourneyRow'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Problem = Schemas['Problem'];
export type Definition = Schemas['Definition'];
export type DefinitionListing = Schemas['DefinitionListing'];
export type DefinitionReport = Schemas['DefinitionReport'];
export type DefinitionDiff = Schemas['DefinitionDiff'];
export type PublishedDefinition = Schemas['PublishedDefinition'];
export type SimulationReport = Schemas['SimulationReport'];
export type StuckJourney = Schemas['StuckJourney'];
export type Escalation = Schemas['Escalation'];
export type Operation = Schemas['Operation'];
export type OperationDryRun = Schemas['OperationDryRun'];
export type Projection = Schemas['Projection'];
export type DeadLetter = Schemas['DeadLetter'];
export type Rebuild = Schemas['Rebuild'];
export type LedgerEvent = Schemas['LedgerEvent'];
export type JourneyTargets = Schemas['JourneyTargets'];
export type Target = JourneyTargets['targets'][number];
export type GuardPart = Schemas['GuardPart'];
export type CommandLine = Schemas['CommandLine'];
export type Sandbox = Schemas['Sandbox'];
export type SandboxEntry = Schemas['SandboxEntry'];
export type SandboxReply = Schemas['SandboxReply'];

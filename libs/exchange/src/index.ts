export { readCloudEvents } from './cloudevents/cloudevents-reader';
export { csvLine, type CsvCell } from './csv/csv-line';
export { csvMapping, CsvMappingError, type CsvMapping } from './csv/csv-mapping';
export { readCsv } from './csv/csv-reader';
export { discoverDefinition, type Discovery, type DiscoveryOptions } from './discovery/discover-definition';
export { DiscoveredLog, type ObservedEdge } from './discovery/discovered-log';
export { type TimeoutCandidate } from './discovery/timeout-candidates';
export { type StateNaming, withLawfulStates } from './lawful-states';
export { logCommands, type CommandLine, type LogCommand, type LogCommandOptions } from './log-commands';
export { LogUnreadableError, type LogEvent, type LogItem, type LogRefusal, type LogValue } from './log-event';
export { openLog, type OpenLog } from './log-file';
export { caseIdOf, sessionIdOf } from './session-id';
export { activityOf, stateIdOf } from './state-name';
export { readOcel } from './ocel/ocel-reader';
export { readXes, type XesMapping } from './xes/xes-reader';
export { type ExportPages, type ExportRow } from './export/export-row';
export {
  EXPORT_FORMATS,
  EXPORT_NAMES,
  type ExportFormat,
  type ExportInput,
  type ExportName,
} from './export/export-formats';

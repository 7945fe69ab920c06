export { readCloudEvents } from './cloudevents/cloudevents-reader';
export { BYTE_ORDER_MARK, CSV_FORMULAS, csvLine, type CsvCell, type CsvFormulas, type CsvStyle } from './csv/csv-line';
export { csvMapping, CsvMappingError } from './csv/csv-mapping';
export { readCsv } from './csv/csv-reader';
export { discoverDefinition, type DiscoveredEdge, type Discovery } from './discovery/discover-definition';
export { DiscoveredLog } from './discovery/discovered-log';
export { decodedText } from './input/decoded-text';
export { gunzipped, openLog, type OpenLog } from './input/log-file';
export { textLines, type TextLine } from './input/text-lines';
export {
  logCommands,
  type CommandLine,
  type LogCommand,
  type LogCommandLine,
  type LogCommandOptions,
} from './log-commands';
export { LogUnreadableError, type LogEvent, type LogItem, type LogRefusal } from './log-event';
export {
  LOG_FORMATS,
  logFormatOf,
  logReader,
  type LogFormat,
  type LogReader,
  type LogReadingOptions,
} from './log-formats';
export { caseIdOf, sessionIdOf } from './naming/session-id';
export { activityOf, stateIdOf } from './naming/state-name';
export { withValidStateIds, type StateNaming } from './naming/valid-state-ids';
export { readOcel } from './ocel/ocel-reader';
export { withoutRepeats } from './order/collapsed-repeats';
export { LIFECYCLE_CHOICES, type LifecycleChoice } from './order/lifecycle';
export {
  isDisordered,
  LogSurvey,
  orderWarnings,
  type BackwardStep,
  type LogOrder,
  type SurveyedLog,
} from './order/log-survey';
export { sortedEvents } from './order/sorted-events';
export { readXes } from './xes/xes-reader';
export { type ExportRow } from './export/export-row';
export { EXPORT_FORMATS, EXPORT_NAMES, type ExportInput, type ExportName } from './export/export-formats';

export { AuditedLedger, journeyOf } from './audited-ledger';

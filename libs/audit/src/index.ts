export { DenseChainMemory } from './dense-chain-memory';
export { replay } from './replay';
export type {
  AttemptStep,
  EventStep,
  Replay,
  ReplayCut,
  ReplayFinding,
  ReplayFindingKind,
  ReplayRule,
  ReplayStep,
  RuleEdge,
  StateSnapshot,
} from './replay.types';
export { verifyLedger } from './verify-ledger';
export type {
  LedgerBreak,
  LedgerBreakKind,
  LedgerVerification,
  VerificationProgress,
  VerifyOptions,
} from './verify-ledger';

export { copyLedger, TargetDiffersError } from './copy-ledger';
export type { CopyOptions, CopyProgress, CopyResult } from './copy-ledger';
export type { CheckpointFinding, CheckpointResult, LedgerCheckpoint } from './checkpoint';
export { DenseChainMemory } from './dense-chain-memory';
export type { EventPlace, LedgerDifference, LedgerDifferenceKind } from './ledger-difference';
export { proveCopy } from './prove-copy';
export type { CopyProof, ProofOptions } from './prove-copy';
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

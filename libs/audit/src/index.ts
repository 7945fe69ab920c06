export { copyLedger, TargetDiffersError } from './copy-ledger';
export type { CopyProgress, CopyResult } from './copy-ledger';
export type { CheckpointFinding, LedgerCheckpoint } from './checkpoint';
export { proveCopy } from './prove-copy';
export type { CopyProof } from './prove-copy';
export { replay } from './replay';
export type { AttemptStep, EventStep, Replay, ReplayCut, ReplayRule, ReplayStep, StateSnapshot } from './replay.types';
export { verifyLedger } from './verify-ledger';
export type { LedgerBreak, LedgerVerification, VerificationProgress, VerifyOptions } from './verify-ledger';

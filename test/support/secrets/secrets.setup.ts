import { watchReplies } from '../replies';
import { refuseSecrets } from './secret-sweep';
import { secretsInReply } from './swept-replies';

// Loaded by Jest before each spec file: no reply that any spec is given shows a secret. Logs, outputs and files are
// looked at where the ledgers of specs end: see running-ledger.ts and ledger-process.ts.

const found: string[] = [];
watchReplies((reply) => void found.push(...secretsInReply(reply)));
const refuse = (): void => refuseSecrets(found.splice(0));
afterEach(refuse);
afterAll(refuse);

import { parentPort } from 'node:worker_threads';
import { checkSubmission } from '@ledger/command-handling';

parentPort?.on('message', (input: unknown) => parentPort?.postMessage(checkSubmission(input)));
parentPort?.postMessage('ready');

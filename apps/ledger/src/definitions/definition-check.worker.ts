import { parentPort } from 'node:worker_threads';
import { checkInput } from '@ledger/command-handling';

parentPort?.on('message', (input: unknown) => parentPort?.postMessage(checkInput(input)));
parentPort?.postMessage('ready');

export { alterFile } from './altered-file';
export { fillFile } from './filled-file';
export { breakOpenFiles } from './broken-files';
export { watchWriterThreads, type WriterThreads } from './writer-thread';

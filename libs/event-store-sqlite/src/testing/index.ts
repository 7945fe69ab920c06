export { alterFile } from './altered-file';
export { fillFile } from './filled-file';

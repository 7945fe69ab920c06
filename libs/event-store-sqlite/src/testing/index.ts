export { alterFile } from './altered-file';

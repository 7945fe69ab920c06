import { connect } from '../database/driver';

/** Fills a ledger's file beyond the `maxPages` of its store, beside it; gives a function that frees the space again. */
export function fillFile(path: string, pages: number): () => void {
  const beside = connect(path);
  beside.exec(`CREATE TABLE ballast (filler BLOB); INSERT INTO ballast VALUES (zeroblob(${pages * 4096}))`);
  return () => {
    beside.exec('DROP TABLE ballast');
    beside.close();
  };
}

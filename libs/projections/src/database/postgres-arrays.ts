import { storable } from './postgres-pool';
import type { SqlValue } from './sql-dialect';

/** Object ids of the element types, which no PostgreSQL has changed. */
const TEXT = 25;
const BIGINT = 20;

/** Dimensions, whether there are nulls, element type, and of the one dimension its length and first index. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const IS_NULL = -1;
const TWO_POW_32 = 2 ** 32;

/** Binary `text[]`: as text, each quote in JSON would be escaped and unescaped, most of the work of a rebuild. */
export function textArray(values: readonly SqlValue[]): Buffer {
  let size = HEADER_BYTES;
  const texts = values.map((value) => {
    const text = value === null ? null : storable(String(value));
    size += LENGTH_BYTES + (text === null ? 0 : Buffer.byteLength(text));
    return text;
  });
  const bytes = Buffer.allocUnsafe(size);
  let end = writeHeader(bytes, TEXT, texts.length);
  for (const text of texts) {
    const length = text === null ? IS_NULL : bytes.write(text, end + LENGTH_BYTES);
    bytes.writeInt32BE(length, end);
    end += LENGTH_BYTES + Math.max(0, length);
  }
  return bytes.subarray(0, end);
}

/** One column of rows as PostgreSQL's binary `bigint[]`. */
export function bigintArray(values: readonly SqlValue[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + 8));
  let end = writeHeader(bytes, BIGINT, values.length);
  for (const value of values) {
    if (value === null) {
      end = bytes.writeInt32BE(IS_NULL, end);
      continue;
    }
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${JSON.stringify(value)} should be a whole number.`);
    end = bytes.writeInt32BE(8, end);
    end = bytes.writeInt32BE(Math.floor(number / TWO_POW_32), end);
    end = bytes.writeUInt32BE(number - Math.floor(number / TWO_POW_32) * TWO_POW_32, end);
  }
  return bytes.subarray(0, end);
}

function writeHeader(bytes: Buffer, elementType: number, length: number): number {
  let end = bytes.writeInt32BE(length === 0 ? 0 : 1, 0);
  // Without this mark a null ends the statement; with it and without nulls nothing is lost.
  end = bytes.writeInt32BE(1, end);
  end = bytes.writeInt32BE(elementType, end);
  if (length === 0) return end;
  end = bytes.writeInt32BE(length, end);
  return bytes.writeInt32BE(1, end);
}

/** Content hashes: what one file's facts are cached and compared by. */
import { createHash } from 'node:crypto';

/** SHA-256 of `content`, 64 hexadecimal digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

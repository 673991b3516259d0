/** Which ironvet this is. Imports little: `ironvet --version` answers at once. */
import { readPackageFile } from '../source/package-files.ts';

/** The version in package.json. */
export function toolVersion(): string {
  const bytes = readPackageFile('package.json');
  const manifest: unknown = bytes === null ? null : JSON.parse(Buffer.from(bytes).toString('utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return typeof version === 'string' ? version : 'unknown';
}

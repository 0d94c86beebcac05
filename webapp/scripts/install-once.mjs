// `npm ci` deletes and refills node_modules each time (ten seconds and more). This runs it only when node_modules was
// filled from another lock file, or for another Node than the one that native packages were chosen for.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { npm } from './npm.mjs';

const stampFile = 'node_modules/.installed-from';
const stamp = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(readFileSync('package.json'))
  .update(`${process.version} ${process.platform} ${process.arch}`)
  .digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  const [code] = await once(npm(['ci', '--no-audit', '--no-fund']), 'exit');
  if (code !== 0) {
    process.exit(code ?? 1);
  }
  writeFileSync(stampFile, stamp);
}

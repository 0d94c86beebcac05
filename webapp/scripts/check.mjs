// Every gate of the web application, two at a time; the output of a gate is shown when it fails.
import { once } from 'node:events';
import { npm } from './npm.mjs';

const gates = ['lint', 'typecheck', 'test', 'format:check', 'gen:check', 'size'];
const failed = [];

async function worker() {
  for (let gate = gates.shift(); gate; gate = gates.shift()) {
    const started = Date.now();
    const child = npm(['run', '--silent', gate], ['ignore', 'pipe', 'pipe']);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const [code] = await once(child, 'close');
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (code === 0) {
      console.log(`webapp ${gate}: ok (${seconds} s)`);
    } else {
      failed.push(gate);
      console.log(`webapp ${gate}: FAILED (${seconds} s)\n${output}`);
    }
  }
}

await Promise.all([worker(), worker()]);
if (failed.length > 0) {
  console.log(`webapp: ${failed.join(', ')} failed`);
  process.exit(1);
}

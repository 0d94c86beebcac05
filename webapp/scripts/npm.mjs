import { spawn } from 'node:child_process';

/**
 * Runs npm with the Node and the npm that run this script: the `npm` on PATH may be another one (Maven's plugin lays
 * a launcher there that only works beside a downloaded Node).
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio
 */
export function npm(args, stdio = 'inherit') {
  const cli = process.env.npm_execpath;
  if (!cli) {
    throw new Error('Start this through npm run.');
  }
  return spawn(process.execPath, [cli, ...args], { stdio });
}

// Holds the first load of the sign-in page to its budget: all script and style that index.html names, plus what the
// sign-in route loads statically, each file compressed by itself as the server sends it.
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = 'target/classes/webroot/';
const entry = 'src/app/main.tsx';
const route = 'src/features/login/SignInPage.tsx';
const budget = 120_000;

const manifestFile = `${root}.vite/manifest.json`;
if (!existsSync(manifestFile)) {
  console.log('The size check reads a build: npm run build first.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

const files = new Set(['color-scheme.js']);
const add = (key) => {
  const chunk = manifest[key];
  if (!chunk) {
    throw new Error(`The build has no ${key}`);
  }
  if (files.has(chunk.file)) {
    return;
  }
  files.add(chunk.file);
  (chunk.css ?? []).forEach((file) => files.add(file));
  (chunk.imports ?? []).forEach(add);
};
add(manifest['index.html'] ? 'index.html' : entry);
add(route);

const sizes = [...files].map((file) => [file, gzipSync(readFileSync(root + file)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes.sort((a, b) => b[1] - a[1])) {
  console.log(`${String(size).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  first load of the sign-in page, gzip, of ${budget} allowed`);
process.exit(total > budget ? 1 : 0);

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { themeVariables } from './scripts/theme-variables.ts';

const server = process.env.GATEHOUSE_URL ?? 'http://localhost:8080';
const toServer = { target: server, xfwd: true };
const proxy = { '/api': toServer, '/oauth2': toServer, '/.well-known': toServer };

// What the real server sends with the pages. `vite preview` sends it too, so that a breach shows without the server.
const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export default defineConfig({
  plugins: [react(), themeVariables()],
  build: {
    outDir: 'target/classes/webroot',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the first step of the sign-in stands on is one chunk, however many later pages share parts of it: cut into many
    // small files it weighs 5 kB more (docs/decisions/032).
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'card', test: /src\/ui\/(FormShell|CardHeader|PersonLine|PasswordField)\.tsx$/ }],
        },
      },
    },
  },
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy, headers: pageHeaders },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});

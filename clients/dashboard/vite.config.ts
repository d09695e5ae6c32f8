import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { parts } from '../parts';

// `npm run dev` shows this folder's sources and asks a gateway that runs on the usual port.
const gateway = process.env['GATEWAY'] ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), parts(import.meta.dirname).page],
  build: {
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/api': gateway,
      '/logout': gateway,
      '/login': {
        target: gateway,
        bypass: (request) => (request.method === 'GET' ? '/index.html' : undefined),
      },
    },
  },
});

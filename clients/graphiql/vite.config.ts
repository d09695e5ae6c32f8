import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { parts } from '../parts';

// `npm run dev` shows this folder's sources and asks a gateway that runs on the usual port.
const gateway = process.env['GATEWAY'] ?? 'http://localhost:8080';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Leaves out of Monaco what nobody uses here. */
const lean: Plugin = {
  name: 'lean-monaco',
  enforce: 'pre',
  resolveId(source, importer = '') {
    const own = source === './monaco-editor' && importer.includes('/monaco-graphql/');
    if (own || source === 'monaco-graphql/esm/monaco-editor.js') return file('monaco/editor.js');
    if (/\/(multiD|d)iffEditorWidget\.js$/.test(source)) return file('monaco/absent.js');
    return undefined;
  },
};

const shipped = parts(import.meta.dirname);

export default defineConfig({
  base: '/graphiql/',
  plugins: [lean, react(), shipped.page],
  worker: { format: 'es', plugins: () => [shipped.worker] },
  resolve: {
    // the dashboard's modules that we share must not bring a React of their own
    dedupe: ['react', 'react-dom'],
  },
  build: {
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Monaco is as large as it is; what the page may weigh is in budget.mjs
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      onwarn(warning, say) {
        // "use no memo" speaks to React's compiler, which has been there already
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') say(warning);
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/api': gateway,
      '/login': gateway,
      '/favicon.svg': gateway,
    },
  },
});

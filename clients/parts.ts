// For Vite: which packages of npm a bundle is made of, for the bill of materials in the jar. Asked of the
// bundle, since neither package.json knows it: much of what is installed is not shipped, and a bit of what
// only builds is.
import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

type Bundle = Record<string, { type: string; modules?: object }>;

/** A plugin for the page and one for its workers, which Vite bundles before; the page's writes dist/.vite/parts.json. */
export function parts(client: string) {
  const found = new Set<string>();
  const collect = (bundle: Bundle) => {
    for (const chunk of Object.values(bundle)) {
      for (const id of Object.keys(chunk.modules ?? {})) found.add(folderOf(client, id));
    }
  };
  return {
    worker: { name: 'parts-of-workers', generateBundle: (_: unknown, bundle: Bundle) => collect(bundle) },
    page: {
      name: 'parts',
      generateBundle(_: unknown, bundle: Bundle) {
        collect(bundle);
        found.delete('');
        mkdirSync(`${client}/dist/.vite`, { recursive: true });
        writeFileSync(`${client}/dist/.vite/parts.json`, JSON.stringify([...found].sort(), null, 2));
      },
    },
  };
}

/** As package-lock.json names it; nothing for what is ours. */
function folderOf(client: string, id: string) {
  const path = id.startsWith('\0') ? `node_modules/${id.slice(1)}` : relative(client, id).replaceAll('\\', '/');
  return /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? '';
}

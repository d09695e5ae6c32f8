// The sizes that the dashboard promises, gzipped: ends with an error when a build is larger.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = { js: 130_000, css: 15_000 };
const ROUTE = 'src/pages/DashboardPage.tsx';

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const chunks = new Set();
collect('index.html');
collect(ROUTE);

const files = [...chunks].map((name) => manifest[name]);
const size = (file) => gzipSync(readFileSync(join('dist', file)), { level: 9 }).length;
const total = (names) => [...new Set(names)].reduce((sum, file) => sum + size(file), 0);
const used = {
  js: total(files.map((chunk) => chunk.file)),
  css: total(files.flatMap((chunk) => chunk.css ?? [])),
};

for (const kind of ['js', 'css']) {
  const line = `dashboard ${kind}: ${used[kind]} of ${BUDGET[kind]} bytes gzipped`;
  if (used[kind] > BUDGET[kind]) {
    console.error(`${line}: too large`);
    process.exitCode = 1;
  } else console.log(line);
}

function collect(name) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`the build has no chunk ${name}`);
  if (chunks.has(name)) return;
  chunks.add(name);
  for (const imported of chunk.imports ?? []) collect(imported);
}

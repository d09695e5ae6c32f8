// npm, as the build and the end-to-end tests call it: silent while it works, and only when needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOT_READ = new Set(['node_modules', 'dist', 'types', 'e2e', 'screenshots', '.stamp']);

/** Installs what package-lock.json names, unless that is installed. */
export function install(folder) {
  const lock = hash([join(folder, 'package-lock.json')]);
  const installed = join(folder, 'node_modules/.stamp');
  if (readStamp(installed) === lock) return;
  npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  writeFileSync(installed, lock);
}

export function npm(folder, ...args) {
  const done = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (done.error) stop(`npm is needed on the PATH to build the pages (${done.error.message})`);
  if (done.status !== 0) stop(`${done.stdout}\n${done.stderr}\nnpm ${args.join(' ')} failed in ${folder}`);
}

/** One hash of all files under the paths, by name and content. */
export function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths.flatMap(filesUnder)) sum.update(path).update('\0').update(readFileSync(path));
  return sum.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter((entry) => !NOT_READ.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}

export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

export function stop(message) {
  console.error(message);
  process.exit(1);
}

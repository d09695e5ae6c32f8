// Builds the pages for the gateway: called by Maven, from the top folder. What did not change since
// the last time is not built again; a clean clone takes npm's download and some ten seconds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = 'target/classes/static';
const STAMP = 'target/pages.stamp';
const NOT_READ = new Set(['node_modules', 'dist', 'types', '.stamp']);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  stop(`Node.js 20.19 or newer is needed to build the pages; the PATH has ${process.versions.node}`);
}

const stamp = buildUnlessBuilt('clients/dashboard', ['graphql/schema', 'graphql/operations/dashboard']);
if (readStamp(STAMP) !== stamp || !existsSync(join(TARGET, 'index.html'))) {
  rmSync(join(TARGET, 'assets'), { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  cpSync('clients/dashboard/dist', TARGET, {
    recursive: true,
    filter: (path) => !path.includes('.vite') && !path.endsWith('.stamp'),
  });
  writeFileSync(STAMP, stamp);
}

/** The stamp of a client's inputs, once its folder dist was made of them. */
function buildUnlessBuilt(folder, alsoRead) {
  const inputs = hash([folder, ...alsoRead]);
  const built = join(folder, 'dist/.stamp');
  if (readStamp(built) !== inputs) {
    install(folder);
    npm(folder, 'run', 'build');
    writeFileSync(built, inputs);
  }
  return inputs;
}

function install(folder) {
  const lock = hash([join(folder, 'package-lock.json')]);
  const installed = join(folder, 'node_modules/.stamp');
  if (readStamp(installed) === lock) return;
  npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  writeFileSync(installed, lock);
}

/** Silent while it works; everything it said when it does not. */
function npm(folder, ...args) {
  const done = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (done.error) stop(`npm is needed on the PATH to build the pages (${done.error.message})`);
  if (done.status !== 0) stop(`${done.stdout}\n${done.stderr}\nnpm ${args.join(' ')} failed in ${folder}`);
}

function hash(paths) {
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

function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

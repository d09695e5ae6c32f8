// Adds the packages of npm that the pages hold to the bill of materials of Maven's parts, which goes into the jar.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stop } from './npm.mjs';

const BILL = 'target/classes/META-INF/sbom/application.cdx.json';

/** Maven writes its bill anew before each time. */
export function addToBill(clients) {
  if (!existsSync(BILL)) {
    stop('the bill of materials is not there: Maven makes it only online, so build once without --offline');
  }
  const bill = JSON.parse(readFileSync(BILL, 'utf8'));
  const itself = bill.metadata.component;
  // inherited from the parent of all that are built with Spring Boot
  delete itself.licenses;
  delete itself.externalReferences;
  const added = new Map(clients.flatMap(partsOf).map((part) => [part.purl, part]));
  const maven = bill.components.filter((part) => !part.purl.startsWith('pkg:npm/'));
  bill.components = [...maven, ...[...added.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1))];
  const direct = bill.dependencies.find((one) => one.ref === itself['bom-ref']);
  direct.dependsOn = [...new Set([...direct.dependsOn, ...[...added.keys()].sort()])];
  writeFileSync(BILL, `${JSON.stringify(bill, null, 2)}\n`);
}

function partsOf(client) {
  const { packages } = JSON.parse(readFileSync(join(client, 'package-lock.json'), 'utf8'));
  return JSON.parse(readFileSync(join(client, 'dist/.vite/parts.json'), 'utf8')).map((folder) => {
    const locked = packages[folder];
    if (!locked) throw new Error(`${client} ships ${folder}, which its package-lock.json does not know`);
    return part(folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length), locked);
  });
}

function part(path, { version, license, integrity }) {
  const [name, group] = path.split('/').reverse();
  const purl = `pkg:npm/${path.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group ? { group } : {}),
    name,
    version,
    scope: 'required',
    hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
    licenses: [{ license: { id: license } }],
    purl,
  };
}

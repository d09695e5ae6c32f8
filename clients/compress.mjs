// Lays a gzip and a brotli copy beside each script and style, for the gateway to send as they are.
// Called in a client's folder, after its build.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

for (const name of readdirSync('dist/assets').filter((file) => /\.(js|css)$/.test(file))) {
  const text = readFileSync(`dist/assets/${name}`);
  writeFileSync(`dist/assets/${name}.gz`, gzipSync(text, { level: 9 }));
  writeFileSync(`dist/assets/${name}.br`, brotliCompressSync(text));
}

// Writes src/api/types: the TypeScript types of our operations, from the gateway's schema files.
import { readFile, readdir, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { buildASTSchema, concatAST, parse, Source } from 'graphql';

const schemaFolder = '../../graphql/schema';
const operationFolder = '../../graphql/operations/dashboard';
const target = 'src/api/types/';

async function documents(folder, ending) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const location = join(folder, name);
      const text = await readFile(location, 'utf8');
      return { location, rawSDL: text, document: parse(new Source(text, location)) };
    }),
  );
}

const schema = concatAST((await documents(schemaFolder, '.graphqls')).map((file) => file.document));
const files = await preset.buildGeneratesSection({
  baseOutputDir: target,
  schema,
  schemaAst: buildASTSchema(schema),
  documents: await documents(operationFolder, '.graphql'),
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    skipTypename: true,
    scalars: { DateTime: 'string', Long: 'number', JSON: 'unknown' },
  },
  presetConfig: { fragmentMasking: false },
  plugins: [],
  pluginMap: {},
  pluginContext: {},
});

await mkdir(target, { recursive: true });
const types = files.find((file) => file.filename.endsWith('graphql.ts'));
await writeFile(types.filename, await codegen(types));

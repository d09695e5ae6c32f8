// What Monaco asks of its page, to be set before it loads: its workers, from our own files, and no
// policies of its own, so that the page's (trusted.ts) is asked about every script's address.
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker.js?worker';
import GraphQLWorker from 'monaco-graphql/esm/graphql.worker.js?worker';

const workers: Record<string, new () => Worker> = { json: JsonWorker, graphql: GraphQLWorker };

Object.assign(globalThis, {
  MonacoEnvironment: {
    createTrustedTypesPolicy: () => undefined,
    getWorker: (_id: string, label: string) => new (workers[label] ?? EditorWorker)(),
  },
});

// GraphQL Yoga on Node's own server, documents compiled by graphql-jit, parsed and validated once.

import { createServer } from 'node:http';
import { compileQuery } from 'graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { contextOf, port, resolvers, typeDefs } from './dashboard.mjs';

const compiled = new WeakMap();

/** Yoga hands out the same document for the same text. */
const jit = {
  onExecute({ args, setExecuteFn }) {
    if (!compiled.has(args.document)) compiled.set(args.document, compileQuery(args.schema, args.document, args.operationName));
    const { query } = compiled.get(args.document);
    setExecuteFn(({ rootValue, contextValue, variableValues }) => query(rootValue, contextValue, variableValues));
  },
};

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  plugins: [jit],
  context: ({ request }) => contextOf(request.headers.get('authorization')),
  logging: false,
  maskedErrors: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  cors: false,
});
createServer(yoga).listen(port, '127.0.0.1');

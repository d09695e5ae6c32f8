// Mercurius on Fastify; a document is compiled when it comes for the second time.

import fastify from 'fastify';
import mercurius from 'mercurius';
import { contextOf, port, resolvers, typeDefs } from './dashboard.mjs';

const app = fastify();
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1, context: ({ headers }) => contextOf(headers.authorization) });
await app.listen({ port, host: '127.0.0.1' });

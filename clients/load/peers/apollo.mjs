// Apollo Server on Fastify, documents parsed and validated once.

import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';
import { contextOf, port, resolvers, typeDefs } from './dashboard.mjs';

const server = new ApolloServer({ typeDefs, resolvers, introspection: false, csrfPrevention: false });
await server.start();
const app = fastify();
app.post('/graphql', fastifyApolloHandler(server, { context: async ({ headers }) => contextOf(headers.authorization) }));
await app.listen({ port, host: '127.0.0.1' });

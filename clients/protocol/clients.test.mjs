import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';

const { GATEWAY, DESK } = process.env;

/** Orders something at the desk. */
const order = async (what, body = '') => {
  const answer = await fetch(`${DESK}/${what}`, { method: 'POST', body });
  assert.equal(answer.status, 200);
  return answer.text();
};

const live = (cadenceSeconds = 300, fields = 'seq unchangedSince newEventCount healthStatus { overallStatus }') => ({
  query: `subscription { dashboardUpdates(cadenceSeconds: ${cadenceSeconds}) { ${fields} } }`,
});

const next = async (updates) => {
  const { value, done } = await updates.next();
  assert.ok(!done, 'an update, not the end');
  return value;
};

const update = async (updates) => {
  const { data, errors } = await next(updates);
  assert.equal(errors, undefined);
  return data.dashboardUpdates;
};

/** Each with a key of its own, and a way to tear its connection off. */
const kinds = {
  async 'graphql-ws'() {
    const key = await order('key');
    const closed = later();
    let socket;
    const client = createSocketClient({
      url: `${GATEWAY.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      retryWait: async () => {},
      shouldRetry: () => true,
      on: {
        opened: (opened) => (socket = opened),
        closed: (event) => closed.resolve(event.code),
      },
    });
    return { client, key, tear: () => socket.terminate(), closed: closed.promise };
  },
  async 'graphql-sse'() {
    const key = await order('key');
    let torn = new AbortController();
    const client = createSseClient({
      url: `${GATEWAY}/graphql`,
      headers: { Authorization: `Bearer ${key}` },
      retry: async () => {},
      fetchFn: (url, init) => {
        torn = new AbortController();
        return fetch(url, { ...init, signal: AbortSignal.any([init.signal, torn.signal]) });
      },
    });
    return { client, key, tear: () => torn.abort(new Error('torn off')) };
  },
};

function later() {
  const kept = {};
  kept.promise = new Promise((resolve) => (kept.resolve = resolve));
  return kept;
}

for (const [kind, connect] of Object.entries(kinds)) {
  test(`${kind}: the whole dashboard comes at once, and again by the cadence`, async () => {
    const { client } = await connect();
    const updates = client.iterate(live(5));
    const first = await update(updates);
    assert.equal(first.healthStatus.overallStatus, 'HEALTHY');
    assert.equal(first.unchangedSince, null);
    const second = await update(updates);
    assert.equal(second.seq, first.seq);
    assert.notEqual(second.unchangedSince, null);
    await client.dispose();
  });

  test(`${kind}: a change comes sooner`, async () => {
    const { client } = await connect();
    const updates = client.iterate(live());
    await update(updates);
    await order('event');
    assert.equal((await update(updates)).newEventCount, 1);
    await client.dispose();
  });

  test(`${kind}: one of many completes, one fails, and the others go on`, async () => {
    const { client } = await connect();
    const goesOn = client.iterate(live());
    const ends = client.iterate(live());
    await update(goesOn);
    await update(ends);
    await assert.rejects(async () => {
      const { errors } = await next(client.iterate(live(1)));
      throw errors;
    }, (errors) => errors[0].extensions.code === 'BAD_USER_INPUT');
    await ends.return();
    assert.equal((await ends.next()).done, true);
    await order('event');
    assert.equal((await update(goesOn)).newEventCount, 1);
    await client.dispose();
  });

  test(`${kind}: who reconnects is told what it missed`, async () => {
    const { client, tear } = await connect();
    const question = { ...live(), extensions: {} };
    const updates = client.iterate(question);
    const { seq } = await update(updates);
    question.extensions.resume = { seq };
    const again = updates.next();
    tear();
    const { value } = await again;
    assert.deepEqual(value.extensions.gap, { from: seq, to: seq, missed: false });
    const missed = updates.next();
    question.extensions.resume = { seq: seq - 1 };
    tear();
    assert.deepEqual((await missed).value.extensions.gap, { from: seq - 1, to: seq, missed: true });
    await client.dispose();
  });
}

test('graphql-ws: the end of the key is the end of the socket', async () => {
  const { client, key, closed } = await kinds['graphql-ws']();
  const updates = client.iterate(live());
  await update(updates);
  await order('revoke', key);
  await assert.rejects(updates.next(), (event) => event.code === 4401);
  assert.equal(await closed, 4401);
});

test('graphql-sse: the end of the key is the last word of the stream', async () => {
  const { client, key } = await kinds['graphql-sse']();
  const updates = client.iterate(live());
  await update(updates);
  await order('revoke', key);
  assert.equal((await next(updates)).errors[0].extensions.code, 'UNAUTHENTICATED');
  assert.equal((await updates.next()).done, true);
});

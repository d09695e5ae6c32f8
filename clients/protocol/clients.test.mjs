import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';

const { GATEWAY, DESK } = process.env;
const TIMED = { timeout: 30_000 };

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

/** The first update that is so; a key's own requests, counted each second, may bring others before it. */
const updateThat = async (updates, is) => {
  for (;;) {
    const such = await update(updates);
    if (is(such)) return such;
  }
};

/** Each with a key of its own, and a way to tear its connection off. */
const kinds = {
  async 'graphql-ws'(t) {
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
    t.after(() => client.dispose());
    return { client, key, tear: () => socket.terminate(), closed: closed.promise };
  },
  async 'graphql-sse'(t) {
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
    t.after(() => client.dispose());
    return { client, key, tear: () => torn.abort(new Error('torn off')) };
  },
};

function later() {
  const kept = {};
  kept.promise = new Promise((resolve) => (kept.resolve = resolve));
  return kept;
}

for (const [kind, connect] of Object.entries(kinds)) {
  test(`${kind}: the whole dashboard comes at once, and again by the cadence`, TIMED, async (t) => {
    const { client } = await connect(t);
    const updates = client.iterate(live(5));
    const first = await update(updates);
    assert.equal(first.healthStatus.overallStatus, 'HEALTHY');
    assert.equal(first.unchangedSince, null);
    const again = await updateThat(updates, ({ unchangedSince }) => unchangedSince !== null);
    assert.equal(again.healthStatus.overallStatus, 'HEALTHY');
  });

  test(`${kind}: a change comes sooner`, TIMED, async (t) => {
    const { client } = await connect(t);
    const updates = client.iterate(live());
    await update(updates);
    await order('event');
    await updateThat(updates, ({ newEventCount }) => newEventCount === 1);
  });

  test(`${kind}: one of many completes, one fails, and the others go on`, TIMED, async (t) => {
    const { client } = await connect(t);
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
    await updateThat(goesOn, ({ newEventCount }) => newEventCount === 1);
  });

  test(`${kind}: who reconnects is told what it missed`, TIMED, async (t) => {
    const { client, tear } = await connect(t);
    const question = { ...live(), extensions: {} };
    const updates = client.iterate(question);
    let { seq } = await update(updates);
    for (const ago of [0, 1]) {
      question.extensions.resume = { seq: seq - ago };
      const again = updates.next();
      tear();
      let { value } = await again;
      // an update may have been on its way
      while (!value.extensions) value = await next(updates);
      const to = value.data.dashboardUpdates.seq;
      assert.deepEqual(value.extensions.gap, { from: seq - ago, to, missed: to !== seq - ago });
      seq = to;
    }
  });
}

test('graphql-ws: the end of the key is the end of the socket', TIMED, async (t) => {
  const { client, key, closed } = await kinds['graphql-ws'](t);
  const updates = client.iterate(live());
  await update(updates);
  await order('revoke', key);
  await assert.rejects(async () => {
    for (;;) await next(updates);
  }, (event) => event.code === 4401);
  assert.equal(await closed, 4401);
});

test('graphql-sse: the end of the key is the last word of the stream', TIMED, async (t) => {
  const { client, key } = await kinds['graphql-sse'](t);
  const updates = client.iterate(live());
  await update(updates);
  await order('revoke', key);
  let last = await next(updates);
  while (last.data) last = await next(updates);
  assert.equal(last.errors[0].extensions.code, 'UNAUTHENTICATED');
  assert.equal((await updates.next()).done, true);
});

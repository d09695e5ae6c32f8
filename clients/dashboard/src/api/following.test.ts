import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from './following';
import { RetryProgressDocument } from './types/graphql';

/** A socket whose other end the test holds. */
class Line {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static last: Line;

  readyState = Line.CONNECTING;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: (event: object) => void;
  onclose?: (event: object) => void;
  sent: { type: string; id: string }[] = [];

  constructor() {
    Line.last = this;
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close(code: number) {
    this.readyState = Line.CLOSED;
    this.onclose?.({ code, reason: '', wasClean: true });
  }

  async accept() {
    this.readyState = Line.OPEN;
    this.onopen?.();
    await settled();
    await this.say({ type: 'connection_ack' });
  }

  async push(state: string) {
    const id = this.sent.find(({ type }) => type === 'subscribe')!.id;
    await this.say({ type: 'next', id, payload: { data: { retryProgress: { state } } } });
  }

  async say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
    await settled();
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('location', { origin: 'http://localhost' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What is seen of a ticket that answers so, one after the other, when it is asked. */
function seen(answers: (string | undefined)[]) {
  const states: string[] = [];
  const asked = vi.fn<() => Promise<string | undefined>>(async () => answers.shift());
  const stop = follow(
    {
      pushed: RetryProgressDocument,
      variables: { ticket: '1' },
      valueOf: (data) => data.retryProgress.state as string,
      asked,
      isOver: (state) => state === 'SUCCEEDED',
    },
    (state) => states.push(state),
  );
  return { states, asked, stop };
}

describe('what goes on until it is over', () => {
  it('is seen as it is pushed, and not asked for', async () => {
    const { states, asked } = seen([]);
    await settled();
    await Line.last.accept();
    await Line.last.push('QUEUED');
    await Line.last.push('SUCCEEDED');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toEqual(['QUEUED', 'SUCCEEDED']);
    expect(asked).not.toHaveBeenCalled();
  });

  it('is asked for when no socket can be had, until it is over', async () => {
    const { states, asked } = seen(['RUNNING', undefined, 'SUCCEEDED']);
    await settled();
    Line.last.close(1006);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('is asked for when the socket says nothing, or drops in between', async () => {
    const silent = seen(['SUCCEEDED']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(silent.states).toEqual(['SUCCEEDED']);

    const dropped = seen(['SUCCEEDED']);
    await settled();
    await Line.last.accept();
    await Line.last.push('RUNNING');
    Line.last.close(1001);
    await settled();
    expect(dropped.states).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it('is of no interest any more when nobody looks', async () => {
    const { states, asked, stop } = seen(['SUCCEEDED']);
    await settled();
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from './failure';
import type { Moment, Source, Way } from './source';
import { streaming } from './streaming';
import type { DashboardQuery } from './types/graphql';

/** The browser's socket, whose other end the test holds. */
class Line {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static all: Line[] = [];
  static get last() {
    return Line.all.at(-1)!;
  }

  readyState = Line.CONNECTING;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onerror?: (event: object) => void;
  onclose?: (event: object) => void;
  sent: { type: string; id: string }[] = [];
  closedWith: number | undefined;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    Line.all.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close(code: number) {
    this.closedWith = code;
    this.end(code);
  }

  async accept() {
    this.readyState = Line.OPEN;
    this.onopen?.();
    await settled();
    this.say({ type: 'connection_ack' });
    await settled();
  }

  async answer(update: object = {}, errors?: object[]) {
    const id = this.sent.find(({ type }) => type === 'subscribe')!.id;
    const quiet = { serverTime: '2026-11-22T10:00:00Z', stale: null, newEventCount: 0, changes: [] };
    const dashboardUpdates = { ...quiet, ...update };
    this.say({ type: 'next', id, payload: { data: { dashboardUpdates }, errors } });
    await settled();
  }

  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  async refuse() {
    this.onerror?.({ type: 'error' });
    await this.drop(1006);
  }

  async drop(code: number) {
    this.end(code);
    await settled();
  }

  private end(code: number) {
    this.readyState = Line.CLOSED;
    this.onclose?.({ code, reason: '', wasClean: true });
  }
}

const NOTHING = { data: { healthStatus: null, recentActivity: null, errorSummary: null } };
const settled = () => vi.advanceTimersByTimeAsync(0);
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

let source: Source;
let ways: Way[];
let answers: { answer: Answer<DashboardQuery>; moment?: Moment | undefined }[];
let asked: ReturnType<typeof vi.fn<() => Promise<Response>>>;

beforeEach(() => {
  vi.useFakeTimers();
  Line.all = [];
  ways = [];
  answers = [];
  asked = vi.fn<() => Promise<Response>>(() => Promise.resolve(Response.json(NOTHING)));
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('fetch', asked);
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('location', { origin: 'https://gateway.example' });
  source = streaming({
    comes: (way) => ways.push(way),
    asked: () => {},
    answered: (answer, moment) => answers.push({ answer, moment }),
  });
});

afterEach(() => {
  source.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function live() {
  source.start();
  await Line.last.accept();
  await Line.last.answer();
}

async function fallenBack() {
  source.start();
  await Line.last.refuse();
}

describe('the stream', () => {
  it('opens no socket before it is wanted', () => {
    expect(Line.all).toHaveLength(0);
  });

  it('subscribes on a socket of the same origin, and asks nothing besides', async () => {
    await live();
    expect(Line.last.url).toBe('wss://gateway.example/graphql');
    expect(Line.last.protocol).toBe('graphql-transport-ws');
    expect(ways).toEqual(['connecting', 'live']);
    expect(answers).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });

  it("names the sections that failed, and the answer's time", async () => {
    source.start();
    await Line.last.accept();
    const error = { message: 'timed out', path: ['dashboardUpdates', 'recentActivity'] };
    await Line.last.answer({ stale: { since: '2026-11-22T09:58:00Z' } }, [error]);
    expect(answers[0]?.answer).toMatchObject({ ok: true, problems: [{ section: 'recentActivity', message: 'timed out' }] });
    expect(answers[0]?.moment).toEqual({ serverTime: '2026-11-22T10:00:00Z', staleSince: '2026-11-22T09:58:00Z', news: undefined });
  });

  it('says what is new in each answer but the first, which has none before it', async () => {
    source.start();
    await Line.last.accept();
    const update = { newEventCount: 3, changes: [{ type: 'EDI' }] };
    await Line.last.answer(update);
    await Line.last.answer(update);
    expect(answers.map(({ moment }) => moment?.news)).toEqual([undefined, { events: 3, changed: ['EDI'] }]);
  });

  it('completes and closes when it is stopped, and comes back when it is started', async () => {
    await live();
    source.stop();
    await settled();
    expect(Line.last.sent.at(-1)?.type).toBe('complete');
    expect(Line.last.closedWith).toBe(1000);
    await pass(600);
    expect(Line.all).toHaveLength(1);
    source.start();
    await Line.last.accept();
    await Line.last.answer();
    expect(answers).toHaveLength(2);
    expect(asked).not.toHaveBeenCalled();
  });

  it('is one stream, however often it is started', async () => {
    await live();
    source.start();
    source.start();
    await settled();
    expect(Line.all).toHaveLength(1);
  });

  it('goes on while a refresh asks by HTTP', async () => {
    await live();
    source.refresh();
    await pass(29);
    await Line.last.answer();
    await pass(29);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(answers).toHaveLength(3);
    expect(Line.all).toHaveLength(1);
  });

  it('drops an answer by HTTP that a newer one overtook', async () => {
    await live();
    asked.mockReturnValueOnce(
      new Promise((resolve) => {
        setTimeout(() => resolve(Response.json(NOTHING)), 2000);
      }),
    );
    source.refresh();
    await Line.last.answer();
    await pass(3);
    expect(answers).toHaveLength(2);
  });
});

describe('when a socket drops', () => {
  it.each([1001, 1006, 1013])('with %i, opens another within five seconds', async (code) => {
    await live();
    await Line.last.drop(code);
    expect(ways.at(-1)).toBe('connecting');
    await pass(5);
    expect(Line.all).toHaveLength(2);
    expect(asked).not.toHaveBeenCalled();
  });

  it('waits a random part of them, so that not all come at once', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.8);
    await live();
    await Line.last.drop(1001);
    await pass(3.9);
    expect(Line.all).toHaveLength(1);
    await pass(0.2);
    expect(Line.all).toHaveLength(2);
    random.mockRestore();
  });

  it('twice in a row, polls', async () => {
    await live();
    await Line.last.drop(1006);
    await pass(5);
    await Line.last.accept();
    await Line.last.answer();
    await Line.last.drop(1006);
    expect(ways.at(-1)).toBe('polling');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('and once more after it had held, opens another', async () => {
    await live();
    await Line.last.drop(1006);
    await pass(5);
    await Line.last.accept();
    await Line.last.answer();
    await pass(31);
    await Line.last.drop(1006);
    await pass(5);
    expect(Line.all).toHaveLength(3);
    expect(asked).not.toHaveBeenCalled();
  });

  it('without a word, knows it by the silence', async () => {
    await live();
    await pass(45);
    expect(ways.at(-1)).toBe('connecting');
    await pass(5);
    expect(Line.all).toHaveLength(2);
  });

  it.each([4401, 4403])('with %i, asks to sign in and does not try again', async (code) => {
    await live();
    await Line.last.drop(code);
    await pass(600);
    expect(answers.at(-1)?.answer).toEqual({ ok: false, failure: { kind: 'signedOut' } });
    expect(Line.all).toHaveLength(1);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('without a socket', () => {
  it('polls at once, then every 30 seconds', async () => {
    await fallenBack();
    expect(ways).toEqual(['connecting', 'polling']);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(answers).toHaveLength(1);
    await pass(30);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('that answers within five seconds, polls', async () => {
    source.start();
    await Line.last.accept();
    await pass(5);
    expect(ways.at(-1)).toBe('polling');
    expect(asked).toHaveBeenCalledTimes(1);
    await Line.last.answer();
    expect(answers).toHaveLength(1);
  });

  it('polls when there are too many sockets', async () => {
    source.start();
    await Line.last.accept();
    await Line.last.drop(4429);
    expect(ways.at(-1)).toBe('polling');
  });

  it('tries one again every minute, without a pause in polling', async () => {
    await fallenBack();
    await pass(60);
    expect(Line.all).toHaveLength(2);
    await Line.last.refuse();
    await pass(60);
    expect(Line.all).toHaveLength(3);
    expect(asked).toHaveBeenCalledTimes(5);
    expect(ways).toEqual(['connecting', 'polling']);
  });

  it('stops polling with the first answer of a new one', async () => {
    await fallenBack();
    await pass(60);
    await Line.last.accept();
    await Line.last.answer();
    expect(ways.at(-1)).toBe('live');
    const before = asked.mock.calls.length;
    await pass(44);
    expect(asked).toHaveBeenCalledTimes(before);
  });

  it('asks nothing while it is stopped, and at once when it is started', async () => {
    await fallenBack();
    source.stop();
    await pass(600);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(Line.all).toHaveLength(1);
    source.start();
    await settled();
    expect(asked).toHaveBeenCalledTimes(2);
    expect(Line.all).toHaveLength(2);
  });

  it('a refresh while stopped asks once', async () => {
    await fallenBack();
    source.stop();
    source.refresh();
    await pass(600);
    expect(asked).toHaveBeenCalledTimes(2);
  });
});

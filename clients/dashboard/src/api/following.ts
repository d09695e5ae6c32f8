import { socket } from './socket';
import type { TypedDocumentString } from './types/graphql';

/** Something that goes on until it is over: how it is pushed, and how it is asked for. */
export interface Course<T, S, V extends Record<string, unknown>> {
  pushed: TypedDocumentString<S, V>;
  variables: V;
  valueOf: (data: S) => T;
  /** Undefined when there is no answer now. */
  asked: () => Promise<T | undefined>;
  isOver: (value: T) => boolean;
}

const FIRST_WITHIN = 3_000;
const LOOK = 700;

/** Brings each state as it is pushed, to the last; where that cannot be had, by asking again and again. */
export function follow<T, S, V extends Record<string, unknown>>(
  course: Course<T, S, V>,
  on: (value: T) => void,
): () => void {
  let over = false;
  let timer = setTimeout(fallBack, FIRST_WITHIN);

  function finish() {
    over = true;
    clearTimeout(timer);
    unsubscribe();
  }

  function take(value: T) {
    if (over) return;
    clearTimeout(timer);
    on(value);
    if (course.isOver(value)) finish();
  }

  let asks = false;
  function fallBack() {
    if (over || asks) return;
    asks = true;
    clearTimeout(timer);
    unsubscribe();
    void look();
  }

  async function look() {
    const value = await course.asked();
    if (value !== undefined) take(value);
    if (!over) timer = setTimeout(() => void look(), LOOK);
  }

  const unsubscribe = socket().subscribe<S>(
    { query: course.pushed.toString(), variables: course.variables },
    {
      next: ({ data }) => (data ? take(course.valueOf(data)) : fallBack()),
      error: fallBack,
      complete: fallBack,
    },
  );
  return finish;
}

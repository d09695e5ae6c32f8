import { useEffect, useId, useRef, type ReactNode, type Ref, type RefObject } from 'react';
import { useLive } from '../api/dashboard';
import type { Pages } from '../api/pages';
import { Empty } from '../ui/Empty';
import type { IconName } from '../ui/icons';
import { Skeleton } from '../ui/Skeleton';
import { useListWords } from '../words/lists';
import { useWords } from '../words';
import styles from './ListPanel.module.css';
import { SectionProblem } from './SectionProblem';

export interface List<T> extends Pages<T> {
  again: (silently?: boolean) => void;
  more: (after: string) => Promise<void>;
}

interface Props<T> {
  name: string;
  list: List<T>;
  /** What narrows the list, if anything does. */
  filters?: ReactNode;
  /** Undefined: nothing narrows it now. */
  onClear?: (() => void) | undefined;
  empty: { icon: IconName; title: string; hint?: string; tone?: 'ok' };
  aside?: ReactNode;
  /** For whoever has to put the focus somewhere: a row that had it is gone. */
  head?: Ref<HTMLHeadingElement>;
  /** Windows that its buttons open. */
  below?: ReactNode;
  children: (items: T[]) => ReactNode;
}

/** A list in its frame: heading, filters, what is there or why nothing is, and how it goes on. */
export function ListPanel<T>(props: Props<T>) {
  const { name, list, filters, aside, head } = props;
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useFollowing(list, panel);
  return (
    <section
      ref={panel}
      className={`card ${styles.panel}`}
      aria-labelledby={id}
      data-list
      data-ready={list.state === 'ready' || undefined}
    >
      <header className={styles.head}>
        <h2 id={id} ref={head} tabIndex={-1}>
          {name}
        </h2>
        {filters && <search className={styles.filters}>{filters}</search>}
        {aside}
      </header>
      <Content {...props} />
      {props.below}
    </section>
  );
}

function Content<T>({ list, onClear, empty, children }: Props<T>) {
  const words = useListWords();
  const { loading } = useWords();
  const { items, state, again } = list;
  return (
    <>
      {state === 'failed' && (
        <div className={styles.problem}>
          <SectionProblem title={words.unavailable} at={undefined} onRetry={() => again()} />
        </div>
      )}
      {items.length === 0 && state === 'loading' && <Skeleton height={200} label={loading} />}
      {items.length === 0 && state === 'ready' && (
        <Empty {...empty} {...(onClear ? { title: words.noMatch, hint: '', tone: 'neutral' } : {})}>
          {onClear && (
            <button type="button" className="button" onClick={onClear}>
              {words.clear}
            </button>
          )}
        </Empty>
      )}
      {items.length > 0 && (
        <>
          <div className={state === 'loading' ? styles.old : ''}>{children(items)}</div>
          <Foot list={list} />
        </>
      )}
    </>
  );
}

/** So many are seen at a glance, and need nobody to say how many they are. */
const FEW = 10;

function Foot<T>({ list: { items, next, state, more } }: { list: List<T> }) {
  const words = useListWords();
  if (!next && items.length <= FEW) return null;
  return (
    <footer className={styles.foot}>
      <span className="muted small">{words.shown(items.length)}</span>
      {next ? (
        <button
          type="button"
          className="button"
          disabled={state === 'loadingMore'}
          onClick={() => void more(next)}
        >
          {words.more}
        </button>
      ) : (
        <span className="muted small">{words.end}</span>
      )}
    </footer>
  );
}

/** Reads the list again when something changed, but never under somebody who is busy with it. */
function useFollowing<T>(list: List<T>, panel: RefObject<HTMLElement | null>) {
  const version = useLive().health.data?.dataVersion;
  const known = useRef(version);
  const { state, again } = list;
  useEffect(() => {
    const before = known.current;
    known.current = version;
    if (before === undefined || before === version || state !== 'ready') return;
    if (!panel.current?.matches(':hover, :focus-within')) again(true);
  }, [version, state, again, panel]);
}

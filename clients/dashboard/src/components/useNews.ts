import { useEffect, useRef } from 'react';
import { useLive } from '../api/dashboard';
import { setClockOffset } from '../ui/clock';
import { say, toast } from '../ui/messages';
import { useWords } from '../words';
import { statusWord } from './tone';

/** Tells what an answer brought: at most one toast for each, and every changed status aloud. */
export function useNews(view: () => void) {
  const live = useLive();
  const words = useWords();
  const told = useRef(live.cycle);
  const away = useRef(false);

  useEffect(() => {
    const note = () => {
      if (document.visibilityState === 'hidden') away.current = true;
    };
    document.addEventListener('visibilitychange', note);
    return () => document.removeEventListener('visibilitychange', note);
  }, []);

  useEffect(() => setClockOffset(live.clockOffset), [live.clockOffset]);

  useEffect(() => {
    if (told.current === live.cycle) return;
    told.current = live.cycle;
    for (const type of live.news.changed) {
      const card = live.health.data?.cards.find((one) => one.type === type);
      if (card) say(words.changed(words.types[type], statusWord(card, words)));
    }
    const count = live.news.events;
    if (count > 0) {
      const text = away.current ? words.newEventsAway(count) : words.newEvents(count);
      toast(text, 'info', { label: words.view, run: view });
    }
    away.current = false;
  }, [live, words, view]);
}

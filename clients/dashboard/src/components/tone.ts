import type { Card } from '../api/live';
import type { EventStatus } from '../api/types/graphql';
import type { IconName } from '../ui/icons';
import type { Words } from '../words';

export type Tone = 'ok' | 'warning' | 'critical' | 'neutral';

const levels: Record<Card['level'], Tone> = {
  OK: 'ok',
  WARNING: 'warning',
  CRITICAL: 'critical',
  NONE: 'neutral',
};

export const toneOf = (card: Card): Tone => levels[card.level];

/** A connected integration can need attention, and then says so. */
export const statusWord = (card: Card, words: Words): string =>
  card.level === 'WARNING' ? words.status.WARNING : words.status[card.status];

export const toneOfEvent: Record<EventStatus, Tone> = {
  SUCCESS: 'ok',
  WARNING: 'warning',
  ERROR: 'critical',
};

/** A shape for each tone: colour alone tells nothing to many. */
export const shapeOf: Record<Tone, IconName> = {
  ok: 'circle',
  warning: 'triangle',
  critical: 'octagon',
  neutral: 'hollow',
};

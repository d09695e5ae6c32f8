import { useSyncExternalStore } from 'react';

export interface Message {
  id: number;
  text: string;
  tone: 'info' | 'critical';
  action?: { label: string; run: () => void };
}

const watchers = new Set<() => void>();
let shown: Message[] = [];
let said: { id: number; text: string }[] = [];
let ids = 0;

function tell() {
  for (const watcher of watchers) watcher();
}

/** A short notice at the edge of the page, replacing the one before. Spoken too. */
export function toast(text: string, tone: Message['tone'] = 'info', action?: Message['action']) {
  shown = [{ id: ++ids, text, tone, ...(action ? { action } : {}) }];
  say(text);
}

export function dismiss(id: number) {
  shown = shown.filter((message) => message.id !== id);
  tell();
}

/** Spoken by screen readers, not shown; taken away again so that it is not read twice. */
export function say(text: string) {
  const id = ++ids;
  said = [...said, { id, text }];
  tell();
  setTimeout(() => {
    said = said.filter((line) => line.id !== id);
    tell();
  }, 8_000);
}

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useToasts = () => useSyncExternalStore(watch, () => shown);
export const useSaid = () => useSyncExternalStore(watch, () => said);

import { describe, expect, it } from 'vitest';
import { wrongIn } from './wrong';

const said = (message: string) => ({ kind: 'broken', message }) as const;

describe('what the gateway says of a form', () => {
  it('stands at the field that it is about', () => {
    expect(wrongIn(said('`name` must have 1 to 200 characters.'), ['name'])).toEqual({
      field: 'name',
      message: 'Must have 1 to 200 characters.',
    });
  });

  it('may be a sentence of its own', () => {
    const message = '`url`: only https is called, such as `https://till.example`.';
    expect(wrongIn(said(message), ['url'])).toEqual({
      field: 'url',
      message: 'Only https is called, such as https://till.example.',
    });
  });

  it('stands above when the form has no such field, or it is about none', () => {
    expect(wrongIn(said('`other` must be there.'), ['name'])).toBeUndefined();
    expect(wrongIn(said('This key has expired or was revoked: make a new one.'), ['name'])).toBeUndefined();
    expect(wrongIn({ kind: 'denied' }, ['name'])).toBeUndefined();
  });
});

import { Fragment } from 'react';

/** Lets a long address break after its slashes and dots, not in the middle of a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/.?&])(?=[^/\s])/).map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts of one text never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

import { styleText } from 'node:util';

export type Emphasis = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
/** Emphasises text for a terminal. */
export type Style = (emphasis: Emphasis, text: string) => string;

/** Text as it is. */
export const plainStyle: Style = (_, text) => text;

/** Colours where the stream is a terminal, as NO_COLOR, NODE_DISABLE_COLORS and FORCE_COLOR say. */
export const styleFor =
  (stream: NodeJS.WritableStream): Style =>
  (emphasis, text) =>
    styleText(emphasis, text, { stream, validateStream: true });

// What fixtures need of node:module, where there is none: mathjs is the one package that is asked for in this way.
// @ts-expect-error: it comes without types
import * as mathjs from 'mathjs/lib/browser/math.js';

export const createRequire = () => () => mathjs;

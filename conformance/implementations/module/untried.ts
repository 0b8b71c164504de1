/** How a module's process begins to say which function it is about to try. */
export const trying = 'trying losses.';

const variable = 'LOSSPROOF_UNTRIED';

/** What tells a module's process which functions it must not try, since they did not come back. */
export const notToTry = (losses: ReadonlySet<string>): Readonly<Record<string, string>> => ({
  [variable]: JSON.stringify([...losses]),
});

/** The functions that this process must not try. */
export const untried = (): ReadonlySet<string> => new Set(JSON.parse(process.env[variable] ?? '[]') as string[]);

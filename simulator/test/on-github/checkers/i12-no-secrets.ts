import { entriesOf } from '../chronicle.ts';
import { ORIGIN } from '../world/github-side.ts';
import type { Checker } from './checker.ts';

/** So many characters of a spelling are the same for all jobs of a kind, and hardly anywhere by chance. */
const BEGINNING = 8;

export const noSecrets: Checker = {
  id: 'I12',
  asks: 'jobs',
  rule: 'no token is in anything that is written, in no spelling, and none goes to another host',
  check: (chronicle) => {
    const tokens = [...new Set(entriesOf(chronicle, 'job-began').map(({ job }) => job.token))];
    const spellings = tokens.flatMap((token) => [token, Buffer.from(token).toString('hex'), Buffer.from(token).toString('base64').slice(0, -4)]);
    const all = chronicle.end.texts.map(({ text }) => text).join('\n');
    // Tokens begin alike: where not even their beginnings are, none of them is.
    const beginnings = [...new Set(spellings.map((spelling) => spelling.slice(0, BEGINNING)))];
    const isAnywhere = beginnings.some((beginning) => all.includes(beginning)) && spellings.some((spelling) => all.includes(spelling));
    const leaks = isAnywhere ? chronicle.end.texts.filter(({ text }) => spellings.some((spelling) => text.includes(spelling))).map(({ where }) => `a token is in the ${where}`) : [];
    const elsewhere = entriesOf(chronicle, 'asked').filter(({ exchange }) => exchange.origin !== ORIGIN && exchange.hasToken).map(({ step, exchange }) => `${step}: ${exchange.job} sends its token to ${exchange.origin}`);
    return [...leaks, ...elsewhere];
  },
};

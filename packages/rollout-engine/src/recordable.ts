// What others said, cut to what a record may weigh before anything is decided from it. A decision repeats the words and names that it saw, and is computed again
// from the record: so they are cut here, where they come in, and never after. Words are told and nothing else, and of two names that differ the cut ones differ.
import { PREDICTED, type Block, type Evidence, type Situation } from '@rampart/rollout-policy';
import { createHash } from 'node:crypto';
import type { NewEvent } from './record.ts';

/** In characters. A hold repeats what it could not see three times, and is to stay under 4 KiB. */
const WORDS_MAX = 500;
/** What a person gives as the reason is said once; the actions take 1,000. */
const REASON_MAX = 1_000;
/** A dimension and its value, e.g. `region=eu-west-1`; longer only where the dimension is. */
const NAME_MAX = 120;

export function recordableEvidence(evidence: Readonly<Record<string, Evidence>>): Readonly<Record<string, Evidence>> {
  return Object.fromEntries(Object.entries(evidence).map(([check, news]) => [check, recordableNews(news)]));
}

export function recordableNews(news: Evidence): Evidence {
  if (news.kind === 'no-data') return withWords(news);
  const { blocks, gaps } = news;
  return { ...news, blocks: blocks.some(hasLongName) ? blocks.map(withNames) : blocks, gaps: gaps.map((gap) => withWords(gap)) };
}

export function recordableSituation(situation: Situation): Situation {
  const { router, candidate, frozen, smoke, request } = situation;
  return { ...situation, router: withWords(router), candidate: withWords(candidate), frozen: withWords(frozen), smoke: smoke.kind === 'failed' ? { ...smoke, first: cutWords(smoke.first, WORDS_MAX) } : withWords(smoke), request: withWords(request, REASON_MAX) };
}

/** Of an event that carries a decision the words were cut before it was made. */
export function recordableEvent(event: NewEvent): NewEvent {
  return event.kind === 'ticked' ? event : withWords(event, REASON_MAX);
}

function withWords<T extends object>(said: T, most = WORDS_MAX): T {
  if (!('why' in said) || typeof said.why !== 'string') return said;
  const why = cutWords(said.why, most);
  return why === said.why ? said : { ...said, why };
}

function hasLongName({ cells }: Block): boolean {
  return Object.keys(cells).some((name) => name.length > NAME_MAX);
}

/** In the order in which they came. */
function withNames(block: Block): Block {
  return { ...block, cells: Object.fromEntries(Object.entries(block.cells).map(([name, cell]) => [recordableName(name), cell])) };
}

/** The name of a cell; the sum that belongs to a cell is still found by its name. */
export function recordableName(name: string): string {
  const beside = `${PREDICTED}:`;
  if (name.startsWith(beside)) return `${beside}${recordableName(name.slice(beside.length))}`;
  if (name.length <= NAME_MAX) return name;
  const mark = `…${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  // The policy knows the dimension, which has to be found again, also where the value begins with an accent for the sign before it.
  const dimension = name.slice(0, name.indexOf('=') + 1);
  return `${dimension}${wholeCharacters(name.slice(dimension.length), NAME_MAX - dimension.length - mark.length)}${mark}`;
}

/** Ends with how much is missing, where something is. */
export function cutWords(words: string, most: number): string {
  if (words.length <= most) return words.toWellFormed();
  const mark = (kept: string): string => `… (${String(words.length - kept.length)} characters more)`;
  const kept = wholeCharacters(words, most - mark('').length);
  return `${kept}${mark(kept)}`.toWellFormed();
}

/** The beginning of a text, at most so long, that ends where a character as people see it does. */
function wholeCharacters(text: string, most: number): string {
  let kept = '';
  // A character that is longer than that is a tower of accents, and none of it is kept.
  for (const { segment } of CHARACTERS.segment(text.slice(0, most + LONGEST))) {
    if (kept.length + segment.length > most) break;
    kept += segment;
  }
  return kept;
}

const LONGEST = 64;
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

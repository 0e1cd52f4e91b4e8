// The story of a simulated release on a terminal or in a log. Colour only repeats what glyph and words say.
import { cleanLine, count, counted, duration, paint, percentOfWeight, type TerminalStyle } from '@rampart/report';
import type { Judgement } from '../replay/what-breaks.ts';
import type { ReleaseStory, StoryMoment } from '../replay/release-story.ts';
import type { Ending, Truth } from '../rollout/recording.ts';

const GLYPHS: Readonly<Record<StoryMoment['direction'], string>> = { up: '▲', down: '▼', asks: '!', none: ' ' };
const INKS = { up: ['green'], down: ['red'], asks: ['magenta'], none: [] } as const;

export function renderStory({ moments, ending, truth, looks }: ReleaseStory, horizonMs: number, style: TerminalStyle): string {
  const cells = moments.map(({ atMs, weightPpm }) => [duration(atMs), percentOfWeight(weightPpm)] as const);
  const [timeWidth, weightWidth] = [Math.max(0, ...cells.map(([time]) => time.length)), Math.max(0, ...cells.map(([, weight]) => weight.length))];
  const lines = moments.map(({ direction, text }, index) => {
    const [time, weight] = cells[index] ?? ['', ''];
    return paint(` ${time.padStart(timeWidth)}  ${weight.padStart(weightWidth)}  ${GLYPHS[direction]} ${cleanLine(text)}`.trimEnd(), INKS[direction], style);
  });
  return [...lines, endingWords(ending, horizonMs, looks), truthWords(truth)].join('\n');
}

/** One line, and what was seen of it under it. */
export function renderJudgement({ rule, verdict, seen }: Judgement, style: TerminalStyle): string {
  const [glyph, ink, words] = verdict === 'broken' ? (['✘', 'red', 'broken'] as const) : (['✔', 'green', 'holds'] as const);
  return [paint(` ${glyph} ${words}: ${cleanLine(rule)}`, [ink], style), ...seen.slice(0, SEEN_MAX).map((one) => `   ${cleanLine(one)}`), ...(seen.length > SEEN_MAX ? [`   and ${count(seen.length - SEEN_MAX)} more`] : [])].join('\n');
}

const SEEN_MAX = 5;

function endingWords({ outcome, endedAtMs, askedAtMs, weightMaxPpm }: Ending, horizonMs: number, looks: number): string {
  const end = outcome === 'open' || endedAtMs === 'never' ? `still open after ${duration(horizonMs)}, where the scenario ends` : `${outcome.replace('-', ' ')} after ${duration(endedAtMs)}`;
  const asked = askedAtMs === 'never' ? 'nobody was asked' : `a person was asked after ${duration(askedAtMs)}`;
  return `The end: ${end}; at most ${percentOfWeight(weightMaxPpm)} of the traffic, ${asked}, ${counted(looks, 'look')}.`;
}

function truthWords({ requests, bad, excess, usersHarmed }: Truth): string {
  const more = Math.round(excess);
  const beyond = more > 0 ? `${count(more)} more than stable would have had` : more === 0 ? 'as many as stable would have had' : `${count(-more)} fewer than stable would have had`;
  return `In truth: ${counted(requests.candidate, 'request')} of ${count(requests.candidate + requests.stable)} went to the candidate, ${count(bad.candidate)} of them bad, ${beyond}${usersHarmed > 0 ? `; ${counted(usersHarmed, 'user')} harmed` : ''}.`;
}

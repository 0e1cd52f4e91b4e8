// A doctor's visit for a terminal or a log: what was read in each area, and under it every finding with its fix.
import { paint, type TerminalStyle } from '../terminal-style.ts';
import { padColumns, wrapColumns } from '../text/display-width.ts';
import { counted } from '../text/quantity.ts';
import { cleanLine } from '../text/clean-line.ts';
import { named } from '../words/foreign-text.ts';
import { findingsOf, type DoctorArea, type DoctorFinding, type DoctorVisit } from './doctor-visit.ts';

const GLYPHS = { fine: '✔', mend: '✘', mind: '●' } as const;
const INKS = { fine: 'green', mend: 'red', mind: 'yellow' } as const;
const AREA_COLUMNS = 12;

export function doctorLines(visit: DoctorVisit, style: TerminalStyle): readonly string[] {
  return [paint(`${named(visit.target)}: ${verdict(visit)}`, ['bold', INKS[worst(visit)]], style), ...visit.examined.flatMap((area) => areaLines(area, style))];
}

/** What it comes to, in words. */
export function verdict(visit: DoctorVisit): string {
  const [mend, mind] = [findingsOf(visit, 'mend').length, findingsOf(visit, 'mind').length];
  if (mend + mind === 0) return 'ready for a rollout, nothing found';
  const remarks = mind === 0 ? '' : counted(mind, 'remark');
  return mend === 0 ? `ready for a rollout, ${remarks}` : `${counted(mend, 'thing')} to mend before a rollout${remarks === '' ? '' : `, ${remarks}`}`;
}

function worst(visit: DoctorVisit): keyof typeof GLYPHS {
  return findingsOf(visit, 'mend').length > 0 ? 'mend' : findingsOf(visit, 'mind').length > 0 ? 'mind' : 'fine';
}

function areaLines({ area, saw, findings }: DoctorArea, style: TerminalStyle): readonly string[] {
  const mood = findings.some(({ gravity }) => gravity === 'mend') ? 'mend' : findings.length > 0 ? 'mind' : 'fine';
  const head = `${GLYPHS[mood]} ${padColumns(area, AREA_COLUMNS)}`;
  const rest = ' '.repeat(AREA_COLUMNS + 3);
  const seen = saw.length === 0 ? ['nothing could be read'] : saw;
  const lines = seen.flatMap((line, index) => wrapColumns(cleanLine(line, 500), style.width, { first: index === 0 ? ` ${head}` : rest, rest: `${rest}  ` }));
  return [...lines.map((line, index) => (index === 0 ? paint(line, [INKS[mood]], style) : line)), ...findings.flatMap((finding) => findingLines(finding, style))];
}

function findingLines({ code, gravity, about, seen, why, fix }: DoctorFinding, style: TerminalStyle): readonly string[] {
  const paragraph = (text: string): readonly string[] => wrapColumns(text, style.width, { first: '     ', rest: '       ' });
  const title = wrapColumns(`${code} ${cleanLine(about, 120)}: ${cleanLine(seen, 500)}`, style.width, { first: `   ${GLYPHS[gravity]} `, rest: '     ' });
  return [
    ...title.map((line) => paint(line, [INKS[gravity]], style)),
    ...paragraph(`Why: ${cleanLine(why, 500)}`),
    ...paragraph(`Fix: ${cleanLine(fix.text, 500)}${fix.paste.length === 0 ? '' : ':'}`),
    // To be copied as it stands: never wrapped. Leading blanks mean something in YAML.
    ...fix.paste.map((line) => `       ${' '.repeat(line.length - line.trimStart().length)}${cleanLine(line, 1_000)}`),
  ];
}

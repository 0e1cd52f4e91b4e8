// A scenario as a file for people: only what differs from the plain one, with units, short enough to be read at a glance.
import { stringify } from 'yaml';
import type { Written } from './text/codec.ts';
import { fileCodec, SCENARIO_VERSION, type ScenarioFile } from './text/file-codec.ts';

/** A counterexample that is longer is one that nobody reads. */
const LINES_MAX = 15;
/** A list that fits stands on the line of its key. */
const LINE_LENGTH_MAX = 110;

/** Reads back (read-scenario.ts) to the same scenario, bit for bit. Ends with a line break. */
export function writeScenario({ scenario, ...rest }: ScenarioFile): string {
  const written = entriesOf(fileCodec().write({ version: SCENARIO_VERSION, ...rest, ...scenario }));
  const airy = written.flatMap(([key, value]) => entry(key, value));
  const lines = airy.length <= LINES_MAX ? airy : written.map(([key, value]) => onOneLine(key, value));
  return `${lines.join('\n')}\n`;
}

function entry(key: string, value: Written): readonly string[] {
  const line = onOneLine(key, value);
  return line.length <= LINE_LENGTH_MAX || !isList(value) ? [line] : [`${key}:`, ...value.map((item) => `  - ${itemText(item)}`)];
}

function onOneLine(key: string, value: Written): string {
  return `${key}: ${flow(value)}`;
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

/** `- crash: {pods: 50%}`: the kind stands outside of the braces. */
function itemText(item: Written): string {
  const lines = entriesOf(item).map(([kind, parts]) => onOneLine(kind, parts));
  return lines.length === 1 ? lines.join('') : flow(item);
}

function entriesOf(value: Written): readonly (readonly [string, Written])[] {
  return typeof value === 'object' && !isList(value) ? Object.entries(value) : [];
}

function flow(value: Written): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0, blockQuote: false }).trimEnd();
}

// rampart stat: one statistic of the core, from JSON to JSON, so that anybody can check the figures behind a decision.
import { isSet, type Command, type ExitCode, type Invocation } from '../command.ts';
import { findStatistic, STATISTICS } from '../stat/catalogue.ts';
import { printValue } from '../stat/print-value.ts';
import type { Statistic } from '../stat/statistic.ts';

export const stat: Command = {
  name: 'stat',
  summary: 'computes one statistic from JSON, as an argument or on standard input; alone it lists them',
  options: { list: { does: 'lists the functions with their inputs, or those of one function' } },
  policies: 'none',
  words: '[<function> [<inputs>]]',
  run: async (invocation) => {
    const [name, given, ...more] = invocation.words;
    if (more.length > 0) return refuse(invocation, `takes a function and its inputs, got ${more.length} more: ${more.join(' ')}\nPut the JSON in single quotes.`);
    if (name === undefined) return list(invocation, STATISTICS);
    const found = findStatistic(name);
    if (found.kind === 'unknown') {
      return refuse(invocation, `there is no function ${JSON.stringify(name)}. ${found.meant === '' ? '' : `Did you mean ${found.meant}? `}rampart stat --list names all ${STATISTICS.length}.`);
    }
    if (isSet(invocation, 'list')) return list(invocation, [found.statistic]);
    return evaluate(invocation, found.statistic, given);
  },
};

async function evaluate(invocation: Invocation, statistic: Statistic, argument: string | undefined): Promise<ExitCode> {
  const input = argument === undefined ? await invocation.readInput() : ({ kind: 'text', text: argument } as const);
  if (input.kind === 'too-long') return refuse(invocation, `${statistic.name}: expected at most ${input.bytesMax} bytes on standard input`);
  if (input.kind === 'none') return refuse(invocation, `${statistic.name}: no inputs. Write them as JSON after the function, or pipe them in:\n${described(statistic)}`);
  const parsed = parse(input.text);
  if (parsed.kind === 'mistake') return refuse(invocation, `${statistic.name}: the inputs are no JSON: ${parsed.text}`);
  const evaluation = statistic.evaluate(parsed.json);
  if (evaluation.kind === 'mistakes') return refuse(invocation, evaluation.mistakes.map((mistake) => `${statistic.name}: ${mistake}`).join('\nrampart stat: '));
  const ignored = evaluation.ignored.filter((key) => key !== 'note');
  if (ignored.length > 0) invocation.console.err(`rampart stat: ${statistic.name} does not use ${ignored.join(', ')}`);
  invocation.console.out(printValue(evaluation.value));
  return 0;
}

function parse(text: string): { readonly kind: 'json'; readonly json: unknown } | { readonly kind: 'mistake'; readonly text: string } {
  try {
    return { kind: 'json', json: JSON.parse(text) };
  } catch (error) {
    return { kind: 'mistake', text: error instanceof Error ? error.message : String(error) };
  }
}

function list({ console, values }: Invocation, statistics: readonly Statistic[]): ExitCode {
  if (values['json'] === true) {
    const functions = statistics.map(({ name, does, alsoCalled, inputs }) => ({
      name,
      does,
      alsoCalled,
      inputs: Object.fromEntries(Object.entries(inputs).map(([key, { accepts, otherwise }]) => [key, { accepts, required: otherwise.kind === 'required' }])),
    }));
    console.out(JSON.stringify({ functions }, null, 2));
    return 0;
  }
  console.out(statistics.map(described).join('\n\n'));
  return 0;
}

function described({ name, does, inputs }: Statistic): string {
  const rows = Object.entries(inputs).map(([key, { accepts, otherwise }]) => `  ${key}: ${accepts}${otherwise.kind === 'default' ? ` (default ${printDefault(otherwise.value)})` : ''}`);
  return [`${name}: ${does}`, ...rows].join('\n');
}

function printDefault(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function refuse({ console }: Invocation, words: string): ExitCode {
  console.err(`rampart stat: ${words}`);
  return 2;
}

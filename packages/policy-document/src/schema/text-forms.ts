// Names, addresses and command lines as pieces of the grammar. All of them may end up in a request or an argument list, so none may hold a
// control sign.
import type { LabelMatcher } from '@rampart/rollout-policy';
import { refusal } from '../mistakes/refusal.ts';
import { parsed, refused, type Parsed } from '../parsed.ts';
import { parseLabelMatchers } from '../units/label-matchers.ts';
import { listOf, name, text, type Form } from './forms.ts';
import { refuse } from './refuse.ts';

const NAME_CHARACTERS = 'letters, digits, dot, dash and underscore, at most 100';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CONTROL = /[\u0000-\u001f\u007f]/u;
const TEXT_LENGTH_MAX = 2_000;

export function targetName(): Form<string> {
  return name('a target name', NAME, 'fraud-prod', NAME_CHARACTERS);
}

export function slotName(): Form<string> {
  return name('a slot name', NAME, 'fraud-a', NAME_CHARACTERS);
}

/** GTO's grammar (gto/constants.py): it becomes part of a git tag. */
export function registryName(noun: string, example: string): Form<string> {
  return name(noun, /^[A-Za-z0-9](?:[A-Za-z0-9_/-]{0,98}[A-Za-z0-9])?$/, example, 'letters, digits, dash, underscore and slash, at most 100');
}

export function metricName(): Form<string> {
  return name('a metric name', /^[A-Za-z_:][A-Za-z0-9_:]{0,199}$/, 'http_requests_total', 'letters, digits, underscore and colon');
}

export function dimensionName(): Form<string> {
  return text({
    accepts: 'a label name of letters, digits and underscore',
    example: 'region',
    json: { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$' },
    mistake: 'bad-name',
    parse: (written) => {
      if (written === 'le') return refused('le names the buckets of a histogram and slices nothing else');
      return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(written) ? parsed(written) : refused('this is not a label name');
    },
  });
}

/** Like a dimension, but `le` is what it usually is. */
export function binLabel(): Form<string> {
  return name('a label name', /^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'decision', 'letters, digits and underscore');
}

export function url(): Form<string> {
  return text({
    accepts: 'an absolute http or https address',
    example: 'http://fraud.internal:8080/router',
    json: { format: 'uri', pattern: '^https?://' },
    mistake: 'bad-url',
    parse: parseUrl,
  });
}

/** A program and its arguments. No shell reads it, so nothing is expanded and nothing needs quoting. */
export function commandLine(): Form<readonly string[]> {
  const argument = text({ accepts: 'one argument as text', example: '"--port=8080"', mistake: 'bad-name', parse: parseArgument });
  const example = '[node, router.js]';
  return listOf(argument, example).transform((argv, ctx) => {
    if (argv[0] !== undefined && argv[0] !== '') return argv;
    return refuse(ctx, refusal('missing-key', { says: 'a command names its program', accepted: `a list of program and arguments, e.g. ${example}` }));
  });
}

export function labelMatchers(): Form<readonly LabelMatcher[]> {
  return text({ accepts: 'label matchers, separated by commas', example: '\'code=~"5..", method!="GET"\'', mistake: 'bad-where', parse: parseLabelMatchers });
}

function parseUrl(written: string): Parsed<string> {
  if (written.length > TEXT_LENGTH_MAX || CONTROL.test(written) || /\s/u.test(written)) return refused('this is not an address');
  if (!URL.canParse(written)) return refused('this is not an absolute address');
  const address = new URL(written);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return refused(`${address.protocol.slice(0, 20)} is not http or https`);
  if (address.username !== '' || address.password !== '') return refused('an address in a file that everybody reads holds no password');
  return address.hash === '' ? parsed(written) : refused('a # part never reaches a server');
}

function parseArgument(written: string): Parsed<string> {
  if (written.length > TEXT_LENGTH_MAX) return refused(`an argument has at most ${TEXT_LENGTH_MAX} characters`);
  return CONTROL.test(written) ? refused('an argument holds no control characters') : parsed(written);
}

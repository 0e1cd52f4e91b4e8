import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { anyPolicy } from '../test/arbitrary-policy.ts';
import { expandPolicy } from './expand-policy.ts';
import { formatMistakes } from './mistakes/format-mistakes.ts';
import { readPolicy, type PolicyReading } from './read-policy.ts';

/** Pieces of real policies, so that garbage gets past the first line. */
const PIECES = [
  'rampart: 1\n', 'target: fraud-prod\n', 'model: gto:fraud\n', 'serve: {http: http://gw, slots: [a, b]}\n', 'promise: {badRequests: 5}\n', 'checks:\n', '  errors: default\n',
  '  latency: {limit: {p99: 80ms}}\n', '  accuracy: ', 'plan: [smoke, ramp, bake: 1d]\n', '- ', ': ', '{', '}', '[', ']', '&a ', '*a', '!!str ', '\n---\n', '"', "'", '|\n', '\t', '\r\n', '  ', '#', '? ', '<<: ',
  'people: {quiet: ', 'Fri 16:00 to Mon 08:00 UTC', 'promise: {catches: ', '{errors: 2x, within: 1h}', '  x: {score: m, range: 0 to 1, ', '  y: {bins: m, against: {reference: {a: 50%}}}\n', 'plan: [shadow, split: {judge: errors}, follow]\n', '  z: {level: m, limit: {level: 5}}\n',
  '5%', '10', '__proto__: ', 'constructor: 1\n', '\u0000', '\ufeff', '\ud800', '%YAML 1.1\n', '.nan', 'null', '1.10',
];
const nearlyPolicy = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: 'binary' })), { maxLength: 30 }).map((pieces) => pieces.join(''));

function isWellFormed(reading: PolicyReading): void {
  if (reading.kind === 'policy') return;
  expect(reading.mistakes.length).toBeGreaterThan(0);
  for (const { place, code, text, frame } of reading.mistakes) {
    expect(place.line).toBeGreaterThan(0);
    expect(place.column).toBeGreaterThan(0);
    expect(place.endColumn).toBeGreaterThan(place.column);
    expect(code).toMatch(/^RMP1\d\d$/);
    expect(text).not.toBe('');
    expect(frame.split('\n').length).toBeGreaterThan(1);
  }
  // Nothing of the file reaches the terminal as a control sign.
  expect(formatMistakes(reading.mistakes, { color: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
}

describe('readPolicy', () => {
  prop.prop([nearlyPolicy], { numRuns: 1_500 })('answers any text with a policy or with mistakes that have a place', (text) => {
    isWellFormed(readPolicy({ file: 'p.yaml', text }));
  });

  prop.prop([nearlyPolicy, nearlyPolicy], { numRuns: 500 })('does so over any defaults file', (text, defaults) => {
    isWellFormed(readPolicy({ file: 'p.yaml', text, defaults: { file: '_defaults.yaml', text: defaults } }));
  });

  prop.prop([fc.jsonValue({ maxDepth: 6 })], { numRuns: 500 })('does so for any JSON', (value) => {
    isWellFormed(readPolicy({ file: 'p.json', text: JSON.stringify(value) }));
  });

  prop.prop([anyPolicy, fc.nat(), fc.constantFrom('', ' ', 'x', '0', ':', '[', '}', '"', '%', '\n', '- ', '&', '*', '!')], { numRuns: 300 })('does so for a policy with one slip of the pen', (policy, at, slip) => {
    const text = expandPolicy(policy);
    const position = at % text.length;
    isWellFormed(readPolicy({ file: 'p.yaml', text: `${text.slice(0, position)}${slip}${text.slice(position + 1)}` }));
  });
});

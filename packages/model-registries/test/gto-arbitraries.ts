// Tags, valid and nearly valid, for property tests.
import { fc } from '@fast-check/vitest';

const number = fc.oneof(fc.nat({ max: 30 }).map(String), fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String));
const identifier = fc.stringMatching(/^[0-9A-Za-z-]{1,4}$/);
const prereleaseIdentifier = identifier.filter((text) => !/^0[0-9]+$/.test(text));

export const semverText: fc.Arbitrary<string> = fc
  .tuple(number, number, number, fc.array(prereleaseIdentifier, { maxLength: 3 }), fc.array(identifier, { maxLength: 2 }))
  .map(([major, minor, patch, prerelease, build]) => `${major}.${minor}.${patch}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}${build.length > 0 ? `+${build.join('.')}` : ''}`);

const name = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9/_-]{0,5}[a-zA-Z0-9])?$/);
const artifact = fc.oneof(name, fc.tuple(fc.stringMatching(/^[a-zA-Z0-9_./-]{1,6}$/), name).map(([dir, own]) => `${dir}=${own}`));
const body = fc.oneof(
  semverText.map((version) => `@v${version}`),
  name.map((stage) => `#${stage}`),
  fc.constantFrom('@deprecated', '@created', '@latest'),
);
const cancel = fc.constantFrom('', '', '!');
const counter = fc.oneof(fc.constant(''), fc.stringMatching(/^#[0-9]{1,30}$/));

const tag = fc.tuple(artifact, body, cancel, counter).map((parts) => parts.join(''));

/** One character added, dropped or replaced. */
const bent = fc
  .tuple(tag, fc.nat(), fc.constantFrom('', '#', '@', '!', '=', ':', '/', '.', '-', '_', '0', 'v', ' ', 'é', '\n'), fc.boolean())
  .map(([text, at, sign, replaces]) => `${text.slice(0, at % (text.length + 1))}${sign}${text.slice((at % (text.length + 1)) + (replaces ? 1 : 0))}`);

export const tagText: fc.Arbitrary<string> = fc.oneof(tag, bent, fc.string({ maxLength: 12 }));

import { describe, expect, it } from 'vitest';
import { parseActionManifest, readActionManifest } from './action-manifest.ts';
import type { ManifestReading } from './action-manifest.ts';

const parse = (text: string): Promise<ManifestReading> => parseActionManifest('/a', 'action.yml', text);

describe('parseActionManifest', () => {
  it('reads a JavaScript action', async () => {
    const reading = await parse(`
name: Promote
description: d
inputs:
  policy: {description: d, required: true}
  token: {description: d, default: '\${{ github.token }}'}
  old: {description: d, deprecationMessage: use policy}
runs: {using: node24, main: dist/index.js, post: dist/post.js, post-if: success()}
`);

    expect(reading).toMatchObject({
      kind: 'read',
      manifest: {
        name: 'Promote',
        inputs: [{ name: 'policy' }, { name: 'token', initial: { kind: 'expression', text: 'github.token' } }, { deprecation: 'use policy' }],
        runs: { kind: 'node', main: 'dist/index.js', pre: '', post: 'dist/post.js', preCondition: 'always()', postCondition: 'success()' },
      },
    });
  });

  it('reads a composite action with what its steps need', async () => {
    const reading = await parse(`
name: c
description: d
outputs: {sum: {description: d, value: '\${{ steps.a.outputs.sum }}'}}
runs:
  using: composite
  steps:
    - {id: a, run: echo, shell: bash, working-directory: sub}
    - {uses: ./x, with: {k: v}, if: always()}
`);

    expect(reading).toMatchObject({
      manifest: {
        runs: {
          kind: 'composite',
          outputs: [{ name: 'sum', value: { text: 'steps.a.outputs.sum' } }],
          steps: [
            { id: 'a', isNamed: true, action: { shell: { value: 'bash' }, workingDirectory: { value: 'sub' } } },
            { isNamed: false, condition: { text: 'always()' }, action: { reference: './x', inputs: { entries: [{ value: { value: 'v' } }] } } },
          ],
        },
      },
    });
  });

  it.each([
    ['another runtime', 'name: a\ndescription: d\nruns: {using: node20, main: x.js}', "runs.using is 'node20'"],
    ['a container', 'name: a\ndescription: d\nruns: {using: docker, image: Dockerfile}', "runs.using is 'docker'"],
    ['no runs', 'name: a\ndescription: d\n', 'runs'],
    ['a misspelled key', 'name: a\ndescription: d\nruns: {using: node24, mian: x.js}', 'main'],
  ])('refuses %s', async (_, text, message) => {
    const reading = await parse(text);

    expect(reading).toMatchObject({ kind: 'refused', why: expect.stringContaining(message) as string });
  });
});

describe('readActionManifest', () => {
  it('says what to do when there is none', async () => {
    expect(await readActionManifest('/nonexistent')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Did you forget to run actions/checkout') as string,
    });
  });
});

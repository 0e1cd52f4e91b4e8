import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aServer } from '../../../test/github/a-server.ts';
import { readFirstRun } from './run.ts';
import { STEPS } from './steps.ts';
import { differences, recordRun } from './transcript.ts';

describe('the first run', () => {
  it.each(['memory', 'git'] as const)('goes on the emulator as it was recorded (%s)', async (store) => {
    const { github, client } = await aServer({ store });
    try {
      const lines = await recordRun({ apiUrl: 'https://api.github.test', token: client().token, owner: 'acme', name: 'models', fetch: github.fetch });
      // RAMPART_RECORD=1 writes the file anew after the script or the emulator has changed.
      if (process.env['RAMPART_RECORD'] === '1') writeFileSync(new URL('first-run.json', import.meta.url), `${JSON.stringify({ comparedWithGithub: 'not yet compared', lines }, undefined, 2)}\n`);
      expect(lines).toEqual(readFirstRun().lines);
      github.assertFits();
    } finally {
      await github.close();
    }
  });

  it('computes the ids of a tree and of a commit before it sends them', () => {
    expect(readFirstRun().lines.filter(({ idIsComputed }) => idIsComputed === true).map(({ step }) => step)).toEqual(STEPS.filter(({ computed }) => computed !== undefined).map(({ name }) => name));
  });

  it('says honestly whether GitHub was asked', () => {
    expect(readFirstRun().comparedWithGithub).toMatch(/^(not yet compared|\d{4}-\d{2}-\d{2})$/);
  });
});

describe('differences', () => {
  it('name the step, and leave out what GitHub answers beyond the emulator', () => {
    const line = { step: 'x', status: 201, says: '', idIsComputed: true, fields: ['sha: string'] } as const;
    expect(differences([line], [{ ...line, fields: ['sha: string', 'more: string'] }])).toEqual([]);
    expect(differences([line], [{ ...line, status: 200, says: 'no', idIsComputed: false, fields: [] }])).toEqual(['x: status 200, the emulator answers 201', 'x: says "no", the emulator ""', 'x: the id was not the computed one', 'x: the emulator alone answers sha: string']);
    expect(differences([line], [])).toEqual(['x: was not run']);
  });
});

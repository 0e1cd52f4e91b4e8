// What was found once is tried for ever, with every checker and not only with the one that found it.
import { describe, expect, it } from 'vitest';
import { INVARIANTS } from '../src/checkers/index.ts';
import { checkRecording, described, Met } from './checked-recording.ts';
import { counterexampleFiles, readCounterexample } from './counterexamples.ts';
import { readScript, writeScript } from './script-file.ts';
import { aStep } from './scripted-release.ts';

describe('counterexamples', () => {
  const files = counterexampleFiles();

  it.each(files)('%s keeps every rule now', async (file) => {
    const { breaks, replay } = readCounterexample(file);
    expect([...INVARIANTS.map(({ id }) => id), '']).toContain(breaks);
    expect(described(checkRecording(await replay(), new Met()))).toBe('');
  });

  it('a script is read back as it was written', () => {
    const script = { policy: 'plain', breaks: '01-weight-cap', steps: [aStep(), aStep(), aStep({ candidate: 100, situation: { stable: 'dead' } }), aStep()] } as const;
    const text = writeScript(script);
    expect(readScript(text)).toEqual(script);
    expect(text.split('\n')).toHaveLength(8);
  });
});

import { describe, expect, it } from 'vitest';
import { listFiles, listWorkspaces, readText, ROOT } from './repository.ts';

const files = listFiles();
const isText = (file: string): boolean => /\.(ts|js|mjs|json|md|ya?ml|txt|py|sh|html|svg)$|(^|\/)(run|LICENSE|\.[a-z]+)$/.test(file);
const isWrittenByHand = (file: string): boolean => isText(file) && !file.includes('/dist/') && file !== 'package-lock.json';

/** A file that is long for a reason that splitting would not serve. */
const LONG_FILES: Readonly<Record<string, string>> = {};

describe('sources', () => {
  it('name no path of the machine they were written on', () => {
    const foreign = /(?<![\w.])\/(home\/(?!runner\b)\w|Users\/\w|root\/\w)/;
    const own = ROOT.length > 3 ? ROOT : '\0';
    expect(files.filter(isText).filter((file) => readText(file).includes(own))).toEqual([]);
    expect(files.filter(isWrittenByHand).filter((file) => foreign.test(readText(file)))).toEqual([]);
  });

  it('stay under 400 lines, or say in LONG_FILES why not', () => {
    const code = files.filter((file) => /\.(ts|mjs|js|py)$/.test(file) && isWrittenByHand(file));
    const long = code.filter((file) => readText(file).split('\n').length > 400 && !(file in LONG_FILES));
    expect(long).toEqual([]);
  });

  it('open with a comment that says what the file is for', () => {
    const code = files.filter((file) => /^(packages|actions|examples|tools)\/.*\.(ts|mjs)$/.test(file) && isWrittenByHand(file) && !file.includes('.test.'));
    const silent = code.filter((file) => !/^(#!.*\n)?(\/\/|\/\*\*)/.test(readText(file)) && !/^(import type [^;]*;\n)*\n\/\*\*/.test(readText(file)));
    expect(silent).toEqual([]);
  });

  it.each(listWorkspaces().map(({ folder }) => folder))('%s has a test', (folder) => {
    expect(files.some((file) => file.startsWith(`${folder}/`) && file.endsWith('.test.ts'))).toBe(true);
  });

  it('are under the MIT licence', () => {
    expect(readText('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} The Rampart authors\n/);
  });
});

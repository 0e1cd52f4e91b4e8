// The files by which a step hands on outputs and its summary. Outputs are written in one piece, all of them or none: half of them would start half of the next jobs.
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';

/** The runner's file could not be written; what was there before is there still. */
export class RunnerFileError extends Error {
  override readonly name = 'RunnerFileError';
}

/** Appends all outputs, exactly as @actions/core writes each of them (a test compares). */
export function appendOutputs(file: string, outputs: Readonly<Record<string, string>>): void {
  appendWhole(file, Object.entries(outputs).map(([name, value]) => entry(name, value)).join(''));
}

/** Appends all of `text`, or leaves the file as it was and throws. The file has to be there: the runner makes it. */
export function appendWhole(file: string, text: string): void {
  let size = -1;
  try {
    size = statSync(file).size;
    const handle = openSync(file, 'a');
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    if (size >= 0) takeBack(file, size);
    throw new RunnerFileError(cause instanceof Error ? cause.message : 'it cannot be written', { cause });
  }
}

function takeBack(file: string, size: number): void {
  try {
    if (statSync(file).size > size) truncateSync(file, size);
  } catch {
    // Not a file that has a size, or one that is gone: nothing of ours stands in it.
  }
}

/** A delimiter of its own for each value: nothing in the value can end it. */
function entry(name: string, value: string): string {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

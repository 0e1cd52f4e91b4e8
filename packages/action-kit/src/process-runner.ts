// The Runner of this process: commands and log on standard output, outputs and summary in the files that the runner names.
import type { Annotation } from './action-result.ts';
import { guardLog } from './log-guard.ts';
import { appendOutputs, appendWhole, RunnerFileError } from './runner-files.ts';
import type { Handover, Runner } from './runner.ts';
import { workflowCommand } from './workflow-command.ts';

export function processRunner(): Runner {
  return {
    mask: (secret) => print(workflowCommand('add-mask', {}, secret)),
    log: (text) => print(guardLog(text)),
    annotate: (annotation) => print(annotationCommand(annotation)),
    setOutputs: (outputs) => handOver('GITHUB_OUTPUT', (file) => appendOutputs(file, outputs)),
    writeSummary: (markdown) => handOver('GITHUB_STEP_SUMMARY', (file) => appendWhole(file, `${markdown}\n`)),
  };
}

function handOver(variable: string, write: (file: string) => void): Handover {
  const file = process.env[variable] ?? '';
  if (file === '') return { kind: 'done' };
  try {
    write(file);
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof RunnerFileError) return { kind: 'failed', why: `${variable}: ${error.message}` };
    throw error;
  }
}

function annotationCommand({ level, title, message, place }: Annotation): string {
  const where = place.kind === 'file' ? { file: place.file, line: String(place.line), col: String(place.column) } : {};
  // One line each, whatever is in it; and nothing in it moves a cursor or the direction of reading.
  return workflowCommand(level, { title: guardLog(title), ...where }, guardLog(message));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

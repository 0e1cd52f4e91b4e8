// The Runner of this process: commands and log on standard output, outputs and summary through @actions/core.
import type { Annotation } from './action-result.ts';
import { guardLog } from './log-guard.ts';
import type { Runner } from './runner.ts';
import { workflowCommand } from './workflow-command.ts';

export function processRunner(): Runner {
  return {
    mask: (secret) => print(workflowCommand('add-mask', {}, secret)),
    log: (text) => print(guardLog(text)),
    annotate: (annotation) => print(annotationCommand(annotation)),
    setOutput: async (name, value) => {
      if (!process.env['GITHUB_OUTPUT']) return;
      const core = await import('@actions/core');
      core.setOutput(name, value);
    },
    writeSummary: async (markdown) => {
      if (!process.env['GITHUB_STEP_SUMMARY']) return;
      const core = await import('@actions/core');
      await core.summary.addRaw(markdown, true).write();
    },
  };
}

function annotationCommand({ level, title, message, place }: Annotation): string {
  const where = place.kind === 'file' ? { file: place.file, line: String(place.line), col: String(place.column) } : {};
  return workflowCommand(level, { title, ...where }, message);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

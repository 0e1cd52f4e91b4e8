// Policy files for tests: a complete one, of which a test shows only what matters to it.

const SECTIONS: Readonly<Record<string, string>> = {
  rampart: 'rampart: 1',
  target: 'target: fraud-prod',
  model: 'model: gto:fraud',
  serve: 'serve: {http: "http://gw.internal/router", slots: [fraud-a, fraud-b]}',
  metrics: 'metrics: {openmetrics: {pages: {fraud-a: ["http://a/metrics"], fraud-b: ["http://b/metrics"]}}}',
  promise: 'promise: {badRequests: 100}',
  checks: 'checks: {errors: default}',
};

/** Text of a policy; `changes` replaces whole sections (an empty text leaves one out), other keys are added at the end. */
export function aPolicyFile(changes: Readonly<Record<string, string>> = {}): string {
  return Object.values({ ...SECTIONS, ...changes }).filter((section) => section !== '').map((section) => `${section}\n`).join('');
}

// A small policy and a short scenario that breaks a promise of it, for tests of the commands that simulate.

export const POLICY = `rampart: 1
target: fraud-prod
model: gto:fraud
serve: {http: http://router.test/route, slots: [a, b]}
metrics: {openmetrics: {pages: {a: [http://a.test/metrics], b: [http://b.test/metrics]}}}
promise: {falseAlarms: 1%, badRequests: 100, decideWithin: 1d}
checks: {errors: {limit: 20%}}
plan: [smoke, ramp, bake: 10m]
`;

/** The candidate is as good as stable, and is sent back for what is not its fault. */
export const SENT_BACK = `scenario: 1
policy: policy.yaml
breaks: goodSentBack
depth: decide
seed: 7
about: A feature store that only the new version asks is down for ten minutes.
horizon: 2h
traffic: {requests: 20/s}
faults: [{dependency-down: {at: 12m, for: 10m, points: 60 points}}]
`;

// Words that the design knows and this release does not: refused by name, with what to use today. A safety check that is silently ignored would
// be worse than none.

/** Where in a policy a word stands. */
export type Context = 'policy' | 'model' | 'serve' | 'metrics' | 'promise' | 'check' | 'labels' | 'then' | 'stage' | 'ramp' | 'bake' | 'expert' | 'limit' | 'people';

const OTHER_SIGNALS = '`labels: {http: ...}` or `{command: [...]}`, a small program in front of the database';
const OTHER_METRICS = '`openmetrics: {pages: ...}`, which reads the pods’ own pages';
const OTHER_SERVERS = '`http:` or `command:`, a small adapter in front of it (docs/router-contract.md)';
const OTHER_REGISTRIES = '`gto:<name>`, versions in git tags';

const NOT_YET: { readonly [C in Context]?: Readonly<Record<string, string>> } = {
  model: {
    mlflow: OTHER_REGISTRIES, wandb: OTHER_REGISTRIES, huggingface: OTHER_REGISTRIES, hf: OTHER_REGISTRIES, sagemaker: OTHER_REGISTRIES,
    vertex: OTHER_REGISTRIES, azureml: OTHER_REGISTRIES, oci: OTHER_REGISTRIES,
  },
  serve: {
    kserve: OTHER_SERVERS, seldon: OTHER_SERVERS, sagemaker: OTHER_SERVERS, vertex: OTHER_SERVERS, istio: OTHER_SERVERS, kubernetes: OTHER_SERVERS,
    gateway: OTHER_SERVERS, haproxy: OTHER_SERVERS, nginx: OTHER_SERVERS, envoy: OTHER_SERVERS, flags: OTHER_SERVERS,
  },
  metrics: {
    prometheus: OTHER_METRICS, cloudwatch: OTHER_METRICS, datadog: OTHER_METRICS, newrelic: OTHER_METRICS, stackdriver: OTHER_METRICS, otlp: OTHER_METRICS,
    influx: OTHER_METRICS, graphite: OTHER_METRICS,
  },
  people: { page: 'the notifications of the workflow; a failing job means that a person is needed' },
  check: { sql: OTHER_SIGNALS },
  labels: { sql: '`http:` or `command:` in front of the database' },
  ramp: { audience: 'a router that picks the audience by itself' },
};

/** What to use today instead of `word`, if it is a word of a later release. */
export function notYet(context: Context, word: string): { readonly kind: 'later'; readonly today: string } | { readonly kind: 'no' } {
  const words = NOT_YET[context];
  const today = words !== undefined && Object.hasOwn(words, word) ? words[word] : undefined;
  return today === undefined ? { kind: 'no' } : { kind: 'later', today };
}

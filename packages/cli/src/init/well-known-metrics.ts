// Metric names of model servers, frameworks and proxies that people run, and what a check can do with them. The docs behind each entry are named;
// what is not in the table is recognised by its labels and its unit (find-signals.ts).
import type { LabelMatcher } from '@rampart/rollout-policy';

/** Labels that hold an HTTP status, as a number (`503`) or as its class (`5xx`). */
export const STATUS_LABELS: readonly string[] = ['code', 'status', 'status_code', 'http_status', 'http_status_code', 'http_response_status_code', 'http_response_code', 'response_code', 'envoy_response_code'];

export interface KnownCounter {
  readonly metric: string;
  /** The label that tells failures, when it holds no HTTP status. */
  readonly failing?: LabelMatcher;
  readonly of: string;
}

/** What tells more about the model stands first. A counter with a status label is told by that label. */
export const KNOWN_COUNTERS: readonly KnownCounter[] = [
  // https://docs.seldon.ai/seldon-core-1/configuration/integrations/analytics
  { metric: 'seldon_api_executor_server_requests_seconds_count', of: 'the Seldon Core executor' },
  // https://docs.seldon.ai/mlserver/user-guide/metrics
  { metric: 'rest_server_requests_total', of: 'the REST server of MLServer' },
  // https://docs.bentoml.com/en/latest/build-with-bentoml/observability/metrics.html
  { metric: 'bentoml_service_request_total', of: 'BentoML' },
  // https://docs.ray.io/en/latest/serve/monitoring.html
  { metric: 'ray_serve_num_http_requests_total', of: 'Ray Serve' },
  // https://github.com/trallnag/prometheus-fastapi-instrumentator, also served by vLLM (https://docs.vllm.ai/en/stable/usage/metrics/)
  { metric: 'http_requests_total', of: 'Prometheus client libraries and the FastAPI instrumentator' },
  // https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
  { metric: 'http_server_request_duration_seconds_count', of: 'OpenTelemetry' },
  // https://docs.spring.io/spring-boot/reference/actuator/metrics.html
  { metric: 'http_server_requests_seconds_count', of: 'Spring Boot' },
  // https://github.com/stephenhillier/starlette_exporter
  { metric: 'starlette_requests_total', of: 'starlette_exporter' },
  // https://github.com/rycus86/prometheus_flask_exporter
  { metric: 'flask_http_request_total', of: 'prometheus_flask_exporter' },
  // https://cloud.google.com/stackdriver/docs/managed-prometheus/exporters/tf-serving
  { metric: ':tensorflow:serving:request_count', failing: { label: 'status', op: '!=', pattern: 'OK' }, of: 'TensorFlow Serving' },
  // https://github.com/grpc-ecosystem/go-grpc-middleware; codes that say the server failed, https://grpc.io/docs/guides/status-codes/
  { metric: 'grpc_server_handled_total', failing: { label: 'grpc_code', op: '=~', pattern: 'Unknown|Internal|Unavailable|DataLoss|DeadlineExceeded|ResourceExhausted|Unimplemented' }, of: 'gRPC servers' },
  // https://istio.io/latest/docs/reference/config/metrics/
  { metric: 'istio_requests_total', of: 'Istio' },
  // https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/
  { metric: 'nginx_ingress_controller_requests', of: 'ingress-nginx' },
  // https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
  { metric: 'envoy_cluster_upstream_rq', of: 'Envoy' },
  // https://docs.vllm.ai/en/stable/usage/metrics/: finished requests by reason; a request that fails before it runs is in none of them.
  { metric: 'vllm:request_success_total', failing: { label: 'finished_reason', op: '=~', pattern: 'abort|error' }, of: 'vLLM' },
];

export interface KnownHistogram {
  readonly metric: string;
  readonly of: string;
}

/** Histograms of seconds. */
export const KNOWN_HISTOGRAMS: readonly KnownHistogram[] = [
  { metric: 'seldon_api_executor_server_requests_seconds', of: 'the Seldon Core executor' },
  { metric: 'rest_server_request_duration_seconds', of: 'the REST server of MLServer' },
  { metric: 'bentoml_service_request_duration_seconds', of: 'BentoML' },
  { metric: 'vllm:e2e_request_latency_seconds', of: 'vLLM' },
  // https://kserve.github.io/website/latest/modelserving/observability/prometheus_metrics
  { metric: 'request_predict_seconds', of: 'the model server of KServe' },
  { metric: 'http_request_duration_highr_seconds', of: 'the FastAPI instrumentator' },
  { metric: 'http_request_duration_seconds', of: 'Prometheus client libraries and the FastAPI instrumentator' },
  { metric: 'http_server_request_duration_seconds', of: 'OpenTelemetry' },
  { metric: 'http_server_requests_seconds', of: 'Spring Boot' },
  { metric: 'starlette_request_duration_seconds', of: 'starlette_exporter' },
  { metric: 'flask_http_request_duration_seconds', of: 'prometheus_flask_exporter' },
  // https://huggingface.co/docs/text-generation-inference/reference/metrics: seconds, although the name does not say so
  { metric: 'tgi_request_duration', of: 'Text Generation Inference' },
  { metric: 'nginx_ingress_controller_request_duration_seconds', of: 'ingress-nginx' },
];

/** Gauges of memory, in bytes. */
export const MEMORY_GAUGES: readonly string[] = [
  // https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
  'process_resident_memory_bytes',
  // https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html
  'nv_gpu_memory_used_bytes',
  // https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md
  'container_memory_working_set_bytes',
];

export interface UnreadableMetric {
  readonly metric: string;
  readonly why: string;
}

const APART = 'counts failures apart from successes, and a share is read from one counter that has both: use the counter of the proxy or web server in front';
const NOT_SECONDS = 'is no histogram of seconds';

/** Seen often, and of no use to a check: saying so saves an evening. */
export const UNREADABLE_METRICS: readonly UnreadableMetric[] = [
  // Triton: https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html
  { metric: 'nv_inference_request_failure', why: APART },
  { metric: 'nv_inference_request_duration_us', why: `${NOT_SECONDS} (a sum of microseconds)` },
  // TorchServe: https://pytorch.org/serve/metrics.html
  { metric: 'Requests5XX', why: APART },
  { metric: 'ts_inference_latency_microseconds', why: `${NOT_SECONDS} (a sum of microseconds)` },
  // MLServer: https://docs.seldon.ai/mlserver/user-guide/metrics
  { metric: 'model_infer_request_failure_total', why: APART },
  { metric: 'model_infer_request_failure', why: APART },
  // OpenVINO Model Server: https://docs.openvino.ai/2024/ovms_docs_metrics.html
  { metric: 'ovms_requests_fail', why: APART },
  { metric: 'ovms_request_time_us', why: `${NOT_SECONDS} (microseconds)` },
  { metric: 'tgi_request_failure', why: APART },
  { metric: ':tensorflow:serving:request_latency', why: `${NOT_SECONDS} (microseconds)` },
  { metric: 'ray_serve_http_request_latency_ms', why: `${NOT_SECONDS} (milliseconds)` },
  { metric: 'istio_request_duration_milliseconds', why: `${NOT_SECONDS} (milliseconds)` },
  { metric: 'envoy_cluster_upstream_rq_time', why: `${NOT_SECONDS} (milliseconds)` },
];

/** Labels whose values are people or customers. Their values are counted and never written down. */
export const USER_LABELS: ReadonlySet<string> = new Set(['user', 'user_id', 'userid', 'customer', 'customer_id', 'client_id', 'tenant', 'tenant_id', 'account', 'account_id', 'api_key', 'session', 'session_id', 'email']);
/** Labels that tell pods and builds apart, not requests. */
export const PLACE_LABELS: ReadonlySet<string> = new Set(['le', 'quantile', 'instance', 'pod', 'host', 'hostname', 'Hostname', 'job', 'namespace', 'node', 'container', 'version', 'service_version', 'predictor_version']);
/** Counters of the scrape itself. */
export const NOT_TRAFFIC = /^(?:promhttp_|prometheus_|scrape_|go_|python_|nodejs_|jvm_|process_)/;

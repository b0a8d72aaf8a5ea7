/** An answer before it is written: status, body and any further headers. */
export type Answer = { status: number; body: string; type: "json" | "html"; headers?: Record<string, string> };

export function json(status: number, value: unknown): Answer {
  return { status, body: JSON.stringify(value), type: "json" };
}

/** Resend's error form. */
export function refusal({ status, name, message }: Refusal): Answer {
  return json(status, { statusCode: status, name, message });
}

export type Refusal = { status: number; name: string; message: string };

/** What a proxy in front of the API says when the API is down: not JSON at all. */
export const badGateway: Answer = {
  status: 502,
  type: "html",
  body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n",
};

/** Errors of Resend's that a fault can call up by name; sentences after resend.com/docs/api-reference/errors. */
export const refusals = {
  rate_limit: {
    status: 429,
    name: "rate_limit_exceeded",
    message:
      "Too many requests. Please limit the number of requests per second, or contact support to raise the limit.",
  },
  error_500: { status: 500, name: "internal_server_error", message: "An unexpected error occurred." },
  unavailable: { status: 503, name: "service_unavailable", message: "The service is temporarily unavailable." },
  daily_quota: { status: 429, name: "daily_quota_exceeded", message: "You have reached your daily email quota." },
  monthly_quota: { status: 429, name: "monthly_quota_exceeded", message: "You have reached your monthly email quota." },
  missing_key: { status: 401, name: "missing_api_key", message: "Missing API key in the authorization header." },
  key_revoked: { status: 403, name: "invalid_api_key", message: "API key is invalid." },
  key_restricted: {
    status: 401,
    name: "restricted_api_key",
    message: "This API key is restricted to only send emails.",
  },
  key_suspended: { status: 403, name: "suspended_api_key", message: "This API key is suspended." },
  test_mode: {
    status: 403,
    name: "validation_error",
    message: "You can only send testing emails to your own email address. Verify a domain to send to others.",
  },
  bad_sender: { status: 422, name: "invalid_from_address", message: "The `from` address is not valid." },
  concurrent: {
    status: 409,
    name: "concurrent_idempotent_requests",
    message: "Same idempotency key used while original request is still in progress.",
  },
  conflict: {
    status: 409,
    name: "invalid_idempotent_request",
    message: "Same idempotency key used with a different request payload.",
  },
  bad_key_length: { status: 400, name: "invalid_idempotency_key", message: "The key must be between 1-256 chars." },
  not_found: { status: 404, name: "not_found", message: "The requested endpoint does not exist." },
  bad_method: { status: 405, name: "method_not_allowed", message: "Method is not allowed for the requested path." },
  too_large: { status: 413, name: "payload_too_large", message: "The request body is too large." },
  not_json: { status: 400, name: "validation_error", message: "The request body is not valid JSON." },
} as const satisfies Record<string, Refusal>;

/**
 * A certificate for "localhost" that is good for a hundred years, and its key, which is no secret: it guards nothing. The
 * one that smtp-server brings along has run out.
 */
export const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGuaHl0943oxpHAqS
JhQn1OU3wHj0ncxSNhSuYLnW2/ahRANCAATZ4G8j3w0Hl4EeZEnbWrrBiqwDL74j
xby9YC1aDUNMe0yA8D2OVFBY9JdGY5drRSA0vuiFUDfY4a+0oJVRTMCC
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUB6EN+3du9qqWupTbTk+sAgLugOAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjA4MDgyOFoYDzIxMjYxMTAy
MDgwODI4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATZ4G8j3w0Hl4EeZEnbWrrBiqwDL74jxby9YC1aDUNMe0yA8D2OVFBY
9JdGY5drRSA0vuiFUDfY4a+0oJVRTMCCo2kwZzAdBgNVHQ4EFgQUHFNq2zqi0g2f
WeqPql7Jwn0V6sAwHwYDVR0jBBgwFoAUHFNq2zqi0g2fWeqPql7Jwn0V6sAwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgV29Q8GgCzPuVEi/IrUf72q89ERMpe/GViR9DqvSG59kCIQCt8xsJIORX
wg+cPcPpsz+/rU7cX8jGybgMIcYbBDGaZw==
-----END CERTIFICATE-----
`,
};

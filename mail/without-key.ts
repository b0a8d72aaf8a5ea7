/**
 * What a provider, or whatever answers in its place, has said, without the key that it was asked with. Its words are
 * shown to authors and kept with the halt, and the error page of a proxy may repeat every header that it was sent.
 */
export function withoutKey(said: unknown, apiKey: string): unknown {
  const text = JSON.stringify(said);
  return text?.includes(apiKey) ? JSON.parse(text.replaceAll(apiKey, "(the key)")) : said;
}

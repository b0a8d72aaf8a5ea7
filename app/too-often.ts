import { type TooOften, waitPhrase } from "../engine/limits/take-turns.ts";
import { answerPage, privately } from "./answer-page.ts";

type Given = { turn: TooOften; isJson: boolean; words?: string };

/** 429 in words, with the time to wait for machines. It says nothing about the address that was typed. */
export function tooOftenAnswer({ turn, isJson, words = "Nothing was stored, and nothing was sent." }: Given): Response {
  const sentence = `That was asked for very often just now, from where you are or for addresses like this one. ${words} Please try again ${waitPhrase(turn)}.`;
  const headers = { "Retry-After": String(turn.waitSeconds) };
  if (isJson) return Response.json({ error: sentence }, { status: 429, headers: { ...privately, ...headers } });
  const forward = { href: "/", words: "Back to the home page" };
  return answerPage({ status: 429, title: "Please wait a little", words: sentence, forward, headers });
}

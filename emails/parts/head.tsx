// biome-ignore-all lint/style/noHeadElement: This is the head of a mail; Next has no part in it.
import type { ReactElement } from "react";
import { darkRules, outlookDarkRules } from "./paint.ts";
import { space, type } from "./theme.ts";

/** The head of every mail. Both schemes are declared, so that a client uses ours instead of inverting colors itself. */
export function MailHead({ title }: { title: string }): ReactElement {
  return (
    <head>
      <meta httpEquiv="Content-Type" content="text/html; charset=UTF-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="x-apple-disable-message-reformatting" />
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{title}</title>
      <style>{`${layoutRules}@media (prefers-color-scheme:dark){${darkRules()}}`}</style>
      <style>{outlookDarkRules()}</style>
    </head>
  );
}

/**
 * What cannot stand inline. Without it a letter is laid out for a phone, so a client that drops the style element
 * still shows a sound one.
 */
const layoutRules = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "body{margin:0;padding:0;-webkit-text-size-adjust:100%}",
  `@media (min-width:520px){.pad{padding-left:${space.loose + space.tight}px!important;`,
  `padding-right:${space.loose + space.tight}px!important}`,
  `.title{font-size:${type.title.size}px!important;line-height:${type.title.line}px!important}`,
  `.day{font-size:${type.tiny.size}px!important;letter-spacing:0!important}}`,
].join("");

import { plainProbe } from "../../engine/publish/probes.ts";
import type { MailElement } from "./document.ts";
import { type Mail, ownUrl } from "./fill.ts";

/** What goes to an address that follows nothing yet: there is nothing to leave, and the mail says so. */
const withoutLeaving: readonly Mail["kind"][] = ["confirm", "address-change"];

/** What every mail owes whoever gets it, whatever it says: who sent it from where, why, and how to make it stop. */
export function findFrameFaults(mail: Mail): string[] {
  const faults = [...headFaults(mail), ...preheaderFaults(mail), ...leavingFaults(mail), ...senderFaults(mail)];
  return faults.map((fault) => `${mail.name}: ${fault}.`);
}

function headFaults({ document: { elements, doctype } }: Mail): string[] {
  const root = elements.find(({ tag }) => tag === "html")?.attributes;
  const title = elements.find(({ tag }) => tag === "title")?.text;
  const schemes = elements.find(({ attributes }) => attributes.name === "color-scheme")?.attributes.content;
  return [
    ...(doctype === "" ? ["begins with no doctype, and mail programs fall back to the oldest way of drawing"] : []),
    ...(root?.lang === "en" ? [] : ['does not say lang="en", so a screen reader guesses how to pronounce it']),
    ...(root?.dir === "ltr" ? [] : ['does not say dir="ltr"']),
    ...(title ? [] : ["has no title"]),
    ...(schemes === "light dark" ? [] : ['has no meta element that gives its color-scheme as "light dark"']),
  ];
}

/** The inbox shows a mail's first words. They must be those that we chose, and nothing of the mail behind them. */
function preheaderFaults({ document: { elements }, preheader }: Mail): string[] {
  const first = elements[elements.findIndex(({ tag }) => tag === "body") + 1];
  if (!first?.isHidden || !first.text.startsWith(preheader)) return ["does not begin with its hidden preheader"];
  const padding = first.text.length - preheader.length;
  return padding >= 150 ? [] : ["has a preheader without padding behind it, so an inbox reads on into the mail"];
}

function leavingFaults({ kind, document: { elements }, text }: Mail): string[] {
  const links = elements.filter(({ tag, isHidden }) => tag === "a" && !isHidden);
  const leaving = links.filter(({ attributes }) => attributes.href === leaveUrl);
  if (withoutLeaving.includes(kind)) {
    const words = "nothing to unsubscribe from";
    const said = text.includes(words) && elements.some((element) => element.text.includes(words));
    return [
      ...(leaving.length > 0 || text.includes(leaveUrl) ? ["offers to leave what its reader does not follow yet"] : []),
      ...(said ? [] : ["does not say that there is nothing to unsubscribe from"]),
    ];
  }
  return [
    ...(saysSo(links[0]) ? [] : ["has no link to unsubscribe at its top"]),
    ...(links.slice(1).slice(-2).some(saysSo) ? [] : ["has no link to unsubscribe in its footer"]),
    ...(text.includes(leaveUrl) ? [] : ["has no link to unsubscribe in its text part"]),
  ];
}

const leaveUrl = ownUrl("links.leave");

function saysSo(link: MailElement | undefined): boolean {
  return link?.attributes.href === leaveUrl && /unsubscribe/i.test(link.text);
}

function senderFaults({ document: { elements }, text }: Mail): string[] {
  const address = plainProbe.values["site.postalAddress"] ?? "";
  const shown = elements.some((element) => element.tag === "body" && element.text.includes(address));
  const reason = /\bYou get this\b[^.]{15,}\./;
  const reasonShown = elements.some(({ tag, isHidden, text: words }) => tag === "p" && !isHidden && reason.test(words));
  return [
    ...(shown ? [] : ["shows no postal address in its html"]),
    ...(text.includes(address) ? [] : ["shows no postal address in its text part"]),
    ...(reasonShown ? [] : ['does not say why it was sent: "You get this because …"']),
    ...(reason.test(text.replaceAll(/\s+/g, " ")) ? [] : ["does not say why it was sent in its text part"]),
  ];
}

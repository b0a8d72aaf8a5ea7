import { confirm } from "../../engine/confirm.ts";
import { type SignupForm, signUp } from "../../engine/signup.ts";
import { tick } from "../../engine/tick.ts";
import type { Message } from "../../mail/transport.ts";
import type { TestContext } from "./context.ts";

export function signupForm(form: Partial<SignupForm> = {}): SignupForm {
  return {
    email: "maria@example.com",
    name: "Maria",
    course: "test-course",
    timezone: "Europe/Berlin",
    sendTime: "07:00",
    weeklyLetter: false,
    honeypot: "",
    form: "course page",
    ip: "127.0.0.1",
    userAgent: "a test",
    ...form,
  };
}

/** Works until nothing is due at this moment of the test's clock. */
export async function workOff(context: TestContext): Promise<void> {
  await tick(context, { isOver: () => false });
}

/** Signs up, reads the confirmation that went out, and presses its button. Returns the reader's address. */
export async function enrolled(context: TestContext, form: Partial<SignupForm> = {}): Promise<string> {
  const email = form.email ?? signupForm().email;
  await signUp(context, signupForm(form));
  await workOff(context);
  const token = tokenIn(lastTo(context, email), "confirm");
  const answer = await confirm(context, { token, ip: "127.0.0.1", userAgent: "a test" });
  if (answer.kind !== "confirmed") throw new Error(`the confirmation of ${email} answered ${answer.kind}`);
  return email;
}

/** Every accepted message to this address, the oldest first. */
export function mailTo(context: TestContext, address: string): Message[] {
  return context.mail.sent.map(({ message }) => message).filter((message) => message.to === address);
}

export function lastTo(context: TestContext, address: string): Message {
  const message = mailTo(context, address).at(-1);
  if (!message) throw new Error(`nothing was sent to ${address}`);
  return message;
}

/** The token of a link of ours in a message, as a reader's click would carry it. */
export function tokenIn(message: Message, page: "confirm" | "lessons" | "me" | "leave" | "address"): string {
  const token = new RegExp(`/${page}/([\\w-]+)`).exec(message.text)?.[1];
  if (!token) throw new Error(`"${message.subject}" has no link to /${page}`);
  return token;
}

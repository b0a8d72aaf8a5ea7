const keyCure = "Make a key with sending access at resend.com/api-keys, set RESEND_API_KEY to it and restart.";
const senderCure = "Verify your domain at resend.com/domains and set MAIL_FROM to an address on it.";

/** What the author does about each error that stops all sending. */
const cures: Readonly<Record<string, string>> = {
  missing_api_key: `Resend saw no API key. ${keyCure}`,
  invalid_api_key: `Resend does not know the API key, or it was deleted. ${keyCure}`,
  restricted_api_key: `The API key may not do this. ${keyCure}`,
  suspended_api_key: "Resend has suspended the API key. Ask support@resend.com why; sending resumes once it is lifted.",
  invalid_permission: `The API key has no permission to send. ${keyCure}`,
  invalid_access: `The API key has no permission to send. ${keyCure}`,
  validation_error: `The Resend account is in test mode or the sender's domain is not verified. ${senderCure}`,
  invalid_from_address: `Resend does not accept the sender. ${senderCure}`,
  daily_quota_exceeded:
    "The day's quota at Resend is used up. It renews within 24 hours, or choose a larger plan at resend.com/settings/billing; sending resumes by itself.",
  monthly_quota_exceeded:
    "The month's quota at Resend is used up. Choose a larger plan at resend.com/settings/billing, or wait for the new month; sending resumes by itself.",
  email_above_quota:
    "The batch is larger than what is left of the quota at Resend. Choose a larger plan at resend.com/settings/billing, or wait until it renews; sending resumes by itself.",
};

/** One sentence or two for the author: what stands in the way of all sending, and what to do about it. */
export function cureFor({ name, status }: { name: string; status: number | null }): string {
  if (status !== null && status >= 300 && status < 400) {
    return "RESEND_BASE_URL leads to a redirect, which is never followed with mail. Set it to the final address, or unset it.";
  }
  if (name === "application_error") {
    return `Something that is not Resend answered with status ${status}. Check RESEND_BASE_URL and any proxy in between.`;
  }
  const cure = Object.hasOwn(cures, name) ? cures[name] : undefined;
  return cure ?? `Resend answered ${status} "${printable(name)}", which Dayletter does not know. ${unlistedCure}`;
}

const unlistedCure =
  "Nothing was lost; look at resend.com/emails and the message, mend the cause, and sending resumes by itself.";

// The name comes over the wire and ends up in a log line and on a page.
function printable(name: string): string {
  return name.replace(/[^\w.-]/g, "?").slice(0, 80);
}

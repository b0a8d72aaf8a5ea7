/** What the author does about each fault of the mail server that stops all sending. */
export const serverFaults = {
  smtp_unreachable:
    "Your mail server cannot be reached. Look whether it runs, and whether host and port of SMTP_URL are right; sending resumes by itself.",
  smtp_sign_in_refused:
    "Your mail server refused the sign-in. Put the right user and password into SMTP_URL (characters such as @ or : written as %40 and %3A) and restart.",
  smtp_no_sign_in:
    "SMTP_URL has a user and a password, but your mail server offers no sign-in. Take them out of SMTP_URL, or use the port that wants them (587 or 465), and restart.",
  smtp_no_tls:
    "Your mail server does not encrypt (no STARTTLS). Use a port that does (587, or smtps:// and 465). If it stands in your own network, add ?tls=off to SMTP_URL and restart.",
  smtp_certificate:
    "Your mail server's certificate does not hold. Use the name in SMTP_URL that its certificate is made for, or name your own authority's file in NODE_EXTRA_CA_CERTS, and restart.",
  smtp_turned_away:
    "Your mail server turned us away before any mail. Its own words say why; most often this machine is not allowed to send through it. Sending resumes by itself once it is.",
  smtp_sender_refused:
    "Your mail server does not accept the sender. Set MAIL_FROM to an address that it may send for, or allow that address there.",
} as const;

export function cureOfServer(name: keyof typeof serverFaults): string {
  return serverFaults[name];
}

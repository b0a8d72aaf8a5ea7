import type { Metadata } from "next";
import type { ReactNode } from "react";
import type { Transport } from "../../../mail/transport.ts";
import { requestContext } from "../../context.ts";

export const metadata: Metadata = {
  title: "Privacy",
  description: "What this site keeps about its readers, why, for how long, and who else sees it.",
  alternates: { canonical: "/privacy" },
};

/** Each sentence here is a promise about the software. Whoever changes what is stored or sent changes this page too. */
export default async function Privacy() {
  const { mail, settings } = await requestContext();
  const contact = settings.mailReplyTo ?? bareAddress(settings.mailFrom);
  return (
    <main id="main" className="mx-auto max-w-6xl px-5 pt-10 sm:px-8 sm:pt-16">
      <div className="max-w-[62ch]">
        <h1 className="text-title font-extrabold">Privacy</h1>
        <p className="mt-5 text-lead">
          We keep what it takes to send you the lessons and letters that you asked for, at your hour, and to prove that
          you wanted them. Nothing here is sold, shared for advertising or used to guess who you are.
        </p>
        <Part title="What we keep, and what for">
          <Facts
            facts={[
              ["Your address", "to send you what you asked for."],
              ["Your first name, if you gave one", "to greet you."],
              [
                "Your time zone and send time",
                "so that a letter comes in your morning and not in ours. With a newsletter’s form your browser tells the zone; without that we go by UTC.",
              ],
              [
                "Your course",
                "which lessons were sent and when, what became of each and what your mail server answered where our mail service tells us, on which days you tapped “I did it”, and how it felt, if you said so. Your streak is counted from that.",
              ],
              [
                "Your letters",
                "which newsletters you follow, which letters were sent to you and what became of each, and if you left one by its own link, which one that was.",
              ],
              [
                "Your consent",
                "the exact words that stood beside the form, which page it was on, when you sent it and when you confirmed, and the IP address and browser name of both moments. The law asks us to be able to prove that you agreed.",
              ],
            ]}
          />
          <p>
            Until you press the button in the first mail, what you typed waits unused. You get that one mail, and at
            most one such mail a day however often somebody types your address.
          </p>
        </Part>
        <Part title="Opens and clicks">{settings.tracking ? <WhatIsNoted /> : <NothingIsNoted />}</Part>
        <Part title="Letters on the web">
          <p>
            The newsletters can also be read <a href="/letters">on this site</a> and by feed readers. Those copies are
            the same for everybody: no name, no link of yours and nothing that is counted is in them.
          </p>
        </Part>
        <Part title="What we do not do">
          <p>
            We learn that you did a lesson only from your own tap. Nothing that you get, and no streak, ever depends on
            whether a letter was opened or a link in it was followed.
          </p>
          <p>
            These pages load nothing from other sites: no statistics, no advertising, no fonts from elsewhere. There is
            one cookie. It is set when you send a form, holds what you typed, so that a mistake does not cost you your
            words, and is gone after five minutes.
          </p>
        </Part>
        <Part title="Who else sees it">
          <p>{whoSees(mail)}</p>
        </Part>
        <Part title="Leaving, and being forgotten">
          <p>
            Every letter has a link that ends it. Leaving takes effect at once, also for a letter that was already
            waiting in line. Your own page stays, so that you can come back to what you did. If you leave everything, or
            if mail to you comes back for good or is marked as spam, nothing more is sent to you, and we keep a
            fingerprint of your address, made with a secret key. Nobody can read the address from it; it only lets the
            software notice that this address must not be written to.
          </p>
          <p>
            On your own page you can change what we hold about you, take a copy of all of it with you, and erase it.
            Erasing takes effect at once; if a letter is on its way at that moment, it is complete within a day. Only
            that fingerprint and the record that somebody consented, without your name or address, remain. You can also
            ask for any of it by writing to <a href={`mailto:${contact}`}>{contact}</a> from the address that it is
            about, and complain to the data protection authority where you live.
          </p>
        </Part>
        <Part title="Who we are">
          <p>
            {settings.postalAddress}. This site runs on Dayletter, software that is open to read; each sentence on this
            page can be checked there.
          </p>
        </Part>
      </div>
    </main>
  );
}

/** As `engine/track` and `engine/hit` have it. */
function WhatIsNoted() {
  return (
    <>
      <p>
        So that the author learns which letters are read, our letters hold a picture of one pixel, and their links to
        other sites lead through this one. When your mail program fetches the picture, or you follow such a link, we
        note which letter and link it was, when, by what browser or mail program, and from which network: of your IP
        address the end is cut off, so that it does not tell your home from your neighbors’. From that we guess whether
        it was a person or a machine.
      </p>
      <p>
        Links to your own pages lead there and nowhere else. The first mail, which asks you to confirm, and mails about
        a change of your address are not counted at all.
      </p>
      <p>
        You can say no on your own page, which every letter links to: turn off “Open and click tracking” there. From
        that moment nothing more is noted, not even in letters you already have, and the next ones come without the
        picture and with plain links. If your browser sends Global Privacy Control or Do Not Track, what you follow with
        it is not noted either way. Letters and links work the same.
      </p>
    </>
  );
}

function NothingIsNoted() {
  return (
    <p>
      We do not watch whether you open a letter or which of its links you follow. Our letters hold no hidden picture,
      and their links go straight to where they say.
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-12 grid gap-4">
      <h2 className="text-section">{title}</h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid">
      {facts.map(([what, why]) => (
        <div key={what} className="grid gap-x-8 gap-y-1 border-t border-line py-3 sm:grid-cols-[11rem_1fr]">
          <dt className="font-semibold">{what}</dt>
          <dd>{why}</dd>
        </div>
      ))}
    </dl>
  );
}

function whoSees(mail: Transport): string {
  switch (mail.name) {
    case "mailbox":
      return "Nobody. On this machine no mail leaves the house: every letter is kept in a mailbox of the software itself.";
    case "resend":
      return "Resend, the company that carries our mail. With each letter it gets your address, the letter itself with your name and streak in it, and a number that stands for the sending. Nobody else.";
    case "smtp":
      return "The mail server that carries our letters. With each letter it gets your address and the letter itself, with your name and streak in it. Nobody else.";
  }
}

/** The address alone, out of "Ada Runner <ada@example.org>". */
function bareAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}

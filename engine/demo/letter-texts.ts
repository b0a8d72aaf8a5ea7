/** A letter that the fictional coach has sent, and how many days ago. With a second subject, the two were tried. */
export type DemoLetter = {
  daysAgo: number;
  title: string;
  subject: string;
  subjectB: string | null;
  preheader: string;
  markdown: string;
};

/** The oldest first. */
export const demoLetters: readonly DemoLetter[] = [
  {
    daysAgo: 58,
    title: "The day you do not feel like it",
    subject: "The day you do not feel like it",
    subjectB: null,
    preheader: "Ten minutes, and a rule about the front door.",
    markdown: `Hi {{reader.name | there}},

It rained sideways on Tuesday and four of us stood under the roof of the stand, looking at the track as one looks at cold soup. Nobody said anything. Then Marjorie, who is seventy-one, walked out into it, and of course we all went after her.

I have a rule for such days. **I only have to get to the front door.** Shoes on, door open, one breath of air. If I still want to turn round then, I may. In twenty-six years I have turned round twice, and one of those was a wasp.

## Make it small

Ten minutes count. They count for your legs, which forget nothing that was done often, and they count for tomorrow, when the door is easier. What [running economy](https://en.wikipedia.org/wiki/Running_economy) is made of is mostly this: many unremarkable days.

If you are in the course, do the first move of today's lesson and see what happens.

Joan`,
  },
  {
    daysAgo: 37,
    title: "Why your side gives out before your legs",
    subject: "Why your side gives out before your legs",
    subjectB: null,
    preheader: "A stitch is not a punishment. Two things to try when it comes.",
    markdown: `Hi {{reader.name | there}},

Somebody in the group asked why she gets a stitch whenever we run fast and talk at the same time. "Because you are talking," said Dev, which was not the help she wanted.

Nobody knows for certain what a stitch is. The likeliest suspect is the lining of the belly, rubbed by everything that bounces above it. What helps is better known than why:

- Breathe out long, and breathe out when the foot of the *other* side comes down.
- Slow to a walk, put a hand where it hurts, and lean into it.
- Eat less in the two hours before, and sip instead of gulp.

And a trunk that stays quiet bounces less, which is what the course is for. The muscles that do it are drawn on [this page]({{links.home}}/articles/what-muscles-does-running-work), and the long story is [in this review](https://pubmed.ncbi.nlm.nih.gov/25178498/).

If it comes without running, or goes into the shoulder or the chest, see a doctor and not a coach.

Joan`,
  },
  {
    daysAgo: 23,
    title: "How slow is slow enough?",
    subject: "How slow is slow enough?",
    subjectB: "You are probably running your easy days too fast",
    preheader: "Say a whole sentence out loud. That is the entire test.",
    markdown: `Hi {{reader.name | there}},

Here is the cheapest training device that I know. Say this out loud while you run: *"I could do this for a good while yet, and the kettle is on when I get home."* If you have to breathe in the middle, you are too fast for an easy day. If you could sing it, you are right.

## What easy days are for

They make the engine larger without making you tired. Most of the running of people who run well is like that, four days in five by [most counts](https://en.wikipedia.org/wiki/Long_slow_distance). The fifth may hurt a little.

The mistake is the middle: too fast to recover, too slow to learn anything. It feels like work, which is why we like it.

So try three easy runs this week with the sentence, and tell me how the fourth one felt. You can simply answer this letter.

Joan

P.S. Pickle runs every day too fast and sleeps for the remaining twenty-two hours. It is a method.`,
  },
  {
    daysAgo: 9,
    title: "Shoes, and how to stop thinking about them",
    subject: "Shoes, and how to stop thinking about them",
    subjectB: null,
    preheader: "Three questions in the shop, and one to leave there.",
    markdown: `Hi {{reader.name | there}},

I am asked about shoes more often than about anything that matters. So here is all I know.

1. Does it feel good **in the first minute**? It will not become good later.
2. Is there a thumb's width before your longest toe, standing, in the afternoon?
3. Is it about as heavy and as high as what you run in now? Feet like to be told about changes slowly.

Leave the question how your arches look in the shop. Comfort has [done better](https://pubmed.ncbi.nlm.nih.gov/26221015/) than any of the clever machines.

Then run in them for a week on easy days, and after that think about your belt instead. If it stays level, the shoe is doing its part. [How to see that]({{links.home}}/articles/what-muscles-does-running-work) takes a mirror and one minute.

Joan`,
  },
];

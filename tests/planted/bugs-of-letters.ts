import type { PlantedBug } from "./bug.ts";

const held = "engine/letters/held-letters.db.test.ts";
const racing = "engine/letters/racing-letters.db.test.ts";

/** The guards of what goes to everybody who follows. */
export const letterBugs: readonly PlantedBug[] = [
  {
    name: "unique-letter",
    gone: "An issue is one row for its reader (promise 1).",
    sql: "alter table delivery drop constraint one_issue_per_reader_and_copy",
    changes: [
      { file: "db/letters/planning.ts", find: "      on conflict (issue_id, reader_id, copy) do nothing\n", put: "\n" },
    ],
    killers: ["engine/letters/illegal-letters.db.test.ts"],
  },
  {
    name: "fourteen-days",
    gone: "A letter is held for a course for fourteen days at most (rule 8).",
    changes: [{ file: "engine/letters/plan-issues.ts", find: "const heldDays = 14;", put: "const heldDays = 40;" }],
    killers: [held],
  },
  {
    name: "issue-lock",
    gone: "Composing holds an issue while it records a batch, so that its author's pause decides the order.",
    changes: [
      {
        file: "db/letters/issues.ts",
        find: `.orderBy(issue.id)
    .for("share");`,
        put: ".orderBy(issue.id);",
      },
    ],
    killers: [racing],
  },
];

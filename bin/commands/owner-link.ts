import { makeOwnerLink } from "../../engine/studio/invitations.ts";
import { type Command, WrongUsage, withContext } from "./command.ts";

export const ownerLink: Command = {
  usage: "owner-link",
  summary: "A one-time link that makes an owner's account for the studio, or gives yours a new password",
  async run(args) {
    if (args.length > 0) throw new WrongUsage();
    const link = await withContext((context) => makeOwnerLink(context, { always: true }));
    console.log(`${link}\n\nIt is good once and for a day. Any link made before no longer is.`);
  },
};

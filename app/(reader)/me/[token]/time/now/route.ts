import { parseSendTime } from "../../../../../../domain/calendar.ts";
import { changeRhythm } from "../../../../../../engine/change-rhythm.ts";
import { typedZone } from "../../../../../api/signup/typed-zone.ts";
import { backTo, changing } from "../../../../changing.ts";

/** The button that moves the lessons to another hour or zone. */
export const POST = changing("time", async ({ context, choices, value }) => {
  const sendMinute = parseSendTime(value("sendTime"));
  if (sendMinute === null) return { kind: "again" };
  const zone = typedZone(value("timezone"));
  const outcome = await changeRhythm(context, { readerId: choices.readerId, zone, sendMinute });
  if (outcome.kind === "invalid") return { kind: "again" };
  return outcome;
});

export const GET = backTo("time");

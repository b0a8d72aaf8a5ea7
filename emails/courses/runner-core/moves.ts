import { hipMoves } from "./moves/hips.ts";
import { legMoves } from "./moves/legs.ts";
import { mobilityMoves } from "./moves/mobility.ts";
import { trunkMoves } from "./moves/trunk.ts";

/** Every move of the course, written once. Lessons place them with their own sets, reps and rests. */
export const moves = { ...trunkMoves, ...hipMoves, ...legMoves, ...mobilityMoves };

/** The eight muscle groups that the moves, the lessons and the body map speak of, from the trunk outwards. */
export const muscleGroups = {
  core: { name: "Core", detail: "abdominals, obliques and the deep core" },
  back: { name: "Back", detail: "spinal erectors, lats and the muscles between the shoulder blades" },
  glutes: { name: "Glutes and hips", detail: "gluteus maximus, medius and minimus" },
  hipFlexors: { name: "Hip flexors", detail: "psoas, iliacus and rectus femoris" },
  quads: { name: "Quads", detail: "the four muscles at the front of the thigh" },
  hamstrings: { name: "Hamstrings", detail: "the three muscles at the back of the thigh" },
  calves: { name: "Calves and Achilles", detail: "gastrocnemius, soleus and the Achilles tendon" },
  arms: { name: "Shoulders and arms", detail: "the deltoids and the muscles that drive the arm swing" },
} as const satisfies Record<string, { name: string; detail: string }>;

export type MuscleGroup = keyof typeof muscleGroups;

/** What is heard and felt: the last seconds before something begins, its beginning, its end. */
export type Signal = "count" | "go" | "stop";

const tones: Readonly<Record<Signal, { hertz: number; ms: number; buzz: number[] }>> = {
  count: { hertz: 660, ms: 90, buzz: [40] },
  go: { hertz: 990, ms: 260, buzz: [160] },
  stop: { hertz: 495, ms: 320, buzz: [90, 70, 90] },
};

export type Signals = { give(signal: Signal): void; close(): void };

/**
 * Beeps by Web Audio, so that no sound file is loaded, and a buzz where the phone can. To be opened by a press: browsers
 * let no page sound by itself. A device without either stays silent.
 */
export function openSignals(): Signals {
  const audio = typeof AudioContext === "undefined" ? null : new AudioContext();
  audio?.resume().catch(() => {});
  return {
    give(signal) {
      const { hertz, ms, buzz } = tones[signal];
      if (audio !== null) beep(audio, { hertz, ms });
      navigator.vibrate?.(buzz);
    },
    close() {
      audio?.close().catch(() => {});
    },
  };
}

/** A soft edge at both ends, without which a loudspeaker clicks. */
function beep(audio: AudioContext, { hertz, ms }: { hertz: number; ms: number }): void {
  const from = audio.currentTime;
  const to = from + ms / 1_000;
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.3, from + 0.01);
  volume.gain.setValueAtTime(0.3, to - 0.03);
  volume.gain.linearRampToValueAtTime(0, to);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(to);
}

const NOTES_HZ = [587.33, 783.99]
const NOTE_S = 0.28
const PEAK = 0.07

/** Two soft notes going up, synthesised: audible beside a headphone, never a fright. */
export function playChime(context: AudioContext): void {
  NOTES_HZ.forEach((frequency, index) => {
    const startS = context.currentTime + 0.02 + index * NOTE_S * 0.75
    const oscillator = new OscillatorNode(context, { type: 'sine', frequency })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, startS)
    gain.gain.linearRampToValueAtTime(PEAK, startS + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.0005, startS + NOTE_S)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(startS)
    oscillator.stop(startS + NOTE_S)
  })
}

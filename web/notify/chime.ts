// A short, calm sound of two notes, made on the spot. The browser plays none before the page was first clicked or typed in.

const notes = [
  { hertz: 659.3, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.09 },
]
const lastsSeconds = 0.35
const loudness = 0.07

export function createChime(): () => void {
  let audio: AudioContext | undefined
  return () => {
    audio ??= new AudioContext()
    audio.resume().catch(() => {})
    const volume = audio.createGain()
    volume.connect(audio.destination)
    for (const { hertz, atSeconds } of notes) {
      const start = audio.currentTime + atSeconds
      const note = audio.createOscillator()
      const fade = audio.createGain()
      note.frequency.value = hertz
      fade.gain.setValueAtTime(0, start)
      fade.gain.linearRampToValueAtTime(loudness, start + 0.015)
      fade.gain.exponentialRampToValueAtTime(0.0001, start + lastsSeconds)
      note.connect(fade).connect(volume)
      note.start(start)
      note.stop(start + lastsSeconds)
    }
  }
}

import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'

/** Draws the card on the wall into the programme for as long as the service says. Returns the way to stop. */
export function driveWall(client: StaffClient, engine: MediaEngine, deviceNowMs: () => number): () => void {
  let shown = client.store.getState().session?.wall ?? null
  const show = (card: typeof shown): void => {
    shown = card
    if (!card) return engine.hideWallCard()
    engine.showWallCard({
      id: `${card.questionId ?? 'card'}-${card.fromMs}`,
      askerName: card.askerName,
      question: card.question,
      answer: card.answer,
      // The engine counts by this machine's clock.
      untilMs: card.untilMs - client.clock.nowMs() + deviceNowMs(),
    })
  }
  if (shown) show(shown)
  return client.store.subscribe(({ session }) => {
    const wall = session?.wall ?? null
    if (wall !== shown) show(wall)
  })
}

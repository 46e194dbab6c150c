import type { Question } from '#shared/domain/questions/question.ts'
import { AskerCards } from '#renderer/features/fans/AskerCards.tsx'
import { PushAskerButton } from '#renderer/features/shout-outs/PushAskerButton.tsx'

/** Who asks, and the way to have the host greet them. */
export function AboutAskers({ question }: { question: Question }) {
  return (
    <>
      <AskerCards question={question} />
      <PushAskerButton question={question} />
    </>
  )
}

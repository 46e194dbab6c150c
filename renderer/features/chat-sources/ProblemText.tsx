import { useTranslation } from 'react-i18next'

import type { LinkProblem } from '#renderer/chat-sources/agora-signaling/link-problem.ts'

/** What stands in the way, in words that say what to do; Agora's own words where there are no better ones. */
export function ProblemText({ problem }: { problem: LinkProblem }) {
  const { t } = useTranslation('chatSources')
  return t(`problem_${problem.problem}`, { detail: problem.detail })
}

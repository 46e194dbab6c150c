import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { LearnedReply } from '#shared/domain/knowledge/learned-reply.ts'
import type { Policy } from '#shared/domain/knowledge/policy.ts'
import type { Faq, Product } from '#shared/domain/products/product.ts'
import type { ResponseBody } from '#shared/protocol/down.ts'
import type { Gap } from '#shared/protocol/knowledge.ts'
import type { Request } from '#shared/protocol/up.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** Products of one page of the list. */
const PRODUCTS_SHOWN = 60

/** Reads and changes what the shop knows. Changes say what became of them; true when they took effect. */
export interface KnowledgeDesk {
  readonly products: (text: string) => Promise<{ products: Product[]; total: number } | null>
  readonly saveProduct: (product: Product, before: Product | null) => Promise<boolean>
  readonly removeProduct: (product: Product, onRestored: () => void) => Promise<boolean>
  readonly addFaq: (productId: string, faq: Faq) => Promise<boolean>
  readonly policies: () => Promise<Policy[] | null>
  readonly savePolicy: (policy: Policy) => Promise<boolean>
  readonly removePolicy: (policy: Policy, onRestored: () => void) => Promise<boolean>
  readonly learned: () => Promise<LearnedReply[] | null>
  readonly correctLearned: (learnedId: number, text: string) => Promise<boolean>
  readonly removeLearned: (learnedId: number) => Promise<boolean>
  readonly gaps: () => Promise<{ showTitle: string; gaps: Gap[] } | null>
}

export function useKnowledge(): KnowledgeDesk {
  const client = useStaffClient()
  const toasts = useToasts()
  const { problemText } = useRefusalText()
  const { t } = useTranslation('knowledge')
  return useMemo(() => {
    const ask = async (request: Request, words: Partial<Record<string, string>> = {}) => {
      const outcome = await client.request(request)
      if (outcome.ok) return outcome.body
      toasts.failed(words[outcome.problem] ?? problemText(outcome.problem))
      return null
    }
    const change = async (request: Request, said: string, words?: Partial<Record<string, string>>) => {
      const body: ResponseBody | null = await ask(request, words)
      if (body !== null) toasts.done(said)
      return body !== null
    }
    return {
      products: async (text) => {
        const body = await ask({ type: 'findProducts', text, offset: 0, limit: PRODUCTS_SHOWN })
        return body?.type === 'products' ? body : null
      },
      saveProduct: (product, before) =>
        change({ type: 'saveProduct', product, before }, t('saved', { name: product.name }), {
          invalid: t('codeTaken'),
          wrongPhase: t('changedMeanwhile'),
        }),
      removeProduct: async (product, onRestored) => {
        const body = await ask({ type: 'removeProduct', productId: product.productId })
        if (body === null) return false
        toasts.done(t('removed', { name: product.name }), () => {
          const again: Request = { type: 'saveProduct', product, before: null }
          void change(again, t('restored', { name: product.name })).then(onRestored)
        })
        return true
      },
      addFaq: (productId, faq) => change({ type: 'addFaq', productId, faq }, t('gapAdded')),
      policies: async () => {
        const body = await ask({ type: 'listPolicies' })
        return body?.type === 'policies' ? body.policies : null
      },
      savePolicy: (policy) => change({ type: 'savePolicy', policy }, t('saved', { name: policy.title })),
      removePolicy: async (policy, onRestored) => {
        const body = await ask({ type: 'removePolicy', policyId: policy.id })
        if (body === null) return false
        toasts.done(t('removed', { name: policy.title }), () => {
          void change({ type: 'savePolicy', policy }, t('restored', { name: policy.title })).then(onRestored)
        })
        return true
      },
      learned: async () => {
        const body = await ask({ type: 'listLearnedReplies' })
        return body?.type === 'learnedReplies' ? body.replies : null
      },
      correctLearned: (learnedId, text) =>
        change({ type: 'correctLearnedReply', learnedId, text }, t('learnedSaved')),
      removeLearned: (learnedId) => change({ type: 'removeLearnedReply', learnedId }, t('learnedRemoved')),
      gaps: async () => {
        const body = await ask({ type: 'listGaps' })
        return body?.type === 'gaps' ? body : null
      },
    }
  }, [client, problemText, t, toasts])
}

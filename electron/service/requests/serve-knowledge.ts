import { FAQ_MAX, type Product } from '#shared/domain/products/product.ts'
import { POLICIES_MAX } from '#shared/domain/knowledge/policy.ts'
import { plainText } from '#shared/domain/questions/normalise-text.ts'
import type { RequestProblem, ResponseBody } from '#shared/protocol/down.ts'
import type { Request } from '#shared/protocol/up.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Library } from '../library/library.ts'
import type { Served } from './serve-request.ts'

export type KnowledgeRequest = Extract<
  Request,
  {
    type:
      | 'suggestReplies'
      | 'findProducts'
      | 'saveProduct'
      | 'removeProduct'
      | 'addFaq'
      | 'listPolicies'
      | 'savePolicy'
      | 'removePolicy'
      | 'listLearnedReplies'
      | 'correctLearnedReply'
      | 'removeLearnedReply'
      | 'listGaps'
  }
>

/**
 * What the staff asks of products, policies and replies. @throws StorageError or LogError when library or log cannot
 * be read or written.
 */
export async function serveKnowledge(
  request: KnowledgeRequest,
  library: Library,
  knowledge: Knowledge,
): Promise<Served> {
  const { products, policies, learnedReplies } = library
  switch (request.type) {
    case 'suggestReplies': {
      const { questionId } = request
      const suggestions = knowledge.suggest(questionId)
      return suggestions === null
        ? refused('notFound', 'there is no such question')
        : ok({ type: 'suggestedReplies', questionId, suggestions: [...suggestions] })
    }
    case 'findProducts': {
      const found = products.list().filter(named(request.text))
      const page = found.slice(request.offset, request.offset + request.limit)
      return ok({ type: 'products', products: page, total: found.length })
    }
    case 'saveProduct':
      return saveProduct(library, request.product, request.before)
    case 'removeProduct':
      return products.remove(request.productId) ? DONE : refused('notFound', 'there is no such product')
    case 'addFaq': {
      const product = products.byId(request.productId)
      if (product === null) return refused('notFound', 'there is no such product')
      if (product.faq.length >= FAQ_MAX)
        return refused('invalid', 'this product has as many answers as it can')
      products.save({ ...product, faq: [...product.faq, request.faq] })
      return DONE
    }
    case 'listPolicies':
      return ok({ type: 'policies', policies: policies.list() })
    case 'savePolicy': {
      const all = policies.list()
      if (all.length >= POLICIES_MAX && all.every(({ id }) => id !== request.policy.id)) {
        return refused('invalid', 'there are as many policies as there can be')
      }
      policies.save(request.policy)
      return DONE
    }
    case 'removePolicy':
      policies.remove(request.policyId)
      return DONE
    case 'listLearnedReplies':
      return ok({ type: 'learnedReplies', replies: learnedReplies.list().slice(0, LEARNED_SHOWN) })
    case 'correctLearnedReply':
      return learnedReplies.correct(request.learnedId, request.text)
        ? DONE
        : refused('notFound', 'that reply is gone')
    case 'removeLearnedReply':
      learnedReplies.remove(request.learnedId)
      return DONE
    case 'listGaps': {
      const { showTitle, gaps } = await knowledge.gaps()
      return ok({ type: 'gaps', showTitle, gaps: [...gaps] })
    }
    default:
      return request satisfies never
  }
}

const LEARNED_SHOWN = 500

/** Nobody's work is written over: neither another product's code nor what was changed since the editor opened. */
function saveProduct({ products }: Library, product: Product, before: Product | null): Served {
  const current = products.byId(product.productId)
  if (before === null && current !== null) return refused('invalid', 'another product has this code')
  if (before !== null && JSON.stringify(current) !== JSON.stringify(before)) {
    return refused('wrongPhase', 'somebody else has changed this product')
  }
  products.save(product)
  return DONE
}

function named(text: string): (product: Product) => boolean {
  const wanted = plainText(text)
  return ({ productId, name, aliases }) =>
    wanted === '' || [productId, name, ...aliases].some((one) => plainText(one).includes(wanted))
}

const DONE: Served = { ok: true, body: { type: 'done' } }
const ok = (body: ResponseBody): Served => ({ ok: true, body })
const refused = (problem: RequestProblem, message: string): Served => ({ ok: false, problem, message })

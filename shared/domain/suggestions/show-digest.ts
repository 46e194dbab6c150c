/** What later shows are compared with: enough of a review for the rules that look at several shows. */
export interface ShowDigest {
  readonly sessionId: string
  readonly within30sRate: number | null
  readonly eligible: number
  readonly items: readonly {
    readonly productId: string | null
    readonly title: string
    readonly plannedMs: number | null
    readonly airedMs: number
  }[]
}

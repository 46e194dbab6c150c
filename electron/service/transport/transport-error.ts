export type TransportErrorCode = 'portInUse' | 'portForbidden' | 'cannotListen'

/** The service could not open, or not share, its address. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly code: TransportErrorCode
  readonly address: string
  readonly port: number

  constructor(code: TransportErrorCode, address: string, port: number, cause: unknown) {
    super(MESSAGES[code](address, port), { cause })
    this.code = code
    this.address = address
    this.port = port
  }
}

const MESSAGES: Readonly<Record<TransportErrorCode, (address: string, port: number) => string>> = {
  portInUse: (address, port) =>
    `Port ${port} on ${address} is in use by another program. Close that program or choose another port.`,
  portForbidden: (address, port) =>
    `This account may not listen on port ${port} of ${address}. Choose a port above 1023.`,
  cannotListen: (address, port) => `Cannot listen on ${address}, port ${port}.`,
}

/** Gives a failed `listen` its closed kind; the system's own error stays as the cause. */
export function listenError(address: string, port: number, cause: unknown): TransportError {
  if (cause instanceof TransportError) return cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') return new TransportError('portInUse', address, port, cause)
  if (code === 'EACCES') return new TransportError('portForbidden', address, port, cause)
  return new TransportError('cannotListen', address, port, cause)
}

import { decode, encode } from '@msgpack/msgpack'

/** The two ways the protocol writes a message: JSON in text frames, MessagePack in binary ones. */
export interface MessageCodec {
  readonly subprotocol: 'obswebsocket.json' | 'obswebsocket.msgpack'
  readonly isBinary: boolean
  readonly encode: (message: object) => string | Uint8Array
  /** Throws on anything that is not one message of this kind. */
  readonly decode: (bytes: Buffer) => unknown
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const json: MessageCodec = {
  subprotocol: 'obswebsocket.json',
  isBinary: false,
  encode: (message) => JSON.stringify(message),
  decode: (bytes): unknown => JSON.parse(utf8.decode(bytes)),
}

const msgpack: MessageCodec = {
  subprotocol: 'obswebsocket.msgpack',
  isBinary: true,
  encode: (message) => encode(message, { ignoreUndefined: true }),
  decode: (bytes) => decode(bytes),
}

const CODECS = [json, msgpack]

/** The first offered way of writing that we know; false when none is. A client that offers nothing gets JSON. */
export function chooseSubprotocol(offered: ReadonlySet<string>): MessageCodec['subprotocol'] | false {
  return (
    [...offered].flatMap((name) => CODECS.find((codec) => codec.subprotocol === name) ?? [])[0]
      ?.subprotocol ?? false
  )
}

export const codecOf = (subprotocol: string): MessageCodec =>
  subprotocol === msgpack.subprotocol ? msgpack : json

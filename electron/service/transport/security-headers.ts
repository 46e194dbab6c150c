import { fastifyHelmet } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

import { isLoopback, plainAddress } from './addresses.ts'

const PERMISSIONS_POLICY = [
  ...['camera', 'microphone', 'display-capture', 'speaker-selection', 'fullscreen', 'screen-wake-lock'],
  ...['autoplay', 'clipboard-write', 'picture-in-picture'],
].map((feature) => `${feature}=(self)`)

const DENIED = ['geolocation', 'payment', 'usb', 'serial', 'hid', 'midi', 'browsing-topics'].map(
  (feature) => `${feature}=()`,
)

/** The frame in which the host page runs Agora Signaling. */
const SIGNALING_PATH = '/signaling/'

/**
 * Agora's access points (https) and edge servers (wss, on ports of their own) lie under these two domains, and its SDK
 * is partly WebAssembly. Only this one page may do either; nothing but the SDK runs in it, it cannot reach the service,
 * and only a page of the studio may frame it. No other page is opened for it, so no page has to be loaded anew when
 * Signaling is set up during a show.
 */
const AGORA_HOSTS = ['*.agora.io', '*.sd-rtn.com'].flatMap((host) => [`https://${host}:*`, `wss://${host}:*`])
const SIGNALING_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `connect-src ${AGORA_HOSTS.join(' ')}`,
  // The SDK keeps its timers in a worker that it makes from a blob, so that a hidden window does not slow them down.
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join(';')

/**
 * Where the host page may send the show by WHIP: any https address, and any port of this machine for servers that run
 * here. Naming the configured destinations one by one would not do: a policy holds from the moment the page was loaded,
 * a destination can be added while on air, and endpoints pass publishers on to servers of other names (RFC 9725 §4.5).
 * No other page may reach anything but the service.
 */
const PUBLISHING = 'https: http://127.0.0.1:* http://localhost:*'
const isHostPage = (url: string | undefined): boolean => /^\/host(?:\/|$)/.test(url ?? '')

/**
 * The headers of every answer. Plain http in a LAN decides two things: no upgrade to https anywhere, and what
 * browsers grant to trustworthy origins only (cross-origin isolation) is sent on loopback alone, since elsewhere it
 * would only fill the console with warnings.
 */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // Mantine writes its variables into a style element of the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        // Older Safari does not count a socket of the same host as 'self'. The host was checked before.
        connectSrc: [
          "'self'",
          (request) =>
            `ws://${request.headers.host ?? '127.0.0.1'}${isHostPage(request.url) ? ` ${PUBLISHING}` : ''}`,
        ],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(SIGNALING_PATH)) {
      reply.header('Content-Security-Policy', SIGNALING_POLICY).header('X-Frame-Options', 'SAMEORIGIN')
    }
    reply.header('Permissions-Policy', [...PERMISSIONS_POLICY, ...DENIED].join(', '))
    if (isLoopback(plainAddress(request.socket.localAddress))) {
      reply.header('Cross-Origin-Opener-Policy', 'same-origin').header('Origin-Agent-Cluster', '?1')
    }
  })
}

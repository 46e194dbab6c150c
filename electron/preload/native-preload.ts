import { contextBridge } from 'electron'
import { AGORA_STAND_IN_ARGUMENT } from '#shared/protocol/shell-channels.ts'
import { createAgoraBridge } from './agora/agora-bridge.ts'
import { putAddonInPlace } from './agora/sdk.ts'
import './preload.ts'

/**
 * The preload of the host window when the native engine is switched on: what every window gets, and the engine. It
 * runs without Chromium's sandbox, isolated from the page like the other.
 */
const standIn = process.argv.find((argument) => argument.startsWith(AGORA_STAND_IN_ARGUMENT))
if (standIn !== undefined) putAddonInPlace(standIn.slice(AGORA_STAND_IN_ARGUMENT.length))

const agora = createAgoraBridge<HTMLElement>()
contextBridge.exposeInMainWorld('studioAgora', agora)
// The engine is one per process, and the process may outlive the page.
window.addEventListener('pagehide', () => agora.release())

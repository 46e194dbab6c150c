import { app } from 'electron'
import { agoraSettingsFile } from './agora/answer-agora-requests.ts'
import { nativeEngine } from './agora/natives.ts'
import { readAgoraSettings } from './agora/settings-file.ts'
import { runStudio } from './studio.ts'

// Chromium's own files (cache, cookies) stay apart from the shows, which people back up and move.
const dataDir = app.getPath('userData')
app.setPath('sessionData', `${dataDir}/browser`)

// In place of Agora's addon, where there is none: for development and tests.
const standIn = app.isPackaged ? undefined : process.env['STUDIO_AGORA_STAND_IN'] || undefined
const availability = nativeEngine({
  settings: readAgoraSettings(agoraSettingsFile(dataDir)),
  platform: process.platform,
  appPath: app.getAppPath(),
  standIn,
})

// Every window is sandboxed by its own preferences; enforcing it beyond them would take the host window its native
// engine. Started as root, Chromium refuses its sandbox and is given --no-sandbox on purpose; enforcing it would end
// every child.
if (!availability.available && !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

// A covered window goes on composing (Windows), and phones in the room reach the host by its real LAN address: many of
// them cannot resolve the .local names Chromium would offer instead.
const disabledFeatures = [
  app.commandLine.getSwitchValue('disable-features'),
  'CalculateNativeWinOcclusion',
  'WebRtcHideLocalIpsWithMdns',
].filter((feature) => feature !== '')
app.commandLine.appendSwitch('disable-features', disabledFeatures.join(','))

if (app.requestSingleInstanceLock()) void runStudio(dataDir, { availability, standIn })
else app.quit()

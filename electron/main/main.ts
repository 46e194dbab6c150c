import { app } from 'electron'
import { runStudio } from './studio.ts'

// Chromium's own files (cache, cookies) stay apart from the shows, which people back up and move.
const dataDir = app.getPath('userData')
app.setPath('sessionData', `${dataDir}/browser`)
// Started as root, Chromium refuses its sandbox and is given --no-sandbox on purpose; enforcing it would end every child.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

// A covered window goes on composing (Windows), and phones in the room reach the host by its real LAN address: many of
// them cannot resolve the .local names Chromium would offer instead.
const disabledFeatures = [
  app.commandLine.getSwitchValue('disable-features'),
  'CalculateNativeWinOcclusion',
  'WebRtcHideLocalIpsWithMdns',
].filter((feature) => feature !== '')
app.commandLine.appendSwitch('disable-features', disabledFeatures.join(','))

if (app.requestSingleInstanceLock()) void runStudio(dataDir)
else app.quit()

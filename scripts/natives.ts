import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { nativesPlan } from './natives-plan.ts'
import { root } from './run.ts'

/**
 * npm run natives: fetches the native parts of Agora's SDK, which `npm install` leaves out because not every system has
 * them. About 200 MB from download.agora.io. Run it once after `npm install`, and before `npm run dist`.
 */
const plan = nativesPlan(process.platform, process.arch)
if ('refusal' in plan) {
  console.error(plan.refusal)
  process.exit(1)
}

const sdk = path.join(root, 'node_modules', 'agora-electron-sdk')
if (!existsSync(sdk)) {
  console.error('agora-electron-sdk is not installed. Run npm install first.')
  process.exit(1)
}

console.log(`Fetching Agora's native parts for ${process.platform} ${plan.arch} …`)
const { status, error } = spawnSync('npm', ['explore', 'agora-electron-sdk', '--', 'npm run install'], {
  cwd: root,
  // The variables of the SDK's own script; it understands 1 and 0 only.
  env: { ...process.env, INIT_CWD: root, ...plan.env },
  stdio: 'inherit',
  // npm is a batch file there.
  shell: process.platform === 'win32',
})

const addon = path.join(sdk, 'build', 'Release', 'agora_node_ext.node')
if (!existsSync(addon) || statSync(addon).size === 0) {
  console.error(
    error
      ? `npm could not be started: ${error.message}`
      : `The SDK's script ended (${status}) without ${addon}.`,
  )
  console.error('Check that https://download.agora.io can be reached, and run npm run natives again.')
  process.exit(1)
}
console.log(`Agora's native parts are in place: ${addon}`)

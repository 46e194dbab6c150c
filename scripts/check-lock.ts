import { readFileSync } from 'node:fs'
import path from 'node:path'
import { countFamilies, lockProblems, lockSchema } from './lock.ts'
import { root } from './run.ts'

const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))
const problems = lockProblems(lock)
for (const problem of problems) console.error(problem)
if (problems.length > 0) {
  console.error('Pin the newest version whose packages are all there (overrides for transitive ones).')
  process.exitCode = 1
} else {
  const packages = Object.keys(lock.packages).length - 1
  console.log(
    `${packages} packages, all from the registry; ${countFamilies(lock)} with binaries for every platform`,
  )
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Encryption } from '../secrets.ts'
import { TrialCertificate } from './certificate.ts'

const CERTIFICATE = 'fedcba9876543210fedcba9876543210'
let folder = ''

const encryption: Encryption = {
  available: async () => true,
  encrypt: async (text) => Buffer.from(`sealed ${Buffer.from(text).toString('base64')}`),
  decrypt: async (bytes) => Buffer.from(bytes.toString().slice('sealed '.length), 'base64').toString(),
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-certificate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('keeps what a text file holds, encrypted, until it is forgotten', async () => {
  const certificate = new TrialCertificate(join(folder, 'c.bin'), encryption)
  expect([certificate.state, await certificate.read()]).toEqual(['none', null])
  expect(await certificate.import(` ${CERTIFICATE}\r\n`)).toBe('stored')
  expect([certificate.state, await certificate.read()]).toEqual(['stored', CERTIFICATE])
  expect(readFileSync(join(folder, 'c.bin'), 'utf8')).not.toContain(CERTIFICATE)
  await certificate.forget()
  expect([certificate.state, await certificate.read()]).toEqual(['none', null])
})

it('takes nothing else for one, and keeps the one it has', async () => {
  const certificate = new TrialCertificate(join(folder, 'c.bin'), encryption)
  await certificate.import(CERTIFICATE)
  for (const text of ['', 'hello', `${CERTIFICATE}0`, 'x'.repeat(100_000)]) {
    expect(await certificate.import(text)).toBe('notACertificate')
  }
  expect(await certificate.read()).toBe(CERTIFICATE)
})

it('is not kept where the system encrypts nothing', async () => {
  const certificate = new TrialCertificate(join(folder, 'c.bin'), {
    ...encryption,
    available: async () => false,
  })
  expect(await certificate.import(CERTIFICATE)).toBe('noSecureStorage')
  expect(certificate.state).toBe('none')
})
